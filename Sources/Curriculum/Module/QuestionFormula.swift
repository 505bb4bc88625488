import LayerMath
import TextLayout

/// What a formula of a question says of its module, as far as the walk's own module goes.
///
/// A formula counts as known only where it names things, or holds for the module as the walk has it: it is evaluated on layers of
/// two shapes. So whatever a question adds in formulas, be it a bias, a loss or a second layer, is not known.
enum QuestionFormula {
  /// Names, sizes, where indices run, and what follows from the module without telling it from others.
  case nothing
  /// `s = Wx` in some spelling, or `y = f(Wx)`.
  case linear
  case definition(ActivationDefinition)
  /// `s`, `e^s − 1` standing alone: 1 above 0, −1 below.
  case piece(Int)
  /// `s > 0`: 1, `s \le 0`: −1.
  case condition(Int)
  case alpha(isOne: Bool)
  case unknown

  /// - Parameters:
  ///   - hasBias: whether the module is taken to have a bias.
  ///   - aliases: other letters for `s` and `y` that were met; more are added.
  ///   - activation: what f is taken to be.
  init(
    _ formula: LessonFormula, hasBias: Bool, activation: Activation = .elu, aliases: inout [Character: String]
  ) {
    let latex = formula.latex
    if Self.isName(latex.utf8) {
      self = .nothing
      return
    }
    let bare = Self.bare(latex)
    if Self.isNaming(bare) || hasBias && (bare == "b" || bare == "b_k" || bare.hasPrefix("b\\in\\mathbbR^K")) {
      self = .nothing
      return
    }
    if Self.isWrittenOut(bare) {
      self = .linear
      return
    }
    if let definition = ActivationDefinition(formula) {
      self = .definition(definition)
      return
    }
    if bare.contains("\\alpha") || bare.contains("α") {
      let text = bare.replacing("α", with: "\\alpha").replacing("\\equiv", with: "=").replacing(".", with: "")
      self =
        ["\\alpha": nil, "\\alpha=1": true, "1=\\alpha": true, "\\alpha=10": nil, "\\alpha=100": nil][text]
        .map { .alpha(isOne: $0 ?? (text != "\\alpha" && bare.contains("1.0"))) } ?? .alpha(isOne: false)
      return
    }
    if let sign = Self.condition(bare) {
      self = .condition(sign)
      return
    }
    if let letter = bare.first, bare.dropFirst().allSatisfy({ "_kij".contains($0) }), aliases[letter] != nil {
      self = .nothing
      return
    }
    if bare.contains("e^") || bare.contains("\\exp"), let branch = ActivationDefinition.piece(latex) {
      self = .piece(branch)
      return
    }
    let known = Self.renamed(latex, aliases)
    if let formula = try? FormulaParser.formula(known) {
      self = Self.meaning(of: formula, Self.layers(hasBias, activation))
    } else if let (letter, right) = Self.definedLetter(known), let formula = try? FormulaParser.formula(right) {
      // `z = Wx`: another letter for what is `s` here.
      switch Self.value(of: formula, Self.layers(hasBias, activation)) {
      case .s: aliases[letter] = "s"
      case .y: aliases[letter] = "y"
      default:
        self = .unknown
        return
      }
      self = .linear
    } else {
      self = .unknown
    }
  }

  // MARK: names

  /// Without blanks, and without commands that only style.
  static func bare(_ latex: String) -> String {
    var result = ""
    var rest = latex[...]
    while let character = rest.first {
      if character == "\\" {
        let name = rest.dropFirst().prefix { $0.isLetter }
        rest = rest.dropFirst(1 + max(1, name.count))
        if name.isEmpty || styles.contains(String(name)) { continue }
        result += "\\" + name
      } else {
        rest = rest.dropFirst()
        if !character.isWhitespace, character != "{", character != "}", character != "$" { result.append(character) }
      }
    }
    while let last = result.last, ".,;".contains(last) { result.removeLast() }
    return result
  }

  private static let styles: Set<String> = [
    "mathbf", "boldsymbol", "bm", "vec", "mathrm", "mathit", "operatorname", "text", "textrm", "left", "right",
    "mathcal",
    "displaystyle", "quad", "qquad",
  ]

