/// A formula as it is read aloud: "delta sub x equals W transposed times the quantity …".
///
/// Linear and without signs, for screen readers and for students who should be able to say what they write.
package enum SpokenMath {
  package static func text(_ node: MathNode) -> String {
    var words = Speaker().words(node)
    words = words.split(separator: " ").joined(separator: " ").replacing(" ,", with: ",")
    while words.contains(",,") { words = words.replacing(",,", with: ",") }
    while words.hasSuffix(",") { words.removeLast() }
    return words
  }

  private struct Speaker {
    /// Inside a script, where `:` is a range and `×` a size.
    var isInScript = false
    /// Inside braces, where `:` is a condition.
    var isInSet = false

    func words(_ node: MathNode) -> String {
      switch node {
      case .atom(let text, let kind): return atom(text, kind)
      case .row(let nodes): return row(nodes)
      case .text("(mod "): return "modulo"
      case .text(let text): return text
      case .stretched(let text, _): return Self.signs[text] ?? text
      case .space, .phantom: return " "
      case .source(let text): return "the source \(text)"
      case .styled(let body, let ink): return (ink.isBold ? "bold " : "") + words(body)
      case .fraction(let a, let b): return fraction(a, b)
      case .scripts(let base, let sub, let sup): return scripts(base, sub, sup)
      case .limits(let base, let lower, let upper): return limits(base, lower, upper)
      case .root(let body, let index):
        let name = index.map { "the \(ordinal($0)) root of" } ?? "the square root of"
        return "\(name) \(delimited(body, "end root"))"
      case .accent(let body, let mark):
        let name = Self.accents[mark] ?? "accent"
        return MathLayout.isOneSymbol(body) ? "\(words(body)) \(name)" : "\(name) over \(words(body)), end \(name),"
      case .decorated(let body, let decoration): return decorated(body, decoration)
      case .arrow(.equals, nil, nil): return "equals"
      case .arrow(_, let lower, let upper):
        let labels = [upper, lower].compactMap { $0.map(words) }.joined(separator: ", below ")
        return "goes to" + (labels.isEmpty ? "" : " by \(labels),")
      case .fenced("(", .grid(let rows, .stack), ")") where rows.count == 2:
        let chosen = rows.map { $0.map(words).joined(separator: " ") }.joined(separator: " choose ")
        return rows.flatMap(\.self).allSatisfy(isPlain) ? chosen : chosen + ", end choose,"
      case .fenced(let open, let body, let close): return fenced(open, body, close)
      case .grid(let rows, let kind): return grid(rows, kind)
      case .classed(let body, _): return words(body)
      case .tag(let body): return ", number \(InlineMath.text(body))"
      }
    }

    /// In a row a bar opens or closes as its turn comes, and a sign is read by what stands round it.
    private func row(_ all: [MathNode]) -> String {
      let nodes = all.filter { if case .space = $0 { false } else { true } }
      if case .text("(mod ")? = nodes.first, case .text(")")? = nodes.last {
        return "modulo " + row(Array(nodes.dropFirst().dropLast()))
      }
      var parts: [String] = []
      let bars = Self.pairedBars(nodes)
      var speaker = self
      var index = 0
      while index < nodes.count {
        let node = nodes[index]
        let next = index + 1 < nodes.count ? nodes[index + 1] : nil
        let before = index > 0 ? nodes[index - 1] : nil
        index += 1
        switch node {
        case .atom("|", _), .atom("‖", _), .scripts(.atom("|", _), _, _), .scripts(.atom("‖", _), _, _):
          parts.append(bar(node, bars[index - 1]))
        case .atom("−", .binary) where before.map(opens) ?? true: parts.append("minus")
        case .atom("∣", _) where speaker.isInSet: parts.append("such that")
        case .atom(":", _) where next == .atom("=", .relation):
          parts.append("is defined as")
          index += 1
        case .atom(":", _):
          let isMap = nodes[index...].contains { Self.isArrow($0) }
          parts.append(isInScript ? "to" : speaker.isInSet ? "such that" : isMap ? "from" : "colon")
        case .atom("⊥", _) where next == node:
          parts.append("is independent of")
          index += 1
        case .atom("∃", _) where next == .atom("!", .close):
          parts.append("there is exactly one")
          index += 1
        case .atom("×", _) where Self.isNumber(before) && Self.isNumber(next): parts.append("times")
        case .atom("/", _): parts.append("divided by")
        case .fraction(let a, let b)
        where next == .atom("/", .ordinary) || before == .atom("/", .ordinary) || Self.isNumber(before):
          parts.append((Self.isNumber(before) ? "times " : "") + fraction(a, b, isLong: true))
        case .atom("{", _):
          speaker.isInSet = true
          parts.append(words(node))
        case .atom("}", _):
          speaker.isInSet = isInSet
          parts.append(words(node))
        // `f(s)`: a letter before a bracket is read "of".
        case .atom("(", .open) where before.map(isFunction) ?? false: parts.append("of open paren")
        default: parts.append(speaker.words(node))
        }
        // "x sub i, j" is a product, "x sub i j" one entry.
        if isOpenEnded(node, parts.last ?? ""), next.map(Self.isNamed) ?? false { parts.append(",") }
      }
      return parts.joined(separator: " ")
    }

    /// Whether its last words would go on with the letter that follows: a short index, power or root.
    private func isOpenEnded(_ node: MathNode, _ words: String) -> Bool {
      switch node {
      case .scripts(.atom(let sign, _), _, _) where MathSymbols.integrals.contains(sign): false
      case .scripts(_, let sub, nil): sub != nil
      case .scripts(_, _, .row(let nodes)?) where nodes.first == .atom("(", .open): false
      case .scripts: !Self.closing.contains { words.hasSuffix($0) }
      case .root(let body, _): isPlain(body)
      default: false
      }
    }

    /// How the words of a power end that no letter can go on.
    private static let closing = [",", " transposed", " squared", " cubed", " star", " inverse", " dagger"]

    private static func isNamed(_ node: MathNode) -> Bool {
      switch node {
      case .atom(let text, .ordinary): text.first.map { $0.isLetter || $0.isNumber } ?? false
      case .scripts(let base, _, _), .styled(let base, _), .accent(let base, _): isNamed(base)
      case .root: true
      default: false
      }
    }

    private static func isArrow(_ node: MathNode) -> Bool {
      if case .atom("→", _) = node { true } else if case .atom("⟶", _) = node { true } else { false }
    }

    private static func isNumber(_ node: MathNode?) -> Bool {
      if case .atom(let text, .ordinary)? = node { text.allSatisfy { $0.isNumber || $0 == "." } } else { false }
    }

    private enum Bar { case opening, closing, alone }

    /// Which bars of a row belong together: those between the same brackets, two by two.
    private static func pairedBars(_ nodes: [MathNode]) -> [Int: Bar] {
      var found: [Int: Bar] = [:]
      var open: [(sign: String, index: Int)] = []
      for (index, node) in nodes.enumerated() {
        let base = if case .scripts(let base, _, _) = node { base } else { node }
        switch base {
        case .atom(let sign, _) where sign == "|" || sign == "‖":
          found[index] = .alone
          if let last = open.last, last.sign == sign {
            open.removeLast()
            found[last.index] = .opening
            found[index] = .closing
          } else {
            open.append((sign, index))
          }
        case .atom(_, .open): open.append(("(", index))
        case .atom(_, .close): while let last = open.popLast(), last.sign != "(" {}
        default: break
        }
      }
      return found
    }

    private func bar(_ node: MathNode, _ role: Bar?) -> String {
      var scripts: (sub: MathNode?, sup: MathNode?) = (nil, nil)
      var sign = node
      if case .scripts(let base, let sub, let sup) = node {
        sign = base
        scripts = (sub, sup)
      }
      let isNorm = sign == .atom("‖", .ordinary)
      let name = isNorm ? "norm" : "absolute value"
      switch role {
      case .opening: return "the \(name) of"
      case .closing: return "end \(name)" + suffix(scripts.sub, scripts.sup) + ","
      default:
        if let sub = scripts.sub { return "evaluated at \(words(sub))," }
        return isNorm ? "norm bar" : isInSet ? "such that" : "given"
      }
    }

    private func opens(_ node: MathNode) -> Bool {
      if case .atom(_, let kind) = node { [.open, .relation, .binary, .punctuation].contains(kind) } else { false }
    }

    private func isFunction(_ node: MathNode) -> Bool {
      switch node {
      case .atom(let text, let kind):
        kind == .bigOperator || ["f", "f′", "g", "h", "L", "σ", "σ′", "p", "q"].contains(text)
          || (kind == .ordinary && text.count > 1)
      case .scripts(let base, _, _), .styled(let base, _), .accent(let base, _): isFunction(base)
      default: false
      }
    }

    private func atom(_ text: String, _ kind: AtomClass) -> String {
      if let name = Self.signs[text] { return name }
      // Primes stand at the end of their letter.
      if text.hasSuffix("′") {
        return atom(String(text.dropLast()), kind) + " prime"
      }
      guard text.count == 1, let scalar = text.unicodeScalars.first, !scalar.isASCII else { return text }
      let plain = MathASCII.text(text)
      let isLetter = scalar.properties.isAlphabetic
      if let hand = Self.hand(scalar) { return "\(hand) \(plain)" }
      if isLetter && plain.count > 1 { return scalar.properties.isUppercase ? "capital \(plain.lowercased())" : plain }
      if isLetter { return plain }
      let sign = MathSigns.of(scalar)
      return sign.map { $0.description.isEmpty ? $0.name : $0.description } ?? plain
    }

    /// The hand that a letter is written in, where it sets it apart from the plain one.
    private static func hand(_ scalar: Unicode.Scalar) -> String? {
      switch scalar.value {
      case 0x1D49C...0x1D4CF, 0x210B, 0x2110, 0x2112, 0x211B, 0x212C, 0x2130, 0x2131, 0x2133: "script"
      case 0x1D538...0x1D56B: "double-struck"
      case 0x1D504...0x1D537: "Fraktur"
      default: nil
      }
    }

    private func isPlain(_ node: MathNode) -> Bool {
      switch node {
      case .atom, .text: true
      case .styled(let body, _), .accent(let body, _): isPlain(body)
      case .scripts(let base, _, _): isPlain(base)
      case .row(let nodes): nodes.count <= 1 || (nodes.count == 2 && nodes[0] == .atom("∂", .ordinary))
      default: false
      }
    }

    private func delimited(_ node: MathNode, _ end: String) -> String {
      isPlain(node) ? words(node) : "\(words(node)), \(end),"
    }

    private func fraction(_ a: MathNode, _ b: MathNode, isLong: Bool = false) -> String {
      if let derivative = derivative(a, b) { return derivative }
      if !isLong && isPlain(a) && isPlain(b) { return "\(words(a)) over \(words(b))" }
      return "the fraction \(words(a)), over \(words(b)), end fraction,"
    }

    /// `∂y_k` over `∂s_k`, `d` over `dx`, `∂²f` over `∂x²`.
    private func derivative(_ a: MathNode, _ b: MathNode) -> String? {
      func parts(_ node: MathNode) -> [MathNode] { if case .row(let nodes) = node { nodes } else { [node] } }
      /// `∂` or `∂²`.
      func sign(_ node: MathNode?) -> (letter: String, order: MathNode?)? {
        switch node {
        case .atom(let letter, _)? where letter == "∂" || letter == "d": (letter, nil)
        case .scripts(.atom(let letter, _), nil, let order?)? where letter == "∂" || letter == "d": (letter, order)
        default: nil
        }
      }
      let above = parts(a)
      guard let top = sign(above.first) else { return nil }
      // `∂x ∂y²`: each variable once, in order.
      var variables: [String] = []
      var rest = parts(b)[...]
      while !rest.isEmpty {
        guard let (letter, power) = sign(rest.first), letter == top.letter, power == nil else { return nil }
        rest = rest.dropFirst()
        let variable = rest.prefix { sign($0)?.letter != top.letter }
        guard !variable.isEmpty else { return nil }
        rest = rest.dropFirst(variable.count)
        if variable.count == 1, top.order != nil, case .scripts(let base, let sub, .some)? = variable.first {
          variables.append(sub.map { scripts(base, $0, nil) } ?? words(base))
        } else {
          variables.append(row(Array(variable)))
        }
      }
      guard !variables.isEmpty, top.letter == "∂" || above.count <= 2 else { return nil }
      let order = top.order.map { " \(ordinalName($0))" } ?? ""
      let name = "the\(order)\(top.letter == "∂" ? " partial" : "") derivative"
      let body = above.dropFirst()
      guard !body.contains(where: { sign($0)?.letter == "∂" }) else { return nil }
      return name + (body.isEmpty ? "" : " of \(row(Array(body)))") + " with respect to "
        + variables.joined(separator: " and ")
        + (body.isEmpty ? " of" : "")
    }

    private func ordinalName(_ node: MathNode) -> String {
      switch node {
      case .atom("2", _): "second"
      case .atom("3", _): "third"
      default: "\(words(node))-th"
      }
    }

    private func scripts(_ base: MathNode, _ sub: MathNode?, _ sup: MathNode?) -> String {
      if case .fenced("", let body, let close) = base, close == "|", let sub {
        return "\(words(body)), evaluated at \(words(sub)),"
      }
      if case .stretched("|", _) = base, let sub { return ", evaluated at \(words(sub))," }
      if case .atom(let text, _) = base, MathSymbols.integrals.contains(text) { return limits(base, sub, sup) }
      // A name of two letters is no product: `W_kj` is read "W sub k j".
      return words(base) + suffix(sub, sup)
    }

    private func isOperator(_ node: MathNode) -> Bool {
      if case .atom(_, let kind) = node { kind == .binary || kind == .relation } else { false }
    }

    private func suffix(_ sub: MathNode?, _ sup: MathNode?) -> String {
      var result = ""
      if let sub { result += " sub " + script(sub) }
      guard let sup else { return result }
      switch sup {
      case .atom("T", _), .atom("⊤", _): result += " transposed"
      case .atom("2", _): result += " squared"
      case .atom("3", _): result += " cubed"
      case .atom("∗", _), .atom("⋆", _): result += " star"
      case .row([.atom("−", .binary), .atom("1", .ordinary)]): result += " inverse"
      case .row([.atom("−", .binary), .atom("T", .ordinary)]), .row([.atom("−", .binary), .atom("⊤", .ordinary)]):
        result += " inverse transposed"
      case .atom("†", _): result += " dagger"
      case .row(let nodes) where nodes.first == .atom("(", .open): result += " superscript " + script(sup)
      default: result += isPlain(sup) ? " to the power \(words(sup))" : " to the power \(words(sup)), end power,"
      }
      return result
    }

    private func script(_ node: MathNode) -> String {
      let isSum = if case .row(let nodes) = node { nodes.contains(where: isOperator) } else { false }
      // "x sub i squared" is the square of an entry.
      let isScripted = if case .scripts = node { true } else { false }
      return (isPlain(node) || MathLayout.plainText(node) != nil) && !isSum && !isScripted
        ? spelled(node) : "\(spelled(node)), end script,"
    }

    /// `kj` letter by letter, `x,j` without the comma; where an index is more than a letter the commas are said.
    private func spelled(_ node: MathNode) -> String {
      var speaker = self
      speaker.isInScript = true
      guard case .row(let nodes) = node else { return speaker.words(node) }
      let isSimple = !nodes.contains {
        if case .atom(_, let kind) = $0 { kind == .binary || kind == .relation } else { true }
      }
      guard isSimple else {
        return speaker.row(
          nodes.filter { $0 != .atom("(", .open) && $0 != .atom(")", .close) }
            .map { $0 == .atom(",", .punctuation) ? .text("comma") : $0 })
      }
      return nodes.filter { $0 != .atom(",", .punctuation) && $0 != .atom("(", .open) && $0 != .atom(")", .close) }
        .map(speaker.words).joined(separator: " ")
    }

    private func limits(_ base: MathNode, _ lower: MathNode?, _ upper: MathNode?) -> String {
      if case .decorated(let body, .underbrace) = base, let lower { return "\(words(body)), labelled \(words(lower))," }
      if case .decorated(let body, .overbrace) = base, let upper { return "\(words(body)), labelled \(words(upper))," }
      guard case .atom(let sign, .bigOperator) = base else {
        return words(base) + (lower.map { ", below \(words($0))," } ?? "")
          + (upper.map { ", above \(words($0))," } ?? "")
      }
      let text = sign.replacing("′", with: "")
      let primes = String(repeating: " prime", count: sign.count - text.count)
      let name = (text == "lim" ? "the limit" : Self.signs[text] ?? "the \(text)") + primes
      switch (lower, upper) {
      case (.row(let nodes)?, let upper?):
        if let equals = nodes.firstIndex(of: .atom("=", .relation)) {
          let letter = row(Array(nodes[..<equals]))
          let start = row(Array(nodes[(equals + 1)...]))
          return "\(name) over \(letter) from \(start) to \(words(upper)) of"
        }
        return "\(name) from \(row(nodes)) to \(words(upper)) of"
      case (let lower?, let upper?): return "\(name) from \(words(lower)) to \(words(upper)) of"
      case (let lower?, nil): return text == "lim" ? "\(name) as \(words(lower)) of" : "\(name) over \(words(lower)) of"
      case (nil, let upper?): return "\(name) up to \(words(upper)) of"
      case (nil, nil): return "\(name) of"
      }
    }

    private func ordinal(_ node: MathNode) -> String {
      switch node {
      case .atom("3", _): "cube"
      case .atom("4", _): "fourth"
      default: "\(words(node))-th"
      }
    }

    private func decorated(_ body: MathNode, _ decoration: MathNode.Decoration) -> String {
      let isOne = MathLayout.isOneSymbol(body)
      func over(_ name: String) -> String {
        isOne ? "\(words(body)) \(name)" : "\(name) over \(words(body)), end \(name),"
      }
      return switch decoration {
      case .overline: over("bar")
      case .underline: isOne ? "\(words(body)) underlined" : "underlined: \(words(body)), end line,"
      case .wideHat: over("hat")
      case .wideTilde: over("tilde")
      case .wideCheck: over("check")
      case .underTilde: "\(words(body)), tilde below,"
      case .overRightArrow, .overLeftArrow, .overBothArrow, .overDoubleArrow, .overRightHarpoon, .overLeftHarpoon:
        "the vector \(words(body))"
      case .underRightArrow, .underLeftArrow, .underBothArrow: "\(words(body)), arrow below,"
      case .overbrace, .underbrace, .overparen, .underparen, .overbracket, .underbracket: "\(words(body)), braced,"
      case .box: "boxed: \(words(body)), end box,"
      case .cancel, .strike: "\(words(body)), crossed out,"
      }
    }

    private func fenced(_ open: String, _ body: MathNode, _ close: String) -> String {
      var speaker = self
      if open == "{" { speaker.isInSet = true }
      let words = speaker.words(body)
      switch (open, close) {
      case ("(", ")"): return "open paren \(words) close paren"
      case ("‖", "‖"): return "the norm of \(words), end norm,"
      case ("|", "|"): return "the absolute value of \(words), end absolute value,"
      case ("⌊", "⌋"): return "the floor of \(words), end floor,"
      case ("⌈", "⌉"): return "the ceiling of \(words), end ceiling,"
      case ("{", ""):
        if case .grid(let rows, let kind) = body, kind != .cases { return grid(rows, .cases) }
        return "open brace \(words)"
      default: return "\(Self.signs[open] ?? open) \(words) \(Self.signs[close] ?? close)"
      }
    }

    private func grid(_ rows: [[MathNode]], _ kind: MathNode.Grid) -> String {
      let rows = rows.filter { !$0.isEmpty }
      var lines = rows.map { $0.map(words).filter { !$0.allSatisfy { $0 == " " } } }
      switch kind {
      case .cases:
        // A condition without its word is one all the same.
        for (index, row) in rows.enumerated() where lines[index].count == 2 && !Self.hasWords(row[row.count - 1]) {
          lines[index].insert("if", at: 1)
        }
        return "\(rows.count) cases: " + lines.map { $0.joined(separator: " ") }.joined(separator: "; ") + "; end cases"
      case .aligned, .stack: return lines.map { $0.joined(separator: " ") }.joined(separator: "; ")
      case .matrix, .array:
        let columns = rows.map(\.count).max() ?? 0
        let body = lines.enumerated().map { "row \($0.offset + 1): " + $0.element.joined(separator: ", ") }
        var name = "the \(rows.count) by \(columns) matrix"
        if case .matrix("|", _, _) = kind { name = "the determinant of \(name)" }
        return "\(name) " + body.joined(separator: "; ") + "; end matrix"
      }
    }

    private static func hasWords(_ node: MathNode) -> Bool {
      if case .text(let text) = node { return text.contains { $0.isLetter } }
      return node.children.contains(where: hasWords)
    }

    private static let accents: [Unicode.Scalar: String] = [
      "\u{302}": "hat", "\u{304}": "bar", "\u{303}": "tilde", "\u{20D7}": "vector", "\u{307}": "dot",
      "\u{308}": "double dot", "\u{20DB}": "triple dot", "\u{30C}": "check", "\u{306}": "breve", "\u{301}": "acute",
      "\u{300}": "grave", "\u{30A}": "ring",
    ]

    private static let signs: [String: String] = [
      "=": "equals", "≠": "is not equal to", "<": "is less than", ">": "is greater than", "≤": "is at most",
      "≥": "is at least", "≈": "is about", "≡": "is identical to", "∼": "is distributed as", "∝": "is proportional to",
      "≪": "is much less than", "≫": "is much greater than", "∈": "in", "∉": "not in", "⊂": "subset of",
      "⊆": "subset of or equal to", "∪": "union", "∩": "intersection", "+": "plus", "−": "minus", "±": "plus or minus",
      "∓": "minus or plus", "·": "times", "×": "by", "÷": "divided by", "⊙": "entrywise times", "⊗": "tensor",
      "⊕": "direct sum", "∘": "after", "∗": "star", "→": "to", "←": "becomes", "⇒": "implies", "⇔": "if and only if",
      "⟹": "implies", "⟸": "is implied by",
      "⇐": "is implied by", "⟺": "if and only if", "⟶": "to", "∖": "without", "≔": "is defined as",
      "≜": "is defined as", "≝": "is defined as", "mod": "modulo", "argmax": "the arg max", "argmin": "the arg min",
      "arg max": "the arg max", "arg min": "the arg min", "⊃": "superset of",
      "↦": "maps to", "∂": "partial", "∇": "gradient", "∞": "infinity", "∑": "the sum", "∏": "the product",
      "∫": "the integral", "∬": "the double integral", "∮": "the contour integral", "⋃": "the union",
      "⋂": "the intersection", "max": "the maximum", "min": "the minimum", "lim": "the limit", "(": "open paren",
      ")": "close paren", "[": "open bracket", "]": "close bracket", "{": "open brace", "}": "close brace", ",": ",",
      "…": "and so on", "⋯": "and so on", "⋮": "and so on", "⋱": "and so on", "∣": "given", "∥": "parallel to",
      "‖": "norm bar", "|": "bar", "ℝ": "the reals", "ℕ": "the naturals", "ℤ": "the integers", "ℚ": "the rationals",
      "ℂ": "the complex numbers", "𝔼": "the expectation", "ℙ": "the probability", "⊤": "top", "⊥": "perpendicular to",
      "ℓ": "script l", "∅": "the empty set", "∀": "for all", "∃": "there is", "¬": "not", "exp": "exp", "√": "root",
      "∧": "and", "∨": "or", "!": "factorial", ":": "colon", ";": ";", "′": "prime", "ε": "epsilon", "ϵ": "epsilon",
      "ϕ": "phi", "ϑ": "theta", "⟨": "open angle", "⟩": "close angle", "⌊": "floor of", "⌋": "end floor",
      "⌈": "ceiling of", "⌉": "end ceiling", "/": "divided by", "": "",
    ]
  }
}
