/// The one table of LaTeX commands that stand for a symbol or a named function.
enum MathSymbols {
  static func atom(_ command: String) -> MathNode? {
    if let (text, kind) = symbols[command] { return .atom(text, kind) }
    if functions.contains(command) { return .atom(command, .bigOperator) }
    if let text = limitFunctions[command] { return .atom(text, .bigOperator) }
    return nil
  }

  /// Operators whose scripts are limits above and below in a display.
  static func takesLimits(_ text: String) -> Bool {
    bigOperators.contains(text) || limitFunctions.values.contains(text)
  }

  static let bigOperators: Set<String> = ["∑", "∏", "⋃", "⋂", "⨁"]

  private static let functions: Set<String> = [
    "exp", "log", "ln", "sin", "cos", "tan", "tanh", "sinh", "cosh", "det", "dim", "ker", "deg", "arg", "Pr",
  ]

  private static let limitFunctions: [String: String] = [
    "max": "max", "min": "min", "lim": "lim", "sup": "sup", "inf": "inf", "argmax": "argmax", "argmin": "argmin",
  ]

  // swift-format-ignore
  private static let symbols: [String: (String, AtomClass)] = [
    "alpha": ("α", .ordinary), "beta": ("β", .ordinary), "gamma": ("γ", .ordinary), "delta": ("δ", .ordinary),
    "epsilon": ("ϵ", .ordinary), "varepsilon": ("ε", .ordinary), "zeta": ("ζ", .ordinary), "eta": ("η", .ordinary),
    "theta": ("θ", .ordinary), "vartheta": ("ϑ", .ordinary), "iota": ("ι", .ordinary), "kappa": ("κ", .ordinary),
    "lambda": ("λ", .ordinary), "mu": ("μ", .ordinary), "nu": ("ν", .ordinary), "xi": ("ξ", .ordinary),
    "pi": ("π", .ordinary), "rho": ("ρ", .ordinary), "sigma": ("σ", .ordinary), "tau": ("τ", .ordinary),
    "upsilon": ("υ", .ordinary), "phi": ("ϕ", .ordinary), "varphi": ("φ", .ordinary), "chi": ("χ", .ordinary),
    "psi": ("ψ", .ordinary), "omega": ("ω", .ordinary),
    "Gamma": ("Γ", .ordinary), "Delta": ("Δ", .ordinary), "Theta": ("Θ", .ordinary), "Lambda": ("Λ", .ordinary),
    "Xi": ("Ξ", .ordinary), "Pi": ("Π", .ordinary), "Sigma": ("Σ", .ordinary), "Upsilon": ("Υ", .ordinary),
    "Phi": ("Φ", .ordinary), "Psi": ("Ψ", .ordinary), "Omega": ("Ω", .ordinary),
    "partial": ("∂", .ordinary), "nabla": ("∇", .ordinary), "infty": ("∞", .ordinary), "ell": ("ℓ", .ordinary),
    "hbar": ("ℏ", .ordinary), "Re": ("ℜ", .ordinary), "Im": ("ℑ", .ordinary), "emptyset": ("∅", .ordinary),
    "forall": ("∀", .ordinary), "exists": ("∃", .ordinary), "neg": ("¬", .ordinary), "top": ("⊤", .ordinary),
    "bot": ("⊥", .ordinary), "prime": ("′", .ordinary), "dots": ("…", .ordinary), "ldots": ("…", .ordinary),
    "cdots": ("⋯", .ordinary), "vdots": ("⋮", .ordinary), "ddots": ("⋱", .ordinary), "|": ("‖", .ordinary),
    "cdot": ("·", .binary), "times": ("×", .binary), "div": ("÷", .binary), "pm": ("±", .binary), "mp": ("∓", .binary),
    "odot": ("⊙", .binary), "oplus": ("⊕", .binary), "otimes": ("⊗", .binary), "circ": ("∘", .binary),
    "ast": ("∗", .binary), "star": ("⋆", .binary), "bullet": ("•", .binary), "cup": ("∪", .binary), "cap": ("∩", .binary),
    "setminus": ("∖", .binary), "wedge": ("∧", .binary), "vee": ("∨", .binary), "land": ("∧", .binary), "lor": ("∨", .binary),
    "le": ("≤", .relation), "leq": ("≤", .relation), "ge": ("≥", .relation), "geq": ("≥", .relation),
    "ne": ("≠", .relation), "neq": ("≠", .relation), "ll": ("≪", .relation), "gg": ("≫", .relation),
    "approx": ("≈", .relation), "equiv": ("≡", .relation), "sim": ("∼", .relation), "simeq": ("≃", .relation),
    "cong": ("≅", .relation), "propto": ("∝", .relation), "in": ("∈", .relation), "notin": ("∉", .relation),
    "ni": ("∋", .relation), "subset": ("⊂", .relation), "subseteq": ("⊆", .relation), "supset": ("⊃", .relation),
    "supseteq": ("⊇", .relation), "mid": ("∣", .relation), "parallel": ("∥", .relation), "perp": ("⊥", .relation),
    "to": ("→", .relation), "rightarrow": ("→", .relation), "leftarrow": ("←", .relation), "gets": ("←", .relation),
    "Rightarrow": ("⇒", .relation), "Leftarrow": ("⇐", .relation), "leftrightarrow": ("↔", .relation),
    "Leftrightarrow": ("⇔", .relation), "iff": ("⇔", .relation), "implies": ("⇒", .relation), "mapsto": ("↦", .relation),
    "uparrow": ("↑", .relation), "downarrow": ("↓", .relation), "longrightarrow": ("⟶", .relation), "colon": (":", .punctuation),
    "sum": ("∑", .bigOperator), "prod": ("∏", .bigOperator), "bigcup": ("⋃", .bigOperator),
    "bigcap": ("⋂", .bigOperator), "bigoplus": ("⨁", .bigOperator), "int": ("∫", .bigOperator),
    "langle": ("⟨", .open), "rangle": ("⟩", .close), "lfloor": ("⌊", .open), "rfloor": ("⌋", .close),
    "lceil": ("⌈", .open), "rceil": ("⌉", .close), "{": ("{", .open), "}": ("}", .close), "lbrace": ("{", .open),
    "rbrace": ("}", .close), "lvert": ("|", .open), "rvert": ("|", .close), "lVert": ("‖", .open), "rVert": ("‖", .close),
    "%": ("%", .ordinary), "$": ("$", .ordinary), "&": ("&", .ordinary), "#": ("#", .ordinary), "_": ("_", .ordinary),
  ]

