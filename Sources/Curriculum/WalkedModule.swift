import LayerMath
import TextLayout

/// Which module a derivation lesson asks for, as far as the walk knows it: a linear layer and ELU with α = 1.
///
/// What the lesson defines decides: the formula of its `f`, compared with ELU on both branches and at 0, then the names that
/// stand in it. Where nothing speaks for ELU nothing is walked, since its numbers would be taken for the answer.
package enum WalkedModule: Equatable, Sendable {
  case linearELU
  /// Something else, or nothing that can be told; the sentence goes on after "not walked: ".
  case unknown(String)

  package init(of lesson: LessonDocument) {
    let question = lesson.section(.question)
    let scope = question ?? lesson.blocks
    let words = Words(scope.lazy.flatMap(\.withInner).map(\.wording))
    if let extra = words.first(of: Self.beyond) {
      self = .unknown("it asks for more than a linear layer and ELU: \(extra)")
      return
    }
    let formulas = scope.flatMap(\.withInner).flatMap(Self.formulas)
    if formulas.contains(where: Self.addsBias) {
      self = .unknown("it asks for more than a linear layer and ELU: a bias b")
      return
    }
    let isNamed = words.first(of: Self.names) != nil && words.first(of: Self.otherActivations) == nil
    // One that cannot be read is what the lesson calls it.
    let definitions = formulas.compactMap(Definition.init).filter { $0.isReadable || !isNamed || $0.hasAlpha }
    if let other = definitions.first(where: { $0.agrees.isEmpty }) {
      self = .unknown("it defines \(other.shown)")
      return
    }
    if definitions.reduce(Set<Int>(), { $0.union($1.agrees) }).count == 2 {
      // α is 1 in the walk: one that is not said to be 1 is another.
      let isFree =
        definitions.contains(where: \.hasAlpha)
        && !["α = 1 ", "α=1 ", "\\alpha = 1 ", "\\alpha=1 "].contains(where: words.says)
      self = isFree ? .unknown("its ELU has an α that is not said to be 1") : .linearELU
      return
    }
    if let partial = definitions.first {
      self = .unknown("it defines \(partial.shown)")
      return
    }
    if let other = words.first(of: Self.otherActivations) {
      self = .unknown("it asks for another activation: \(other)")
      return
    }
    let about = Words([lesson.title] + lesson.frontMatter.tags)
    let isELU =
      words.first(of: Self.names) ?? (about.first(of: Self.otherActivations) == nil ? about.first(of: Self.names) : nil)
    let isOurs = lesson.layer != nil && about.first(of: Self.otherActivations) == nil
    self = isELU != nil || isOurs ? .linearELU : .unknown("no activation is named or defined in its question")
  }

  // MARK: words

  private static let names = ["elu", "exponential linear unit"]
  private static let otherActivations = [
    "relu", "prelu", "leaky", "sigmoid", "logistic", "tanh", "hyperbolic tangent", "softplus", "softsign", "gelu",
    "selu",
    "swish", "silu", "mish", "maxout", "heaviside", "softmax",
  ]
  /// What a module may have beside its linear layer and its activation.
  private static let beyond = [
    "bias", "biases", "softmax", "cross-entropy", "cross entropy", "squared error", "squared loss", "mean squared",
    "hinge",
    "dropout", "batch normalization", "batch normalisation", "layer normalization", "convolution", "convolutional",
    "attention", "recurrent",
  ]

  /// A text as words in small letters, one blank before and behind each, so that `elu` is not found in `relu`.
  ///
  /// In bytes, since the first frame waits for it.
  private struct Words {
    private var text: [UInt8] = [0x20]

    init(_ parts: some Sequence<String>) {
      for part in parts {
        for byte in part.utf8 {
          switch byte {
          case 0x41...0x5A: text.append(byte | 0x20)
          case 0x61...0x7A, 0x30...0x39, 0x80..., UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "\\"):
            text.append(byte)
          default: if text.last != 0x20 { text.append(0x20) }
          }
        }
        if text.last != 0x20 { text.append(0x20) }
      }
    }

    func says(_ phrase: String) -> Bool { contains(Array(phrase.utf8)) }

    /// The first of the words that stands there, unless it is said to be left out.
    func first(of words: [String]) -> String? {
      words.first { word in
        says(" \(word) ") && !["no", "without", "without a", "without any"].contains { says(" \($0) \(word) ") }
      }
    }

    private func contains(_ phrase: [UInt8]) -> Bool {
      text.withUnsafeBufferPointer { text in
        phrase.withUnsafeBufferPointer { phrase in
          guard text.count >= phrase.count, phrase.count > 1 else { return false }
          return (0...(text.count - phrase.count)).contains { start in
            // The second letter tells most places apart: the first is a blank.
            text[start + 1] == phrase[1] && phrase.indices.allSatisfy { text[start + $0] == phrase[$0] }
          }
        }
      }
    }
  }

  // MARK: formulas

  private static func formulas(_ block: Block) -> [LessonFormula] {
    if case .formula(let formula, _) = block { return [formula] }
    return block.inlines.compactMap(\.formula)
  }

  private static func addsBias(_ formula: LessonFormula) -> Bool {
    let bytes = formula.latex.utf8.filter { $0 > 0x20 }
    return zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "+") && $1 == UInt8(ascii: "b") }
  }

  /// `f(s) = …` in a lesson, and where it is ELU.
  private struct Definition {
    /// On which branches it agrees with ELU: 1 above 0, −1 below and at 0.
    let agrees: Set<Int>
    let hasAlpha: Bool
    let isReadable: Bool
    private let source: Substring

    /// The definition on one row.
    var shown: String { (try? LaTeXParser.parse(String(source))).map { InlineMath.text($0) } ?? String(source) }

    /// `nil` for a formula that defines no function of one variable.
    init?(_ formula: LessonFormula) {
      // In bytes as long as that does: the first frame waits for it.
      let bytes = formula.latex.utf8.filter { $0 > 0x20 && $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "{") }
      guard let end = bytes.firstIndex(of: UInt8(ascii: "=")), end > 3, bytes[end - 1] == UInt8(ascii: ")") else {
        return nil
      }
      if bytes[end - 3] == UInt8(ascii: "("), Self.isWrittenAsUsual(bytes[(end + 1)...], bytes[end - 2]) {
        (agrees, hasAlpha, isReadable, source) = ([1, -1], false, true, formula.latex[...])
        return
      }
      let source = formula.latex.filter { !$0.isNewline }
      guard let equals = source.firstIndex(of: "=") else { return nil }
      let left = source[..<equals].filter { !$0.isWhitespace && $0 != "{" && $0 != "}" }
      guard let open = left.firstIndex(of: "("), left.last == ")" else { return nil }
      let variable = left[left.index(after: open)...].dropLast()
      let name = left[..<open]
      // `f(s)`, `\sigma(z)`, `\mathrm{ELU}(x)`, `f_k(s_k)`; a derivative defines none.
      guard let letter = variable.first, letter.isLetter, variable.dropFirst().allSatisfy({ "_kij".contains($0) }),
        !name.isEmpty, !name.contains("'"), !name.contains("prime"), !name.contains("partial"), !name.contains("^"),
        name.first == "\\" || name.count <= 3
      else { return nil }
      hasAlpha = source.contains("\\alpha") || source.contains("α")
      var right = source[source.index(after: equals)...]
      while let last = right.last, last.isWhitespace || ".,;".contains(last) { right.removeLast() }
      self.source = source[..<right.endIndex]
      let value = try? FormulaParser.formula(Self.inX(String(right), letter))
      isReadable = value != nil
      agrees = value.map(Self.branches) ?? []
    }

    /// Whether it is ELU letter for letter as most cards have it, which needs no reading; without blanks and braces.
    private static func isWrittenAsUsual(_ right: ArraySlice<UInt8>, _ letter: UInt8) -> Bool {
      let s = String(Unicode.Scalar(letter))
      for condition in ["\\textif", ""] {
        for power in ["\\exp(\(s))", "e^\(s)"] {
          for sign in ["\\le", "\\leq"] {
            let usual = "\\begincases\(s)&\(condition)\(s)>0\\\\\(power)-1&\(condition)\(s)\(sign)0\\endcases"
            if right.elementsEqual(usual.utf8) { return true }
          }
        }
      }
      return false
    }

    private static func branches(_ formula: Formula) -> Set<Int> {
      // Both branches with more values each than a formula that is not ELU would meet by chance.
      let values = [(1, ["1/7", "1", "5/2", "11"]), (-1, ["0", "-1/9", "-1", "-7/3", "-12"])]
      return Set(
        values.filter { _, texts in
          texts.allSatisfy { text in
            guard let value = try? Rational.parse(text) else { return false }
            return Self.isELU(formula, at: value)
          }
        }.map(\.0))
    }

    private static func isELU(_ formula: Formula, at value: Rational) -> Bool {
      guard
        let example = try? LayerExample(
          w: Matrix(rows: 1, columns: 1, elements: [.one]), x: [value], deltaY: [.one]),
        case .value(let result)? = try? formula.evaluated(for: Derivation(example)), result.entries.count == 1,
        case .exact(let exact) = result.entries[0]
      else { return false }
      return exact == ELU.value(value)
    }

    /// The formula with `x` for its variable, in whatever index; commands and words stay.
    private static func inX(_ text: String, _ letter: Character) -> String {
      var result = ""
      var rest = text[...]
      while let character = rest.first {
        if character == "\\" {
          let command = rest.dropFirst().prefix { $0.isLetter }
          result += "\\" + command
          rest = rest.dropFirst(1 + command.count)
          // `\text{if }` is a word too.
          if ["text", "mathrm", "textrm", "operatorname", "begin", "end"].contains(command), rest.first == "{",
            let end = rest.firstIndex(of: "}")
          {
            result += rest[...end]
            rest = rest[rest.index(after: end)...]
          }
        } else if character == letter {
          let isAlone = !(result.last?.isLetter ?? false)
          rest = rest.dropFirst()
          if isAlone, let index = ["_{k}", "_{i}", "_{j}", "_k", "_i", "_j"].first(where: { rest.hasPrefix($0) }) {
            rest = rest.dropFirst(index.count)
          }
          result += isAlone ? "x " : String(character)
        } else {
          result.append(character)
          rest = rest.dropFirst()
        }
      }
      return result
    }
  }
}
