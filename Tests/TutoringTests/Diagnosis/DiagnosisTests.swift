import Curriculum
import Foundation
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct DiagnosisTests {
  private static let misconceptions = DiagnosingLayersTests.misconceptions
  /// Layers of each shape; `SWEEP=50` tries as many, of all shapes, at all steps, which takes a release build.
  private static let sweep = ProcessInfo.processInfo.environment["SWEEP"].flatMap { Int($0) }
  private static let shapes = [(2, 3), (3, 2), (2, 2)]

  private func layers(_ name: String) throws -> [LayerDiagnosis] {
    let module = try #require(Modules.all.first { $0.name == name }?.example)
    var source = DiagnosingLayers(module, Self.misconceptions)
    var generator = SeededGenerator(seed: 11)
    let place = try #require(Modules.all.firstIndex { $0.name == name })
    return (Self.sweep == nil ? [Self.shapes[place % 3]] : Self.shapes).flatMap { k, n in
      (0..<(Self.sweep ?? 1)).flatMap { _ in source.layers(k: k, n: n, using: &generator) ?? [] }
    }.map { LayerDiagnosis($0, Self.misconceptions) }
  }

  private func text(_ values: [RealNumber], _ shape: [Int], digits: Int) -> String {
    let width = shape.count > 1 ? shape[shape.count - 1] : values.count
    // A decimal that ends says by its zeros how exactly it is meant.
    let texts = values.map { value in
      let text = value.decimal(fractionDigits: digits).text
      let behind = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 }
      return text + (behind == nil ? "." : "") + String(repeating: "0", count: digits - (behind ?? 0))
    }
    return stride(from: 0, to: texts.count, by: width).map { texts[$0..<($0 + width)].joined(separator: " ") }
      .joined(separator: "; ")
  }

  /// Whoever has a wrong rule is understood: at its step and at all that follow from it, it is among the matches.
  @Test(arguments: Modules.all.map(\.name))
  func anAnswerMadeByARuleHasItAmongItsMatches(name: String) throws {
    for layer in try layers(name) {
      for quantity in layer.derivation.rules.computed {
        let asked = layer.derivation.symbols(quantity)
        let right = layer.derivation.values(of: quantity)
        let isLast = [.deltaX, .deltaW].contains(quantity)
        for (misconception, values) in layer.wrongValues(of: quantity)
        where Self.sweep != nil || misconception.quantity == quantity || isLast {
          let answer = text(values, layer.derivation.shape(quantity), digits: 5)
          // What is the right answer to five decimals shows nothing of the rule.
          guard zip(values, right).contains(where: { abs($0.double - $1.double) > 0.001 }) else { continue }
          let result = layer.diagnosis(of: answer, for: asked)
          guard result.verdict != .rounded else { continue }
          let isFound = result.rules.contains {
            $0.id == misconception.id || $0.family == misconception.family
          }
          #expect(
            isFound, "\(name): \(misconception.id) at \(quantity.rawValue): \(answer) gives \(result.rules.map(\.id))")
          #expect(result.verdict == .wrong || result.verdict == .partly)
        }
      }
    }
  }

  /// No right answer is refused, and nobody who is right is told a wrong rule, however it is written.
  @Test(arguments: Modules.all.map(\.name))
  func aRightAnswerIsRightInAllSpellings(name: String) throws {
    for layer in try layers(name) {
      for quantity in layer.derivation.rules.computed {
        let asked = layer.derivation.symbols(quantity)
        let (values, shape) = (layer.derivation.values(of: quantity), layer.derivation.shape(quantity))
        var answers = [2, 3, 4, 6].map { text(values, shape, digits: $0) }
        let plain = text(values, shape, digits: 4)
        answers.append(plain.replacing("-", with: "−"))
        if shape.count < 3 { answers += ["[\(plain)]", plain.replacing(" ", with: ", ").replacing(";,", with: ";")] }
        if shape.count == 1 {
          answers.append(plain.replacing(" ", with: "\n"))
          answers.append("(" + plain.replacing(" ", with: ", ") + ")")
        }
        if let vector = layer.derivation.rules[quantity]?.vectorLine {
          answers.append(String(vector.split(separator: "=", maxSplits: 1)[1]))
        }
        if let line = layer.derivation.rules[quantity]?.line, shape.count < 3, quantity != .fPrime {
          answers.append(String(line.split(separator: "=", maxSplits: 1)[1]))
        }
        for answer in answers {
          // A small value has no digit left in two decimals: then they say too little, which is no error either.
          let result = layer.diagnosis(of: answer, for: asked)
          let tooFew = answer == answers[0] && result.verdict == .rounded
          let isZeroed = zip(answer.split { " ;,[]()\n".contains($0) }, values).contains {
            Double($0.0) == 0 && !$0.1.isZero
          }
          guard !isZeroed, !tooFew else { continue }
          #expect(
            result.verdict == .right && result.rules.isEmpty && result.slip == nil,
            "\(name) \(layer.example.k)×\(layer.example.n) \(quantity.rawValue): \(answer): \(result.verdict) \(result.rules.map(\.id)) \(result.feedback)"
          )
        }
      }
    }
  }
}
