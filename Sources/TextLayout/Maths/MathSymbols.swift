/// What characters are in a formula: classes, operators, delimiters.
enum MathSymbols {
  /// What takes its scripts above and below in a display: big operators, `lim`, braces with a label.
  static func takesLimits(_ node: MathNode) -> Bool {
    switch node {
    case .atom(let text, .bigOperator): takingLimits.contains(text)
    case .decorated(_, let decoration): decoration.isBrace
    case .arrow: true
    case .limits(let base, _, _): takesLimits(base)
    case .classed(.decorated(.atom("lim", _), _), .bigOperator): true
    default: false
    }
  }

  private static let takingLimits =
    bigOperators + [
      "max", "min", "lim", "sup", "inf", "argmax", "argmin", "det", "Pr", "gcd", "lim sup", "lim inf", "arg max",
      "arg min", "inj lim", "proj lim",
    ]

  static let bigOperators = ["∑", "∏", "∐", "⋃", "⋂", "⨁", "⨂", "⨀", "⋁", "⋀", "⨄", "⨆"]
  static let integrals = ["∫", "∬", "∭", "∮", "∯", "∰", "⨌", "∫⋯∫"]

  /// A character that stands for itself, with its class.
  static func plain(_ scalar: Unicode.Scalar) -> MathNode {
    if scalar.value < 128 { return ascii[Int(scalar.value)] }
    if scalar.properties.isAlphabetic { return .atom(String(scalar), .ordinary) }
    return .atom(String(scalar), unicodeClasses[scalar] ?? MathSigns.of(scalar)?.kind ?? .ordinary)
  }

  private static let ascii: [MathNode] = (0..<128).map { value in
    let scalar = Unicode.Scalar(UInt8(value))
    return switch scalar {
    case "-": .atom("−", .binary)
    case "*": .atom("∗", .binary)
    case "+": .atom("+", .binary)
    case "=", "<", ">", ":": .atom(String(scalar), .relation)
    case "(", "[": .atom(String(scalar), .open)
    case ")", "]", "!", "?": .atom(String(scalar), .close)
    case ",", ";": .atom(String(scalar), .punctuation)
    default: .atom(String(scalar), .ordinary)
    }
  }

  private static let unicodeClasses: [Unicode.Scalar: AtomClass] = {
    var classes: [Unicode.Scalar: AtomClass] = ["−": .binary]
    for case (_, .symbol(let text, let kind)) in LaTeXCommands.table where kind != .ordinary {
      if let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 { classes[scalar] = kind }
    }
    return classes
  }()

  static let plainDelimiters: [Unicode.Scalar] = [
    "(", ")", "[", "]", "|", "/", ".", "<", ">", "‖", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉", "⟦", "⟧",
  ]

  private static let delimiters = [
    ("{", "{"), ("}", "}"), ("lbrace", "{"), ("rbrace", "}"), ("|", "‖"), ("Vert", "‖"), ("lVert", "‖"),
    ("rVert", "‖"), ("vert", "|"), ("lvert", "|"), ("rvert", "|"), ("langle", "⟨"), ("rangle", "⟩"),
    ("lfloor", "⌊"), ("rfloor", "⌋"), ("lceil", "⌈"), ("rceil", "⌉"), ("lbrack", "["), ("rbrack", "]"),
    ("uparrow", "↑"), ("downarrow", "↓"), ("updownarrow", "↕"), ("Uparrow", "⇑"), ("Downarrow", "⇓"),
    ("Updownarrow", "⇕"), ("backslash", "∖"), ("lgroup", "⟮"), ("rgroup", "⟯"), ("lt", "⟨"), ("gt", "⟩"),
    ("lmoustache", "⎰"), ("rmoustache", "⎱"), ("ulcorner", "⌜"), ("urcorner", "⌝"), ("llcorner", "⌞"),
    ("lrcorner", "⌟"), ("llbracket", "⟦"), ("rrbracket", "⟧"), ("lBrack", "⟦"), ("rBrack", "⟧"),
  ]