  /// The most usual names, told from their bytes since the first frame waits: `n`, `W_{kj}`, `\frac{\partial y}{\partial x}`,
  /// `\delta_y = \frac{\partial L}{\partial y}`.
  private static func isName(_ latex: String.UTF8View) -> Bool {
    var rest = latex[...]
    func skip() { while let byte = rest.first, byte == 0x20 || byte == 0x7B || byte == 0x7D { rest.removeFirst() } }
    func accept(_ text: StaticString) -> Bool {
      skip()
      let isThere = text.withUTF8Buffer { rest.starts(with: $0) }
      if isThere { rest.removeFirst(text.utf8CodeUnitCount) }
      return isThere
    }
    func acceptName() -> Bool {
      skip()
      guard let letter = rest.first, "nKWxysfkijL".utf8.contains(letter) else { return false }
      rest.removeFirst()
      guard accept("_") else { return true }
      skip()
      let indices = rest.prefix { "kij".utf8.contains($0) }
      rest.removeFirst(indices.count)
      return indices.count == (letter == UInt8(ascii: "W") ? 2 : 1)
    }
    if accept("\\delta_"), acceptName() {
      skip()
      guard !rest.isEmpty else { return true }
      guard accept("=") else { return false }
      // What arrives is `∂L/∂y` and nothing else.
      skip()
      guard "\\frac".utf8.elementsEqual(rest.prefix(5)) else { return false }
    }
    if accept("\\frac") {
      guard accept("\\partial"), acceptName(), accept("\\partial"), acceptName() else { return false }
    } else if !acceptName() {
      return false
    }
    skip()
    return rest.isEmpty
  }

  private static let names: Set<Character> = ["n", "K", "W", "x", "y", "s", "f", "k", "i", "j", "L"]

  /// `W`, `n`, `x_j`, `x \in \mathbb{R}^n`, `W \in \mathbb{R}^{K \times n}`, `j = 1, \dots, n`, `f: \mathbb{R} \to \mathbb{R}`, `L(y)`.
  private static func isNaming(_ bare: String) -> Bool {
    if bare == "ELU" || bare == "f(·)" { return true }
    if bare.count <= 12, bare.hasPrefix("L"), bare.hasSuffix("(y)") || bare.hasSuffix("(x)") { return true }
    for letter in ["i", "j", "k"] where bare.hasPrefix(letter + "=1,") || bare.hasPrefix(letter + "\\in") {
      let rest = bare.dropFirst(4)
      if letter == "j" ? rest.hasSuffix("K") : letter == "k" && rest.hasSuffix("n") { return false }
      return rest.allSatisfy { names.contains($0) || $0.isNumber || ",.…".contains($0) || $0 == "\\" || $0.isLetter }
    }
    guard !bare.isEmpty else { return true }
    if let sign = bare.firstRange(of: "\\in") ?? bare.firstRange(of: ":") {
      // What lies in some space of numbers, or maps one to another.
      let named = bare[..<sign.lowerBound]
      let space = bare[sign.upperBound...]
      // W with a row for each input is another product.
      if space.contains("n\\timesK") || space.contains("n×K") { return false }
      let letter = named.first
      if letter == "x", space.contains("^K") { return false }
      if let letter, ["y", "s", "b", "t"].contains(letter), space.contains("^n") { return false }
      if letter == "W", !space.contains("^") { return false }
      if letter == "f", space.contains("^") { return false }
      return isListOfNames(named)
        && space.allSatisfy { "\\mathbbR^{}×timesto,".contains($0) || names.contains($0) || $0.isNumber }
    }
    return isListOfNames(bare[...])
  }

  /// `W`, `x_1`, `s_k`, `\delta_y`, by commas.
  private static func isListOfNames(_ text: Substring) -> Bool {
    text.split(separator: ",").allSatisfy { part in
      var rest = part
      if rest.hasPrefix("\\delta") { rest = rest.dropFirst(6).drop { $0 == "_" } }
      guard let first = rest.first, names.contains(first) else { return false }
      rest = rest.dropFirst()
      guard rest.hasPrefix("_") else { return rest.isEmpty }
      // One index at a W tells several matrices apart.
      guard first != "W" || rest.count > 2 else { return false }
      return rest.count <= 4 && rest.dropFirst().allSatisfy { names.contains($0) || $0.isNumber }
    }
  }

  /// `s > 0`, `x_k \le 0`, `0 < s`.
  private static func condition(_ bare: String) -> Int? {
    for (sign, value) in [
      ("\\geqslant", 1), ("\\leqslant", -1), ("\\geq", 1), ("\\leq", -1), ("\\ge", 1), ("\\le", -1), ("\\gt", 1),
      ("\\lt", -1), (">", 1), ("<", -1), ("≥", 1), ("≤", -1),
    ] {
      let sides = bare.split(separator: sign, omittingEmptySubsequences: false)
      guard sides.count == 2 else { continue }
      func isVariable(_ side: Substring) -> Bool {
        side.first?.isLetter == true && side.dropFirst().allSatisfy { "_kij".contains($0) }
      }
      if isVariable(sides[0]), sides[1] == "0" { return value }
      if isVariable(sides[1]), sides[0] == "0" { return -value }
    }
    return nil
  }

