import LayerMath

/// The lint of a `misconceptions.yaml`: besides what was wrong in reading, each rule must be another than the right one.
package enum MisconceptionCheck {
  /// - Parameter misconceptions: of one file.
  package static func issues(of misconceptions: Misconceptions) -> [LessonIssue] {
    misconceptions.issues + misconceptions.all.compactMap { problem($0, file: misconceptions.file) }
  }

  private static func problem(_ misconception: Misconception, file: String) -> LessonIssue? {
    func issue(_ message: String) -> LessonIssue {
      LessonIssue(
        file: file, place: misconception.place, severity: .error,
        message: "misconception `\(misconception.id)`: " + message)
    }
    let modules = modules.filter { misconception.concerns($0) }
    guard !modules.isEmpty else {
      return issue("no module has a rule for `\(misconception.quantity.rawValue)` with what `for` and `with` name")
    }
    var fits = false
    var generator = SeededGenerator(seed: 2)
    for module in modules {
      for (k, n) in [(2, 2), (2, 3), (3, 2)] {
        for _ in 0..<6 {
          let example = module.random(k: k, n: n, using: &generator)
          let run = RuleRun(example, rules: misconception.rules(of: example))
          guard let values = run.values(of: misconception.quantity) else { continue }
          fits = true
          if values != Derivation(example).values(of: misconception.quantity) { return nil }
        }
      }
    }
    return issue(
      fits
        ? "its rule gives the right values on every layer tried; it is no error"
        : "its rule has no value on any layer tried; check its indices")
  }

  /// Every module that `for` and `with` can name.
  private static let modules: [LayerExample] = {
    let base = LayerExample.reference
    let t = (0..<base.k).map { Rational($0 == 0 ? 1 : 0) }
    let activations = Activation.Kind.allCases.compactMap { try? Activation.named($0.rawValue) }
    let plain = activations.map(base.with)
    let sigmoid = (try? Activation.named(Activation.Kind.sigmoid.rawValue)) ?? .elu
    return plain + [base.withTeachingBias] + Loss.Kind.allCases.map { base.with(sigmoid).with(Loss($0), t: t) }
  }()
}
