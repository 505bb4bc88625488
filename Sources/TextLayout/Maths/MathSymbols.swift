/// The one table of LaTeX commands that stand for a symbol or a named function.
enum MathSymbols {
  /// Symbols and named functions by their command.
  static let commands: [String: MathNode] = {
    var commands = symbols.mapValues { MathNode.atom($0.0, $0.1) }
    for name in functions { commands[name] = .atom(name, .bigOperator) }
    for (name, text) in limitFunctions { commands[name] = .atom(text, .bigOperator) }
    return commands
  }()

  private static let functions: Set<String> = [
    "exp", "log", "ln", "lg", "sin", "cos", "tan", "cot", "sec", "csc", "tanh", "sinh", "cosh", "coth", "arcsin",
    "arccos", "arctan", "dim", "ker", "deg", "arg", "hom",
  ]

  private static let limitFunctions: [String: String] = [
    "max": "max", "min": "min", "lim": "lim", "sup": "sup", "inf": "inf", "argmax": "argmax", "argmin": "argmin",
    "det": "det", "Pr": "Pr", "gcd": "gcd", "limsup": "lim sup", "liminf": "lim inf",
  ]

  /// What takes its scripts above and below in a display: big operators, `lim`, braces with a label.
  static func takesLimits(_ node: MathNode) -> Bool {
    switch node {
    case .atom(let text, .bigOperator): takingLimits.contains(text)
    case .decorated(_, .underbrace), .decorated(_, .overbrace), .arrow: true
    case .limits(let base, _, _): takesLimits(base)
    default: false
    }
  }

  private static let takingLimits = bigOperators.union(limitFunctions.values)

  static let bigOperators: Set<String> = ["∑", "∏", "∐", "⋃", "⋂", "⨁", "⨂", "⨀", "⋁", "⋀", "⨄"]
  static let integrals: Set<String> = ["∫", "∬", "∭", "∮"]

  /// A character that stands for itself, with its class.
  static func plain(_ scalar: Unicode.Scalar) -> MathNode {
    if scalar.value < 128 { return ascii[Int(scalar.value)] }
    return .atom(String(scalar), unicodeClasses[scalar] ?? .ordinary)
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
    for (text, kind) in symbols.values where kind != .ordinary {
      if let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 { classes[scalar] = kind }
    }
    return classes
  }()

  static let plainDelimiters: Set<Unicode.Scalar> = ["(", ")", "[", "]", "|", "/", ".", "<", ">", "‖", "⟨", "⟩"]

  private static let delimiters: [String: String] = [
    "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "|": "‖", "Vert": "‖", "lVert": "‖", "rVert": "‖", "vert": "|",
    "lvert": "|", "rvert": "|", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "lbrack": "[", "rbrack": "]", "uparrow": "↑", "downarrow": "↓", "backslash": "∖", "lgroup": "(", "rgroup": ")",
  ]

  static func delimiter(_ command: String) -> String? { delimiters[command] }

  static func delimiterClass(_ text: String) -> AtomClass {
    if ["(", "[", "{", "⟨", "⌊", "⌈"].contains(text) { return .open }
    return [")", "]", "}", "⟩", "⌋", "⌉"].contains(text) ? .close : .ordinary
  }

