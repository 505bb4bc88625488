/// The one table of LaTeX commands of which the name alone tells what they are.
enum LaTeXCommands {
  enum Meaning: Sendable {
    case symbol(String, AtomClass)
    case accent(Unicode.Scalar)
    case decoration(MathNode.Decoration)
    case arrow(MathNode.Arrow)
    /// Columns.
    case space(Int)
    case alphabet(MathAlphabet)
    case fraction
    /// It draws nothing: it sets a style that cells do not have.
    case silent
  }

  /// What a command means; names are without backslash.
  static subscript(name: String) -> Meaning? {
    var low = 0
    var high = table.count
    while low < high {
      let middle = (low + high) / 2
      if table[middle].name == name { return table[middle].meaning }
      if table[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// In the order of their letters, to be searched as it stands: a table that is made when the program starts, and
  /// names that are hashed, cost the first formula more than all others together.
  // swift-format-ignore
  static let table: [(name: String, meaning: Meaning)] = [
    ("\t", .space(1)), ("\n", .space(1)), (" ", .space(1)), ("!", .silent), ("#", .symbol("#", .ordinary)),
    ("$", .symbol("$", .ordinary)), ("%", .symbol("%", .ordinary)), ("&", .symbol("&", .ordinary)), (",", .space(1)), ("/", .silent),
    (":", .space(1)), (";", .space(1)), (">", .space(1)), ("Box", .symbol("□", .ordinary)), ("Delta", .symbol("Δ", .ordinary)),
    ("Downarrow", .symbol("⇓", .relation)), ("Gamma", .symbol("Γ", .ordinary)), ("Im", .symbol("ℑ", .ordinary)),
    ("Lambda", .symbol("Λ", .ordinary)), ("Leftarrow", .symbol("⇐", .relation)), ("Leftrightarrow", .symbol("⇔", .relation)),
    ("Longleftarrow", .symbol("⟸", .relation)), ("Longleftrightarrow", .symbol("⟺", .relation)),
    ("Longrightarrow", .symbol("⟹", .relation)), ("N", .symbol("ℕ", .ordinary)), ("Omega", .symbol("Ω", .ordinary)),
    ("P", .symbol("¶", .ordinary)), ("Phi", .symbol("Φ", .ordinary)), ("Pi", .symbol("Π", .ordinary)),
    ("Pr", .symbol("Pr", .bigOperator)), ("Psi", .symbol("Ψ", .ordinary)), ("R", .symbol("ℝ", .ordinary)),
    ("Re", .symbol("ℜ", .ordinary)), ("Rightarrow", .symbol("⇒", .relation)), ("S", .symbol("§", .ordinary)),
    ("Sigma", .symbol("Σ", .ordinary)), ("Theta", .symbol("Θ", .ordinary)), ("Uparrow", .symbol("⇑", .relation)),
    ("Upsilon", .symbol("Υ", .ordinary)), ("Vert", .symbol("‖", .ordinary)), ("Xi", .symbol("Ξ", .ordinary)),
    ("Z", .symbol("ℤ", .ordinary)), ("_", .symbol("_", .ordinary)), ("acute", .accent("\u{301}")), ("aleph", .symbol("ℵ", .ordinary)),
    ("allowbreak", .silent), ("alpha", .symbol("α", .ordinary)), ("amalg", .symbol("⨿", .binary)), ("angle", .symbol("∠", .ordinary)),
    ("approx", .symbol("≈", .relation)), ("arccos", .symbol("arccos", .bigOperator)), ("arcsin", .symbol("arcsin", .bigOperator)),
    ("arctan", .symbol("arctan", .bigOperator)), ("arg", .symbol("arg", .bigOperator)), ("argmax", .symbol("argmax", .bigOperator)),
    ("argmin", .symbol("argmin", .bigOperator)), ("ast", .symbol("∗", .binary)), ("asymp", .symbol("≍", .relation)),
    ("backslash", .symbol("∖", .ordinary)), ("bar", .accent("\u{304}")), ("barwedge", .symbol("⊼", .binary)),
    ("bcancel", .decoration(.cancel)), ("because", .symbol("∵", .relation)), ("beta", .symbol("β", .ordinary)),
    ("beth", .symbol("ℶ", .ordinary)), ("bf", .silent), ("bigcap", .symbol("⋂", .bigOperator)), ("bigcirc", .symbol("◯", .binary)),
    ("bigcup", .symbol("⋃", .bigOperator)), ("bigodot", .symbol("⨀", .bigOperator)), ("bigoplus", .symbol("⨁", .bigOperator)),
    ("bigotimes", .symbol("⨂", .bigOperator)), ("biguplus", .symbol("⨄", .bigOperator)), ("bigvee", .symbol("⋁", .bigOperator)),
    ("bigwedge", .symbol("⋀", .bigOperator)), ("blacksquare", .symbol("■", .ordinary)), ("bot", .symbol("⊥", .ordinary)),
    ("bowtie", .symbol("⋈", .relation)), ("boxed", .decoration(.box)), ("boxplus", .symbol("⊞", .binary)),
    ("boxtimes", .symbol("⊠", .binary)), ("breve", .accent("\u{306}")), ("bullet", .symbol("•", .binary)),
    ("cancel", .decoration(.cancel)), ("cap", .symbol("∩", .binary)), ("cdot", .symbol("·", .binary)), ("cdots", .symbol("⋯", .ordinary)),
    ("check", .accent("\u{30C}")), ("checkmark", .symbol("✓", .ordinary)), ("chi", .symbol("χ", .ordinary)),
    ("circ", .symbol("∘", .binary)), ("circlearrowleft", .symbol("↺", .relation)), ("colon", .symbol(":", .punctuation)),
    ("coloneq", .symbol("≔", .relation)), ("coloneqq", .symbol("≔", .relation)), ("complement", .symbol("∁", .ordinary)),
    ("cong", .symbol("≅", .relation)), ("coprod", .symbol("∐", .bigOperator)), ("copyright", .symbol("©", .ordinary)),
    ("cos", .symbol("cos", .bigOperator)), ("cosh", .symbol("cosh", .bigOperator)), ("cot", .symbol("cot", .bigOperator)),
    ("coth", .symbol("coth", .bigOperator)), ("csc", .symbol("csc", .bigOperator)), ("cup", .symbol("∪", .binary)),
    ("curvearrowright", .symbol("↷", .relation)), ("dagger", .symbol("†", .binary)), ("dashv", .symbol("⊣", .relation)),
    ("ddagger", .symbol("‡", .binary)), ("dddot", .accent("\u{20DB}")), ("ddot", .accent("\u{308}")), ("ddots", .symbol("⋱", .ordinary)),
    ("defeq", .symbol("≝", .relation)), ("deg", .symbol("deg", .bigOperator)), ("degree", .symbol("°", .ordinary)),
    ("delta", .symbol("δ", .ordinary)), ("det", .symbol("det", .bigOperator)), ("dfrac", .fraction), ("diamond", .symbol("⋄", .binary)),
    ("digamma", .symbol("ϝ", .ordinary)), ("dim", .symbol("dim", .bigOperator)), ("displaystyle", .silent),
    ("div", .symbol("÷", .binary)), ("dot", .accent("\u{307}")), ("doteq", .symbol("≐", .relation)), ("dots", .symbol("…", .ordinary)),
    ("dotsb", .symbol("⋯", .ordinary)), ("dotsc", .symbol("…", .ordinary)), ("dotsi", .symbol("⋯", .ordinary)),
    ("dotsm", .symbol("⋯", .ordinary)), ("dotso", .symbol("…", .ordinary)), ("downarrow", .symbol("↓", .relation)),
    ("ell", .symbol("ℓ", .ordinary)), ("emptyset", .symbol("∅", .ordinary)), ("enspace", .space(1)), ("epsilon", .symbol("ϵ", .ordinary)),
    ("eqqcolon", .symbol("≕", .relation)), ("equiv", .symbol("≡", .relation)), ("eta", .symbol("η", .ordinary)),
    ("exists", .symbol("∃", .ordinary)), ("exp", .symbol("exp", .bigOperator)), ("fbox", .decoration(.box)),
    ("flat", .symbol("♭", .ordinary)), ("forall", .symbol("∀", .ordinary)), ("frac", .fraction), ("gamma", .symbol("γ", .ordinary)),
    ("gcd", .symbol("gcd", .bigOperator)), ("ge", .symbol("≥", .relation)), ("geq", .symbol("≥", .relation)),
    ("geqslant", .symbol("⩾", .relation)), ("gets", .symbol("←", .relation)), ("gg", .symbol("≫", .relation)),
    ("grave", .accent("\u{300}")), ("gt", .symbol(">", .relation)), ("gtrsim", .symbol("≳", .relation)), ("hat", .accent("\u{302}")),
    ("hbar", .symbol("ℏ", .ordinary)), ("hom", .symbol("hom", .bigOperator)), ("hookleftarrow", .symbol("↩", .relation)),
    ("hookrightarrow", .symbol("↪", .relation)), ("iff", .symbol("⇔", .relation)), ("iiint", .symbol("∭", .bigOperator)),
    ("iint", .symbol("∬", .bigOperator)), ("imath", .symbol("ı", .ordinary)), ("impliedby", .symbol("⟸", .relation)),
    ("implies", .symbol("⇒", .relation)), ("in", .symbol("∈", .relation)), ("inf", .symbol("inf", .bigOperator)),
    ("infty", .symbol("∞", .ordinary)), ("int", .symbol("∫", .bigOperator)), ("intercal", .symbol("⊺", .binary)),
    ("iota", .symbol("ι", .ordinary)), ("it", .silent), ("jmath", .symbol("ȷ", .ordinary)), ("kappa", .symbol("κ", .ordinary)),
    ("ker", .symbol("ker", .bigOperator)), ("lVert", .symbol("‖", .open)), ("lambda", .symbol("λ", .ordinary)),
    ("land", .symbol("∧", .binary)), ("langle", .symbol("⟨", .open)), ("lbrace", .symbol("{", .open)), ("lbrack", .symbol("[", .open)),
    ("lceil", .symbol("⌈", .open)), ("ldots", .symbol("…", .ordinary)), ("le", .symbol("≤", .relation)),
    ("leadsto", .symbol("⇝", .relation)), ("leftarrow", .symbol("←", .relation)), ("leftharpoonup", .symbol("↼", .relation)),
    ("leftrightarrow", .symbol("↔", .relation)), ("leq", .symbol("≤", .relation)), ("leqslant", .symbol("⩽", .relation)),
    ("lesssim", .symbol("≲", .relation)), ("lfloor", .symbol("⌊", .open)), ("lg", .symbol("lg", .bigOperator)),
    ("lim", .symbol("lim", .bigOperator)), ("liminf", .symbol("lim inf", .bigOperator)), ("limsup", .symbol("lim sup", .bigOperator)),
    ("ll", .symbol("≪", .relation)), ("ln", .symbol("ln", .bigOperator)), ("lnot", .symbol("¬", .ordinary)),
    ("log", .symbol("log", .bigOperator)), ("longleftarrow", .symbol("⟵", .relation)), ("longleftrightarrow", .symbol("⟷", .relation)),
    ("longmapsto", .symbol("⟼", .relation)), ("longrightarrow", .symbol("⟶", .relation)), ("lor", .symbol("∨", .binary)),
    ("lq", .symbol("‘", .ordinary)), ("lt", .symbol("<", .relation)), ("ltimes", .symbol("⋉", .binary)), ("lvert", .symbol("|", .open)),
    ("mapsto", .symbol("↦", .relation)), ("mathbb", .alphabet(.mathbb)), ("mathcal", .alphabet(.mathcal)),
    ("mathellipsis", .symbol("…", .ordinary)), ("mathfrak", .alphabet(.mathfrak)), ("mathring", .accent("\u{30A}")),
    ("mathscr", .alphabet(.mathcal)), ("mathstrut", .silent), ("max", .symbol("max", .bigOperator)), ("medspace", .space(1)),
    ("mid", .symbol("∣", .relation)), ("min", .symbol("min", .bigOperator)), ("models", .symbol("⊨", .relation)),
    ("mp", .symbol("∓", .binary)), ("mu", .symbol("μ", .ordinary)), ("nabla", .symbol("∇", .ordinary)),
    ("natural", .symbol("♮", .ordinary)), ("ne", .symbol("≠", .relation)), ("nearrow", .symbol("↗", .relation)),
    ("neg", .symbol("¬", .ordinary)), ("negthinspace", .silent), ("neq", .symbol("≠", .relation)), ("nexists", .symbol("∄", .ordinary)),
    ("ngeq", .symbol("≱", .relation)), ("ngtr", .symbol("≯", .relation)), ("ni", .symbol("∋", .relation)),
    ("nleq", .symbol("≰", .relation)), ("nless", .symbol("≮", .relation)), ("nmid", .symbol("∤", .relation)), ("nobreak", .silent),
    ("nonumber", .silent), ("notag", .silent), ("notin", .symbol("∉", .relation)), ("nparallel", .symbol("∦", .relation)),
    ("nrightarrow", .symbol("↛", .relation)), ("nsubseteq", .symbol("⊈", .relation)), ("nu", .symbol("ν", .ordinary)),
    ("nwarrow", .symbol("↖", .relation)), ("odot", .symbol("⊙", .binary)), ("oint", .symbol("∮", .bigOperator)),
    ("omega", .symbol("ω", .ordinary)), ("omicron", .symbol("ο", .ordinary)), ("ominus", .symbol("⊖", .binary)),
    ("oplus", .symbol("⊕", .binary)), ("oslash", .symbol("⊘", .binary)), ("otimes", .symbol("⊗", .binary)),
    ("overbrace", .decoration(.overbrace)), ("overleftarrow", .decoration(.overLeftArrow)), ("overline", .decoration(.overline)),
    ("overrightarrow", .decoration(.overRightArrow)), ("owns", .symbol("∋", .relation)), ("parallel", .symbol("∥", .relation)),
    ("partial", .symbol("∂", .ordinary)), ("perp", .symbol("⊥", .relation)), ("phi", .symbol("ϕ", .ordinary)),
    ("pi", .symbol("π", .ordinary)), ("pm", .symbol("±", .binary)), ("pounds", .symbol("£", .ordinary)),
    ("prec", .symbol("≺", .relation)), ("preceq", .symbol("⪯", .relation)), ("prime", .symbol("′", .ordinary)),
    ("prod", .symbol("∏", .bigOperator)), ("propto", .symbol("∝", .relation)), ("psi", .symbol("ψ", .ordinary)), ("qquad", .space(4)),
    ("quad", .space(2)), ("rVert", .symbol("‖", .close)), ("rangle", .symbol("⟩", .close)), ("rbrace", .symbol("}", .close)),
    ("rbrack", .symbol("]", .close)), ("rceil", .symbol("⌉", .close)), ("relax", .silent), ("rfloor", .symbol("⌋", .close)),
    ("rho", .symbol("ρ", .ordinary)), ("rightarrow", .symbol("→", .relation)), ("rightharpoonup", .symbol("⇀", .relation)),
    ("rightleftarrows", .symbol("⇄", .relation)), ("rightleftharpoons", .symbol("⇌", .relation)),
    ("rightsquigarrow", .symbol("⇝", .relation)), ("rm", .silent), ("rq", .symbol("’", .ordinary)), ("rtimes", .symbol("⋊", .binary)),
    ("rvert", .symbol("|", .close)), ("scriptscriptstyle", .silent), ("scriptstyle", .silent), ("searrow", .symbol("↘", .relation)),
    ("sec", .symbol("sec", .bigOperator)), ("setminus", .symbol("∖", .binary)), ("sharp", .symbol("♯", .ordinary)),
    ("sigma", .symbol("σ", .ordinary)), ("sim", .symbol("∼", .relation)), ("simeq", .symbol("≃", .relation)),
    ("sin", .symbol("sin", .bigOperator)), ("sinh", .symbol("sinh", .bigOperator)), ("smallsetminus", .symbol("∖", .binary)),
    ("sqcap", .symbol("⊓", .binary)), ("sqcup", .symbol("⊔", .binary)), ("sqsubseteq", .symbol("⊑", .relation)),
    ("sqsupseteq", .symbol("⊒", .relation)), ("square", .symbol("□", .ordinary)), ("star", .symbol("⋆", .binary)), ("strut", .silent),
    ("subset", .symbol("⊂", .relation)), ("subseteq", .symbol("⊆", .relation)), ("subsetneq", .symbol("⊊", .relation)),
    ("succ", .symbol("≻", .relation)), ("succeq", .symbol("⪰", .relation)), ("sum", .symbol("∑", .bigOperator)),
    ("sup", .symbol("sup", .bigOperator)), ("supset", .symbol("⊃", .relation)), ("supseteq", .symbol("⊇", .relation)),
    ("supsetneq", .symbol("⊋", .relation)), ("surd", .symbol("√", .ordinary)), ("swarrow", .symbol("↙", .relation)),
    ("tan", .symbol("tan", .bigOperator)), ("tanh", .symbol("tanh", .bigOperator)), ("tau", .symbol("τ", .ordinary)),
    ("textstyle", .silent), ("tfrac", .fraction), ("therefore", .symbol("∴", .relation)), ("theta", .symbol("θ", .ordinary)),
    ("thickspace", .space(1)), ("thinspace", .space(1)), ("tilde", .accent("\u{303}")), ("times", .symbol("×", .binary)),
    ("to", .symbol("→", .relation)), ("top", .symbol("⊤", .ordinary)), ("triangle", .symbol("△", .ordinary)),
    ("triangleq", .symbol("≜", .relation)), ("twoheadrightarrow", .symbol("↠", .relation)), ("underbrace", .decoration(.underbrace)),
    ("underline", .decoration(.underline)), ("uparrow", .symbol("↑", .relation)), ("updownarrow", .symbol("↕", .relation)),
    ("upharpoonright", .symbol("↾", .relation)), ("uplus", .symbol("⊎", .binary)), ("upsilon", .symbol("υ", .ordinary)),
    ("vDash", .symbol("⊨", .relation)), ("varepsilon", .symbol("ε", .ordinary)), ("varnothing", .symbol("∅", .ordinary)),
    ("varphi", .symbol("φ", .ordinary)), ("varpi", .symbol("ϖ", .ordinary)), ("varrho", .symbol("ϱ", .ordinary)),
    ("varsigma", .symbol("ς", .ordinary)), ("vartheta", .symbol("ϑ", .ordinary)), ("vcentcolon", .symbol(":", .relation)),
    ("vdash", .symbol("⊢", .relation)), ("vdots", .symbol("⋮", .ordinary)), ("vec", .accent("\u{20D7}")), ("vee", .symbol("∨", .binary)),
    ("vert", .symbol("|", .ordinary)), ("wedge", .symbol("∧", .binary)), ("widehat", .decoration(.wideHat)),
    ("widetilde", .decoration(.wideTilde)), ("wp", .symbol("℘", .ordinary)), ("wr", .symbol("≀", .binary)),
    ("xLeftarrow", .arrow(.doubleLeft)), ("xRightarrow", .arrow(.doubleRight)), ("xcancel", .decoration(.cancel)),
    ("xi", .symbol("ξ", .ordinary)), ("xleftarrow", .arrow(.left)), ("xleftrightarrow", .arrow(.both)), ("xmapsto", .arrow(.mapsTo)),
    ("xrightarrow", .arrow(.right)), ("zeta", .symbol("ζ", .ordinary)), ("{", .symbol("{", .open)), ("|", .symbol("‖", .ordinary)),
    ("}", .symbol("}", .close)),
  ]
}