  /// `s_k = W_{k1} x_1 + \dots + W_{kn} x_n`.
  private static func isWrittenOut(_ bare: String) -> Bool {
    ["\\dots", "\\ldots", "\\cdots", "..."].contains { dots in
      ["s_k=", "s="].contains {
        bare == "\($0)W_k1x_1+\(dots)+W_knx_n" || bare == "\($0)W_k1x_1+W_k2x_2+\(dots)+W_knx_n"
      }
    }
  }

  // MARK: meaning

  /// Other letters replaced by those of the walk, where they stand alone.
  private static func renamed(_ latex: String, _ aliases: [Character: String]) -> String {
    guard !aliases.isEmpty else { return latex }
    var result = ""
    var rest = latex[...]
    while let character = rest.first {
      if character == "\\" {
        let command = rest.dropFirst().prefix { $0.isLetter }
        result += "\\" + command
        rest = rest.dropFirst(1 + command.count)
        continue
      }
      result += aliases[character] ?? String(character)
      rest = rest.dropFirst()
    }
    return result
  }

  /// `z` and `Wx` of `z_k = Wx`.
  private static func definedLetter(_ latex: String) -> (Character, String)? {
    guard let equals = latex.firstIndex(of: "=") else { return nil }
    let left = bare(String(latex[..<equals]))
    guard let letter = left.first, letter.isLetter, letter.isASCII, !names.contains(letter),
      ["", "_k", "_i"].contains(String(left.dropFirst()))
    else { return nil }
    var right = latex[latex.index(after: equals)...]
    while let last = right.last, last.isWhitespace || ".,;".contains(last) { right.removeLast() }
    return (letter, String(right))
  }

  private enum Value { case s, y, other, none }

  /// Layers of two shapes, with units on both branches.
  private static let plain: [Derivation] = [LayerExample.Preset.tall, .wide].map { Derivation($0.example) }
  private static let biased: [Derivation] = plain.map { Derivation($0.example.withTeachingBias) }

  private static func layers(_ hasBias: Bool, _ activation: Activation) -> [Derivation] {
    let layers = hasBias ? biased : plain
    return activation.isELU ? layers : layers.map { Derivation($0.example.with(activation)) }
  }

  /// Whether a formula is the pre-activation or the output of the layer, wherever it is evaluated.
  private static func value(of formula: Formula, _ layers: [Derivation]) -> Value {
    var isS = true
    var isY = true
    for derivation in layers {
      guard case .value(let value)? = try? formula.evaluated(for: derivation) else { return .none }
      let units = 1...derivation.k
      func equals(_ quantity: Quantity) -> Bool {
        value.entries == units.map { derivation.value(of: Symbol(quantity, $0)) }
      }
      isS = isS && equals(.s)
      isY = isY && equals(.y)
    }
    return isS ? .s : isY ? .y : .other
  }

  private static func meaning(of formula: Formula, _ layers: [Derivation]) -> QuestionFormula {
    if let sides = formula.equationSides {
      let holds = layers.allSatisfy { derivation in
        guard case .truth(_, let all)? = try? formula.evaluated(for: derivation) else { return false }
        return all.allSatisfy { $0 }
      }
      guard holds else { return .unknown }
      return sides.contains(where: \.multipliesWeights) ? .linear : .nothing
    }
    // A derivative asked for, or a quantity by its name.
    if formula.isPlainQuantity, layers.allSatisfy({ (try? formula.evaluated(for: $0)) != nil }) { return .nothing }
    switch value(of: formula, layers) {
    case .s, .y: return .linear
    case .other, .none: return .unknown
    }
  }
}

extension Formula {
  /// Whether `W` and `x` both take part.
  fileprivate var multipliesWeights: Bool { has(.w) && has(.x) }

  private func has(_ quantity: Quantity) -> Bool {
    if case .quantity(quantity) = node { true } else { children.contains { $0.has(quantity) } }
  }

  /// `W`, `δx_j`, `∂y/∂x`, `f′(s)`.
  fileprivate var isPlainQuantity: Bool {
    switch node {
    case .quantity, .derivative: true
    case .entry(let base, _): base.isPlainQuantity
    case .applied(.fPrime, let inside), .applied(.f, let inside): inside.allSatisfy(\.isPreActivation)
    case .transposed(let inside): inside.isPlainQuantity
    default: false
    }
  }

  private var isPreActivation: Bool { leadingQuantity == .s }
}
