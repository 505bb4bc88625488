import LayerMath
import TextLayout

/// `f(s) = …` in a lesson, and where it is ELU.
struct ActivationDefinition {
  /// On which branches it agrees with ELU: 1 above 0, −1 below and at 0.
  let agrees: Set<Int>
  let hasAlpha: Bool
  let isReadable: Bool
  /// Whether it says nothing of where it holds.
  let isPlain: Bool
  private let source: Substring
  /// What was read, where there are cases in it, over `s_1` in place of the letter.
  private let cases: (value: Formula, letter: Character)?
  /// The right side over one variable; `nil` where it cannot be read, or needs no reading.
  let right: Formula?

  /// The definition on one row.
  var shown: String {
    if let cases, let equals = source.firstIndex(of: "=") {
      // Cases on one row want words between them.
      let left = (try? LaTeXParser.parse(String(source[..<equals]))).map { InlineMath.text($0) }
      let right = cases.value.unicode.replacing("s₁", with: String(cases.letter))
      return "\(left ?? String(source[..<equals])) = \(right)"
    }
    return (try? LaTeXParser.parse(String(source))).map { InlineMath.text($0) } ?? String(source)
  }

  /// The branch of a formula that stands alone, `s` or `e^s − 1`; `nil` for any other.
  static func piece(_ latex: String) -> Int? {
    let bare = QuestionFormula.bare(latex)
    guard let letter = bare.last(where: \.isLetter), let formula = try? FormulaParser.formula(inS(latex, letter)) else {
      return nil
    }
    let found = branches(formula)
    return found.count == 1 ? found.first : nil
  }

