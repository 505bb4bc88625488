import Curriculum
import LayerMath
import Tutoring

/// Answers of others, marked by the student first.
extension Sitting {
  /// One more answer: an author's in their order, then made ones.
  mutating func nextSample() -> [Effect] {
    guard let misconceptions else { return [] }
    let scheme = scheme()
    let samples = scheme.samples
    let number = sampleNumber
    sampleNumber += 1
    let module = derivation.example
    if number < samples.count {
      opening = .sample(
        SampleAnswer(samples[number].lines, reason: samples[number].reason, of: module, scheme, misconceptions))
    } else {
      opening = .sample(SampleAnswer.mutated(module, scheme, misconceptions, using: &generator))
    }
    return []
  }
}
