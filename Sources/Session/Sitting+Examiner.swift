import Curriculum
import LayerMath
import Tutoring

/// Answers of others, marked by the student first.
extension Sitting {
  /// One more answer: an author's in their order, then made ones.
  mutating func nextSample() -> [Effect] {
    guard let misconceptions else {
      wanted = .sample
      return [.loadMisconceptions]
    }
    wanted = nil
    let scheme = scheme()
    let samples = scheme.samples
    let number = sampleNumber
    sampleNumber += 1
    let module = derivation.example
    if number < samples.count {
      sample = SampleAnswer(
        samples[number].lines, reason: samples[number].reason, of: module, scheme, misconceptions)
    } else {
      sample = SampleAnswer.mutated(module, scheme, misconceptions, using: &generator)
    }
    return []
  }

  /// The answer that is to come into view, once.
  package mutating func takeSample() -> SampleAnswer? {
    defer { sample = nil }
    return sample
  }
}