  /// `nil` for a formula that defines no function of one variable.
  ///
  /// - Parameter parameter: the letter, or `\alpha`, that the question says is trained; read as `a`.
  init?(_ formula: LessonFormula, parameter: String? = nil) {
    // In bytes as long as that does: the first frame waits for it.
    let bytes = formula.latex.utf8.filter { $0 > 0x20 && $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "{") }
    guard let end = bytes.firstIndex(of: UInt8(ascii: "=")), end > 0 else { return nil }
    // `e^{s-1}` is another formula than `e^{s}-1`.
    if end > 3, !formula.latex.contains("1}"), bytes[end - 1] == UInt8(ascii: ")"), bytes[end - 3] == UInt8(ascii: "("),
      Self.isWrittenAsUsual(bytes[(end + 1)...], bytes[end - 2])
    {
      (agrees, hasAlpha, isReadable, isPlain, source, cases) = ([1, -1], false, true, false, formula.latex[...], nil)
      self.right = nil
      return
    }
    let source = formula.latex.filter { !$0.isNewline }
    guard let equals = source.firstIndex(of: "=") else { return nil }
    var right = source[source.index(after: equals)...]
    while let last = right.last, last.isWhitespace || ".,;".contains(last) { right.removeLast() }
    let isPiecewise = right.contains("cases") || right.contains("array")
    let left = source[..<equals].filter { !$0.isWhitespace && $0 != "{" && $0 != "}" }
    guard let letter = Self.variable(of: left) ?? (isPiecewise ? Self.variable(of: left, from: right) : nil) else {
      return nil
    }
    hasAlpha = source.contains("\\alpha") || source.contains("α")
    self.source = source[..<right.endIndex]
    let hasComma = (try? Activation.refuseDecimalComma(String(right))) == nil
    let value = hasComma ? nil : try? FormulaParser.formula(Self.inS(String(right), letter, parameter))
    isReadable = value != nil
    self.right = value
    cases = isPiecewise ? value.map { ($0, letter) } : nil
    isPlain = !isPiecewise && !right.contains("\\max") && !right.contains("\\min") && !right.contains(">")
    agrees = value.map(Self.branches) ?? []
  }

  /// The variable of `f(s)`, `\sigma(z)`, `\mathrm{ELU}(x)`, `f_k(s_k)`; a derivative defines none.
  private static func variable(of left: String) -> Character? {
    guard let open = left.firstIndex(of: "("), left.last == ")" else { return nil }
    let variable = left[left.index(after: open)...].dropLast()
    let name = left[..<open]
    guard let letter = variable.first, letter.isLetter, variable.dropFirst().allSatisfy({ "_kij".contains($0) }),
      !name.isEmpty, !name.contains("'"), !name.contains("prime"), !name.contains("partial"), !name.contains("^"),
      name.first == "\\" || name.count <= 3
    else { return nil }
    return letter
  }

  /// The variable that the conditions of `y_k = \begin{cases} s_k & s_k > 0 …` ask about.
  private static func variable(of left: String, from right: Substring) -> Character? {
    guard ["y", "y_k", "y_i", "y_j", "f", "h", "h_k", "a", "a_k"].contains(left) else { return nil }
    for relation in [">", "<", "\\ge", "\\le", "\\gt", "\\lt", "≥", "≤"] {
      guard let place = right.firstRange(of: relation)?.lowerBound else { continue }
      var before = right[..<place]
      while let last = before.last, last.isWhitespace || "_{}kij".contains(last) { before.removeLast() }
      guard let letter = before.last, letter.isLetter, letter != "f" else { continue }
      return letter
    }
    return nil
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
    // Piece by piece where it can be taken apart: values alone do not tell a function that is capped far out.
    if let activation = try? Activation(formula: formula.withAlphaOne) { return activation.branchesOfELU }
    // Of what decides somewhere else than at 0 values do not tell.
    if formula.holdsDecision, formula.constants.contains(where: { $0.magnitude > .one || !$0.isInteger }) { return [] }
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

  /// Whether the letters ahead are these alone, as in `as` or `a s`, and make no word.
  private static func isProduct(_ rest: Substring, of letters: Set<Character>) -> Bool {
    rest.prefix { $0.isLetter }.allSatisfy(letters.contains)
  }

  /// `_k`, `_{k}`; empty without one.
  private static func index(of text: Substring) -> String {
    guard text.first == "_" else { return "" }
    let rest = text.dropFirst()
    guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return "_" + rest.prefix(1) }
    return "_" + rest[...end]
  }

  /// The formula with `s_1`, a number, for its variable in whatever index; commands and words stay.
  private static func inS(_ text: String, _ letter: Character, _ parameter: String? = nil) -> String {
    var result = ""
    var rest = text[...]
    var first: String?
    while let character = rest.first {
      if character == "\\" {
        let command = rest.dropFirst().prefix { $0.isLetter }
        rest = rest.dropFirst(1 + command.count)
        if parameter == "\\" + command {
          result += " a "
          continue
        }
        result += "\\" + command
        // `\text{if }` is a word too.
        if ["text", "mathrm", "textrm", "operatorname", "begin", "end"].contains(command), rest.first == "{",
          let end = rest.firstIndex(of: "}")
        {
          result += rest[...end]
          rest = rest[rest.index(after: end)...]
        }
      } else if let parameter, String(character) == parameter, Self.isProduct(rest, of: [letter, character]) {
        // `as` is `a` times `s`.
        result += " a "
        rest = rest.dropFirst()
      } else if character == letter {
        let isAlone = !(result.last?.isLetter ?? false)
        rest = rest.dropFirst()
        guard isAlone else {
          result.append(character)
          continue
        }
        // Another index is another number.
        let index = Self.index(of: rest)
        rest = rest.dropFirst(index.count)
        let plain = index.filter { !"_{} ".contains($0) }
        if let first, first != plain { result += "s_2 " } else { result += "s_1 " }
        first = first ?? plain
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}

extension Formula {
  /// `min`, `max` or `abs`, wherever it stands.
  fileprivate var holdsDecision: Bool {
    if case .applied(let function, _) = node, [.min, .max, .abs].contains(function) { return true }
    return children.contains(where: \.holdsDecision)
  }

  /// With 1 for α.
  fileprivate var withAlphaOne: Formula {
    node == .constant(.alpha) ? Formula(.number(.one)) : mapping(\.withAlphaOne)
  }
}
