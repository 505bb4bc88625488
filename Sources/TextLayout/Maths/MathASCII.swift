/// Formulas for terminals without Unicode: each sign by the ASCII that a person would type for it.
enum MathASCII {
  static func text(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 128 }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        result += signs[scalar] ?? letter(scalar) ?? named(scalar)
      }
    }
    return result
  }

  /// What has no ASCII of its own is spelled: by the command that draws it, as the letter or digit that it is, or by number.
  private static func named(_ scalar: Unicode.Scalar) -> String {
    let text = String(scalar)
    let properties = scalar.properties
    if properties.generalCategory == .nonspacingMark { return "" }
    if let positive = MathSymbols.negations.first(where: { $0.value == text })?.key {
      return "not " + self.text(positive)
    }
    if let value = properties.numericValue, value >= 0, value < 10, value == value.rounded() {
      let name = properties.name ?? ""
      return (name.hasPrefix("SUB") ? "_" : name.hasPrefix("SUPER") ? "^" : "") + String(Int(value))
    }
    if let letter = latin(properties.name ?? "") { return letter }
    let command = LaTeXCommands.table.first { if case .symbol(text, _) = $0.meaning { true } else { false } }?.name
    return command ?? MathSigns.of(scalar)?.name ?? "U+" + String(scalar.value, radix: 16, uppercase: true)
  }

  /// `LATIN SMALL LETTER E WITH ACUTE` is an e.
  private static func latin(_ name: String) -> String? {
    let words = name.split(separator: " ")
    guard let place = words.firstIndex(of: "LETTER"), place + 1 < words.count, name.contains("LATIN") || place < 3,
      words[0] == "LATIN" || words[0] == "MODIFIER"
    else { return nil }
    var letters = words[(place + 1)...].drop { $0 == "SMALL" || $0 == "CAPITAL" || $0 == "DOTLESS" }
    if letters.first == "SHARP" { letters = ["S", "S"] }
    guard let first = letters.first, first.utf8.count <= 2 else { return nil }
    let text = letters == ["S", "S"] ? "SS" : String(first)
    let isSmall = words.contains("SMALL")
    let mark = words.contains("SUBSCRIPT") ? "_" : words[0] == "MODIFIER" ? "^" : ""
    return mark + (isSmall ? text.lowercased() : text)
  }

  /// The sign that stands in a row above.
  static func accent(_ mark: Unicode.Scalar) -> String { accents[mark] ?? "'" }

  /// What a mark is called, where a formula is written on one row.
  static func accentName(_ mark: Unicode.Scalar) -> String? {
    for case (let name, .accent(mark)) in LaTeXCommands.table { return name }
    return nil
  }

  private static let accents: [Unicode.Scalar: String] = [
    "\u{302}": "^", "\u{304}": "_", "\u{303}": "~", "\u{20D7}": ">", "\u{307}": ".", "\u{308}": "..", "\u{20DB}": "...",
    "\u{30C}": "v", "\u{306}": "u", "\u{301}": "'", "\u{300}": "`", "\u{30A}": "o", "\u{20DC}": "....", "\u{305}": "_",
  ]

  /// A letter of another alphabet by its plain one.
  private static func letter(_ scalar: Unicode.Scalar) -> String? {
    let value = scalar.value
    if (0x1D400...0x1D6A3).contains(value) {
      let place = (value - 0x1D400) % 52
      return Unicode.Scalar(place < 26 ? 65 + place : 97 + place - 26).map { String($0) }
    }
    if (0x1D7CE...0x1D7FF).contains(value) { return String((value - 0x1D7CE) % 10) }
    return nil
  }

  private static let signs: [Unicode.Scalar: String] = {
    var signs: [Unicode.Scalar: String] = [
      "−": "-", "·": "*", "∗": "*", "×": "x", "÷": "/", "±": "+-", "∓": "-+", "⊙": ".*", "⊗": "otimes", "⊕": "oplus",
      "∘": "o", "•": "*", "⋆": "*", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "≡": "==", "∼": "~", "≃": "~=",
      "≅": "~=", "∝": "prop.to", "≪": "<<", "≫": ">>", "∈": "in", "∉": "not in", "∋": "ni", "⊂": "subset",
      "⊆": "subset=", "⊃": "supset", "⊇": "supset=", "∪": "cup", "∩": "cap", "∖": "\\", "∧": "and", "∨": "or",
      "¬": "not",
      "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "⇐": "<=", "⇔": "<=>", "↦": "|->", "⟶": "-->", "⟵": "<--",
      "⟹": "==>", "⟺": "<==>", "≔": ":=", "≜": "=def", "∣": "|", "∥": "||", "‖": "||", "⊥": "_|_", "⊤": "T",
      "∂": "d", "∇": "grad", "∞": "inf", "ℓ": "l", "∅": "{}", "∀": "for all", "∃": "exists", "′": "'", "…": "...",
      "⋯": "...", "⋮": ":", "⋱": "\\", "∑": "sum", "∏": "prod", "∫": "int", "∬": "int int", "∮": "oint", "⋃": "union",
      "⋂": "intersection", "⟨": "<", "⟩": ">", "⌊": "|_", "⌋": "_|", "⌈": "|^", "⌉": "^|", "√": "sqrt", "°": "deg",
      "∴": "so",
      "∵": "since", "ϵ": "eps", "ε": "eps", "ℝ": "R", "ℕ": "N", "ℤ": "Z", "ℚ": "Q", "ℂ": "C", "ℙ": "P", "ℍ": "H",
      "ℬ": "B", "ℰ": "E", "ℱ": "F", "ℋ": "H", "ℐ": "I", "ℒ": "L", "ℳ": "M", "ℛ": "R", "ℯ": "e", "ℊ": "g", "ℴ": "o",
      "ı": "i", "ȷ": "j", "≺": "<", "≻": ">", "⪯": "<=", "⪰": ">=", "†": "+", "□": "[]", "\u{338}": "/", "↑": "^",
      "↓": "v", "⊢": "|-", "⊨": "|=", "⩽": "<=", "⩾": ">=", "‘": "'", "’": "'", "“": "\"", "”": "\"", "–": "-",
      "—": "--", "ϕ": "phi", "ϑ": "theta", "ς": "sigma", "ϱ": "rho", "ϖ": "pi", "∄": "no",
    ]
    let greek = [
      "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ζ": "zeta", "η": "eta", "θ": "theta", "ι": "iota",
      "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "o", "π": "pi", "ρ": "rho", "σ": "sigma",
      "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta",
      "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi",
      "Ω": "Omega",
    ]
    for (letter, name) in greek { if let scalar = letter.unicodeScalars.first { signs[scalar] = name } }
    return signs
  }()
}