  static func delimiter(_ command: String) -> String? { delimiters.first { $0.0 == command }?.1 }

  static func delimiterCommand(_ text: String) -> String? { delimiters.first { $0.1 == text }?.0 }

  static let matrices = [
    ("matrix", "", ""), ("smallmatrix", "", ""), ("pmatrix", "(", ")"), ("bmatrix", "[", "]"), ("Bmatrix", "{", "}"),
    ("vmatrix", "|", "|"), ("Vmatrix", "‖", "‖"),
  ]

  static func matrixName(_ open: String, _ close: String) -> String? {
    matrices.first { $0.1 == open && $0.2 == close }?.0
  }

  static func delimiterClass(_ text: String) -> AtomClass {
    if ["(", "[", "{", "⟨", "⌊", "⌈", "⟦", "⟮", "⌜", "⌞", "⎰"].contains(text) { return .open }
    return [")", "]", "}", "⟩", "⌋", "⌉", "⟧", "⟯", "⌝", "⌟", "⎱"].contains(text) ? .close : .ordinary
  }

  static let negations: [String: String] = [
    "=": "≠", "∈": "∉", "∋": "∌", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉",
    "≡": "≢", "∼": "≁", "≃": "≄", "≈": "≉", "≅": "≇", "∃": "∄", "∣": "∤", "∥": "∦", "→": "↛", "←": "↚", "⇒": "⇏",
  ]
}

/// Unicode's script glyphs.
///
/// Only true ones: no Greek look-alike stands for a Latin letter.
package enum ScriptGlyphs {
  private static let sub = table(
    "0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")
  private static let sup = table(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW⊤",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ")

  /// Glyphs by scalar: nearly all are asked for by ASCII ones.
  private struct Table: Sendable {
    var ascii = [Unicode.Scalar?](repeating: nil, count: 128)
    /// The few others.
    var others: [(Unicode.Scalar, glyph: Unicode.Scalar)] = []

    subscript(scalar: Unicode.Scalar) -> Unicode.Scalar? {
      scalar.isASCII ? ascii[Int(scalar.value)] : others.first { $0.0 == scalar }?.glyph
    }
  }

  private static func table(_ plain: String, _ glyphs: String) -> Table {
    var table = Table()
    var remaining = Substring(glyphs).unicodeScalars
    for scalar in plain.unicodeScalars {
      guard let glyph = remaining.popFirst() else { break }
      if scalar.isASCII { table.ascii[Int(scalar.value)] = glyph } else { table.others.append((scalar, glyph)) }
    }
    return table
  }

  /// The text in subscript glyphs; `nil` unless every character has one.
  package static func subscripted(_ text: String) -> String? { mapped(text, sub) }

  /// The text in superscript glyphs; `nil` unless every character has one.
  package static func superscripted(_ text: String) -> String? { mapped(text, sup) }

  /// `s_k`, `W_kj`, `δy_2` in a sentence with their indices lowered; names such as `to_learn` stay.
  package static func loweringIndices(of text: String) -> String {
    var result = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "_") {
      let index = rest[rest.index(after: mark)...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let base = rest[..<mark].reversed().prefix { $0.isLetter }
      result += rest[..<mark]
      rest = rest[index.endIndex...]
      let isIndex = (1...3).contains(index.count) && (1...2).contains(base.count)
      result += (isIndex ? subscripted(String(index)) : nil) ?? "_" + index
    }
    return result + rest
  }

  static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar? { sub[scalar] }
  static func raised(_ scalar: Unicode.Scalar) -> Unicode.Scalar? { sup[scalar] }

  /// Whether every character has a subscript glyph.
  static func hasSubscripts(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { sub[$0] != nil }
  }

  private static func mapped(_ text: String, _ table: Table) -> String? {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard let glyph = table[scalar] else { return nil }
      result.append(glyph)
    }
    return result.isEmpty ? nil : String(result)
  }
}
