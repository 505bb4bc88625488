/// Formulas for terminals without Unicode: each sign by the ASCII that a person would type for it.
enum MathASCII {
  static func text(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 128 }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        result += signs[scalar] ?? letter(scalar) ?? "?"
      }
    }
    return result
  }

  /// The sign that stands in a row above.
  static func accent(_ mark: Unicode.Scalar) -> String { accents[mark] ?? "'" }

  private static let accents: [Unicode.Scalar: String] = [
    "\u{302}": "^", "\u{304}": "_", "\u{303}": "~", "\u{20D7}": ">", "\u{307}": ".", "\u{308}": "..", "\u{20DB}": "...",
    "\u{30C}": "v", "\u{306}": "u", "\u{301}": "'", "\u{300}": "`", "\u{30A}": "o",
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
      "−": "-", "·": "*", "∗": "*", "×": "x", "÷": "/", "±": "+-", "∓": "-+", "⊙": ".*", "⊗": "(x)", "⊕": "(+)",
      "∘": "o", "•": "*", "⋆": "*", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "≡": "==", "∼": "~", "≃": "~=",
      "≅": "~=", "∝": "prop.to", "≪": "<<", "≫": ">>", "∈": "in", "∉": "not in", "∋": "ni", "⊂": "subset",
      "⊆": "subset=", "⊃": "supset", "⊇": "supset=", "∪": "U", "∩": "n", "∖": "\\", "∧": "and", "∨": "or", "¬": "not",
      "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "⇐": "<=", "⇔": "<=>", "↦": "|->", "⟶": "-->", "⟵": "<--",
      "⟹": "==>", "⟺": "<==>", "≔": ":=", "≜": "=def", "∣": "|", "∥": "||", "‖": "||", "⊥": "_|_", "⊤": "T",
      "∂": "d", "∇": "grad", "∞": "inf", "ℓ": "l", "∅": "{}", "∀": "for all", "∃": "exists", "′": "'", "…": "...",
      "⋯": "...", "⋮": ":", "⋱": "\\", "∑": "sum", "∏": "prod", "∫": "int", "∬": "int int", "∮": "oint", "⋃": "U",
      "⋂": "n", "⟨": "<", "⟩": ">", "⌊": "|_", "⌋": "_|", "⌈": "|^", "⌉": "^|", "√": "sqrt", "°": "deg", "∴": "so",
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