  static let negations: [String: String] = [
    "=": "≠", "∈": "∉", "∋": "∌", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉",
    "≡": "≢", "∼": "≁", "≃": "≄", "≈": "≉", "≅": "≇", "∃": "∄", "∣": "∤", "∥": "∦", "→": "↛", "←": "↚", "⇒": "⇏",
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
    "varsigma": ("ς", .ordinary), "varrho": ("ϱ", .ordinary), "varpi": ("ϖ", .ordinary), "omicron": ("ο", .ordinary),
    "digamma": ("ϝ", .ordinary), "imath": ("ı", .ordinary), "jmath": ("ȷ", .ordinary), "wp": ("℘", .ordinary),
    "aleph": ("ℵ", .ordinary), "beth": ("ℶ", .ordinary), "angle": ("∠", .ordinary), "degree": ("°", .ordinary),
    "varnothing": ("∅", .ordinary), "complement": ("∁", .ordinary), "nexists": ("∄", .ordinary), "surd": ("√", .ordinary),
    "square": ("□", .ordinary), "Box": ("□", .ordinary), "blacksquare": ("■", .ordinary), "triangle": ("△", .ordinary),
    "diamond": ("⋄", .binary), "checkmark": ("✓", .ordinary), "dagger": ("†", .binary), "ddagger": ("‡", .binary),
    "dotsc": ("…", .ordinary), "dotso": ("…", .ordinary), "dotsb": ("⋯", .ordinary), "dotsm": ("⋯", .ordinary),
    "dotsi": ("⋯", .ordinary), "mathellipsis": ("…", .ordinary), "lq": ("‘", .ordinary), "rq": ("’", .ordinary),
    "copyright": ("©", .ordinary), "pounds": ("£", .ordinary), "S": ("§", .ordinary), "P": ("¶", .ordinary), "lnot": ("¬", .ordinary),
    "vert": ("|", .ordinary), "Vert": ("‖", .ordinary), "backslash": ("∖", .ordinary), "R": ("ℝ", .ordinary), "N": ("ℕ", .ordinary),
    "Z": ("ℤ", .ordinary), "sharp": ("♯", .ordinary), "flat": ("♭", .ordinary), "natural": ("♮", .ordinary),
    "ominus": ("⊖", .binary), "oslash": ("⊘", .binary), "bigcirc": ("◯", .binary), "amalg": ("⨿", .binary), "uplus": ("⊎", .binary),
    "sqcup": ("⊔", .binary), "sqcap": ("⊓", .binary), "wr": ("≀", .binary), "boxplus": ("⊞", .binary), "boxtimes": ("⊠", .binary),
    "ltimes": ("⋉", .binary), "rtimes": ("⋊", .binary), "smallsetminus": ("∖", .binary), "intercal": ("⊺", .binary), "barwedge": ("⊼", .binary),
    "leqslant": ("⩽", .relation), "geqslant": ("⩾", .relation), "lesssim": ("≲", .relation), "gtrsim": ("≳", .relation),
    "lt": ("<", .relation), "gt": (">", .relation), "prec": ("≺", .relation), "succ": ("≻", .relation), "preceq": ("⪯", .relation),
    "succeq": ("⪰", .relation), "asymp": ("≍", .relation), "doteq": ("≐", .relation), "triangleq": ("≜", .relation),
    "coloneqq": ("≔", .relation), "coloneq": ("≔", .relation), "eqqcolon": ("≕", .relation), "vcentcolon": (":", .relation), "defeq": ("≝", .relation),
    "subsetneq": ("⊊", .relation), "supsetneq": ("⊋", .relation), "nsubseteq": ("⊈", .relation), "sqsubseteq": ("⊑", .relation),
    "sqsupseteq": ("⊒", .relation), "vdash": ("⊢", .relation), "dashv": ("⊣", .relation), "models": ("⊨", .relation), "vDash": ("⊨", .relation),
    "nmid": ("∤", .relation), "nparallel": ("∦", .relation), "nless": ("≮", .relation), "ngtr": ("≯", .relation), "nleq": ("≰", .relation),
    "ngeq": ("≱", .relation), "owns": ("∋", .relation), "bowtie": ("⋈", .relation), "therefore": ("∴", .relation), "because": ("∵", .relation),
    "longleftarrow": ("⟵", .relation), "longleftrightarrow": ("⟷", .relation), "Longrightarrow": ("⟹", .relation),
    "Longleftarrow": ("⟸", .relation), "Longleftrightarrow": ("⟺", .relation), "impliedby": ("⟸", .relation), "longmapsto": ("⟼", .relation),
    "hookrightarrow": ("↪", .relation), "hookleftarrow": ("↩", .relation), "rightharpoonup": ("⇀", .relation), "leftharpoonup": ("↼", .relation),
    "rightleftharpoons": ("⇌", .relation), "rightleftarrows": ("⇄", .relation), "updownarrow": ("↕", .relation), "Uparrow": ("⇑", .relation),
    "Downarrow": ("⇓", .relation), "nearrow": ("↗", .relation), "searrow": ("↘", .relation), "nwarrow": ("↖", .relation), "swarrow": ("↙", .relation),
    "leadsto": ("⇝", .relation), "rightsquigarrow": ("⇝", .relation), "nrightarrow": ("↛", .relation), "twoheadrightarrow": ("↠", .relation),
    "curvearrowright": ("↷", .relation), "circlearrowleft": ("↺", .relation), "upharpoonright": ("↾", .relation),
    "coprod": ("∐", .bigOperator), "bigotimes": ("⨂", .bigOperator), "bigodot": ("⨀", .bigOperator), "bigvee": ("⋁", .bigOperator),
    "bigwedge": ("⋀", .bigOperator), "biguplus": ("⨄", .bigOperator), "iint": ("∬", .bigOperator), "iiint": ("∭", .bigOperator),
    "oint": ("∮", .bigOperator), "lbrack": ("[", .open), "rbrack": ("]", .close),
    "%": ("%", .ordinary), "$": ("$", .ordinary), "&": ("&", .ordinary), "#": ("#", .ordinary), "_": ("_", .ordinary),
  ]

  static let accents: [String: Unicode.Scalar] = [
    "hat": "\u{302}", "bar": "\u{304}", "tilde": "\u{303}", "vec": "\u{20D7}", "dot": "\u{307}", "ddot": "\u{308}",
    "dddot": "\u{20DB}", "check": "\u{30C}", "breve": "\u{306}", "acute": "\u{301}", "grave": "\u{300}",
    "mathring": "\u{30A}",
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
    var others: [Unicode.Scalar: Unicode.Scalar] = [:]

    subscript(scalar: Unicode.Scalar) -> Unicode.Scalar? {
      scalar.isASCII ? ascii[Int(scalar.value)] : others[scalar]
    }
  }

  private static func table(_ plain: String, _ glyphs: String) -> Table {
    var table = Table()
    for (scalar, glyph) in zip(plain.unicodeScalars, glyphs.unicodeScalars) {
      if scalar.isASCII { table.ascii[Int(scalar.value)] = glyph } else { table.others[scalar] = glyph }
    }
    return table
  }

  /// The text in subscript glyphs; `nil` unless every character has one.
  package static func subscripted(_ text: String) -> String? { mapped(text, sub) }

  /// The text in superscript glyphs; `nil` unless every character has one.
  package static func superscripted(_ text: String) -> String? { mapped(text, sup) }

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
