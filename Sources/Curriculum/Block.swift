import LayerMath
import TextLayout

/// A display formula: its source, and the tree or the reason why there is none.
package struct LessonFormula: Equatable, Sendable {
  package let latex: String
  package let node: Result<MathNode, LaTeXError>

  package init(_ latex: String) {
    var macros: LaTeXMacros = [:]
    self.init(latex, defining: &macros)
  }

  /// - Parameter macros: the commands of the lesson so far; those that the formula defines join them.
  init(_ latex: String, defining macros: inout LaTeXMacros) {
    self.latex = latex
    do throws(LaTeXError) {
      node = .success(GradientNotation.joined(try LaTeXParser.parse(latex, defining: &macros)))
    } catch {
      node = .failure(error)
    }
  }
}

/// An example for the walk: a ```` ```layer ```` block or the front matter's `layer`.
///
/// The author may state results beside `W`, `x` and `dy` (`s`, `y`, `f_prime`, `ds`, `J`, `P`, `dx`, `dW`): the reader shows
/// them, and `lessons check` computes them again.
package struct LessonLayer: Equatable, Sendable {
  /// Results as they were typed, row after row.
  package struct Claim: Equatable, Sendable {
    package let quantity: Quantity
    package let rows: [[String]]
    package let place: LessonPlace
  }

  package let name: String?
  package let example: LayerExample
  package let claims: [Claim]
}

/// A ```` ```ask ```` block: what is asked, and the step or model answer that decides.
package struct Exercise: Equatable, Sendable {
  package let prompt: String
  package let step: String?
  package let formula: String?
  package let hints: [String]
  /// Whether the shape is asked for before the values of its step, or in their place.
  package let shape: ShapeQuestion?
  /// The result as the author computed it, entry by entry; checked, never shown before it is earned.
  package let answer: [String]
  let keys: [Key]

  package enum ShapeQuestion: String, CaseIterable, Sendable { case first, only }

  /// A key that the author wrote, and where its value stands.
  struct Key: Equatable, Sendable {
    let name: String
    let place: LessonPlace
  }

  func place(of key: String) -> LessonPlace? { keys.first { $0.name == key }?.place }
}

/// One block of a lesson; `line` is 1-based in the file.
package indirect enum Block: Equatable, Sendable {
  case heading(level: Int, text: [Inline], line: Int)
  case paragraph([Inline], line: Int)
  case formula(LessonFormula, line: Int)
  case list(items: [[Block]], start: Int?)
  case code(language: String, text: String, line: Int)
  case table(header: [[Inline]], rows: [[[Inline]]], line: Int)
  /// Obsidian's `> [!kind] title`.
  case callout(kind: CalloutKind, title: [Inline], body: [Block], line: Int)
  case quote([Block])
  case rule
  /// `[^1]: text`.
  case footnote(label: String, [Inline], line: Int)
  case layer(LessonLayer, line: Int)
  case ask(Exercise, line: Int)
  case marks(MarkScheme, line: Int)
  case derive(DerivationTask, line: Int)
}

extension Block {
  /// All text in it, in reading order.
  package var inlines: [Inline] {
    switch self {
    case .heading(_, let text, _), .paragraph(let text, _), .footnote(_, let text, _): text
    case .list(let items, _): items.flatMap { $0.flatMap(\.inlines) }
    case .table(let header, let rows, _): header.flatMap { $0 } + rows.flatMap { $0.flatMap { $0 } }
    case .callout(_, let title, let body, _): title + body.flatMap(\.inlines)
    case .quote(let body): body.flatMap(\.inlines)
    case .formula, .code, .rule, .layer, .ask, .marks, .derive: []
    }
  }
}

extension Block {
  /// What it says, wherever it stands.
  package var wording: String {
    switch self {
    case .formula(let formula, _): formula.latex
    case .code(_, let text, _): text
    case .ask(let exercise, _): exercise.prompt
    case .derive(let task, _): task.prompt
    default: inlines.plain
    }
  }
}

extension [Inline] {
  /// The text without its manner.
  package var plain: String { reduce(into: "") { $0 += $1.text } }
}
