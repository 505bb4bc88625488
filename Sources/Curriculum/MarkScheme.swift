import LayerMath

/// How a derivation is marked: what is asked, and what earns how many points; an author writes another one in a block `marks`.
///
/// Source of the standard one: `derive.md`, section 4.2.
package struct MarkScheme: Equatable, Sendable {
  /// Whether the derivatives of the outputs are asked for, or those of the loss.
  package enum Asks: String, CaseIterable, Sendable { case outputs, loss }

  /// What has to be there for a mark.
  package enum Criterion: Equatable, Sendable {
    /// The forward message: `s = Wx` and `y = f(s)`.
    case forward
    /// The slope, with all pieces.
    case slope
    /// `∂y/∂x`, of the loss `δx`.
    case backward
    /// `∂y/∂W` of the own unit, of the loss `δW`.
    case parameter
    /// That it is 0 for the other units; of the loss that there is one path and no sum.
    case kronecker
    /// A derivative in closed form: `∂y/∂b`, `δa`.
    case goal(Quantity)

    package static let words = ["forward", "slope", "backward", "parameter", "kronecker"]

    package init?(_ word: String) {
      switch word {
      case "forward": self = .forward
      case "slope": self = .slope
      case "backward": self = .backward
      case "parameter": self = .parameter
      case "kronecker": self = .kronecker
      default:
        guard let quantity = Quantity.allCases.first(where: { $0.rawValue == word || $0.jsonKey == word }),
          quantity.derivedBy != nil
        else { return nil }
        self = .goal(quantity)
      }
    }
  }

  package struct Mark: Equatable, Sendable {
    /// By which it is called in reports: `F`.
    package let name: String
    package let criterion: Criterion
    package let points: Int
    /// What the author says it is for.
    package let title: String?

    package init(_ name: String, _ criterion: Criterion, points: Int = 1, title: String? = nil) {
      (self.name, self.criterion, self.points, self.title) = (name, criterion, points, title)
    }
  }

  /// An answer of which the author knows the points; `lessons check` marks it.
  package struct Sample: Equatable, Sendable {
    package let lines: [String]
    package let points: Int
    /// Why, as the student reads it who has marked it first.
    package let reason: String
    package let place: LessonPlace
  }

  package let asks: Asks
  package let marks: [Mark]
  package var samples: [Sample] = []

  package init(asks: Asks, marks: [Mark], samples: [Sample] = []) {
    (self.asks, self.marks, self.samples) = (asks, marks, samples)
  }

  /// The five marks of a derivation.
  package static func standard(_ asks: Asks) -> MarkScheme {
    MarkScheme(
      asks: asks,
      marks: [
        Mark("F", .forward), Mark("D", .slope), Mark("X", .backward), Mark("P", .parameter), Mark("K", .kronecker),
      ])
  }

  package var most: Int { marks.reduce(0) { $0 + $1.points } }
}

/// A block `derive`: a derivation to be typed, from some of its lines on.
package struct DerivationTask: Equatable, Sendable {
  package let prompt: String
  /// Lines that are on the sheet already.
  package let start: [String]
}

extension MarkScheme.Asks {
  /// What is to be derived: by the inputs and by every parameter of the module, a bias and a trained `a` too.
  package func goals(of example: LayerExample) -> [Quantity] {
    example.rules.computed.filter { quantity in
      switch quantity.role {
      case .jacobian: self == .outputs
      case .gradient(let target): self == .loss && [.input, .parameter].contains(target.role)
      default: false
      }
    }
  }
}