  static let accents: [String: Unicode.Scalar] = [
    "hat": "\u{302}", "bar": "\u{304}", "tilde": "\u{303}", "vec": "\u{20D7}", "dot": "\u{307}", "ddot": "\u{308}",
  ]

  /// Blackboard bold; letters outside the table stay plain.
  static let blackboard: [Character: String] = [
    "C": "ℂ", "E": "𝔼", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
  ]

  static let calligraphic: [Character: String] = [
    "B": "ℬ", "D": "𝒟", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "N": "𝒩", "R": "ℛ", "X": "𝒳",
    "Y": "𝒴",
  ]
}

/// Unicode's script glyphs.
///
/// Only true ones: no Greek look-alike stands for a Latin letter.
package enum ScriptGlyphs {
  private static let sub = table(
    "0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")
  private static let sup = table(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ")

  private static func table(_ plain: String, _ glyphs: String) -> [Character: Character] {
    Dictionary(uniqueKeysWithValues: zip(plain, glyphs))
  }

  /// The text in subscript glyphs; `nil` unless every character has one.
  package static func subscripted(_ text: String) -> String? { mapped(text, sub) }

  /// The text in superscript glyphs; `nil` unless every character has one.
  package static func superscripted(_ text: String) -> String? { mapped(text, sup) }

  private static func mapped(_ text: String, _ table: [Character: Character]) -> String? {
    var result = ""
    for character in text {
      guard let glyph = table[character] else { return nil }
      result.append(glyph)
    }
    return result.isEmpty ? nil : result
  }
}
