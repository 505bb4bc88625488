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
    func words(_ node: MathNode) -> String {
      switch node {
      case .atom(let text, let kind): return atom(text, kind)
      case .row(let nodes): return row(nodes)
      case .text(let text), .stretched(let text, _): return Self.signs[text] ?? text
      case .space, .phantom: return " "
      case .source(let text): return "the source \(text)"
      case .styled(let body, let ink): return (ink.isBold ? "bold " : "") + words(body)
      case .fraction(let a, let b): return fraction(a, b)
      case .scripts(let base, let sub, let sup): return scripts(base, sub, sup)
      case .limits(let base, let lower, let upper): return limits(base, lower, upper)
      case .root(let body, let index):
        let name = index.map { "the \(ordinal($0)) root of" } ?? "the square root of"
        return "\(name) \(delimited(body, "end root"))"
      case .accent(let body, let mark): return "\(words(body)) \(Self.accents[mark] ?? "with an accent")"
      case .decorated(let body, let decoration): return decorated(body, decoration)
      case .arrow(_, let lower, let upper):
        let labels = [upper, lower].compactMap { $0.map(words) }.joined(separator: ", below ")
        return "goes to" + (labels.isEmpty ? "" : " by \(labels),")
      case .fenced("(", .grid(let rows, .stack), ")") where rows.count == 2:
        return rows.map { $0.map(words).joined(separator: " ") }.joined(separator: " choose ")
      case .fenced(let open, let body, let close): return fenced(open, body, close)
      case .grid(let rows, let kind): return grid(rows, kind)
      }
    }

    /// In a row a bar opens or closes as its turn comes.
    private func row(_ nodes: [MathNode]) -> String {
      var parts: [String] = []
      var isInBars = false
      // An odd one among them is no pair: `p ‖ q`.
      let bars = nodes.count { Self.bar($0) != nil }
      for (index, node) in nodes.enumerated() {
        switch node {
        case .atom("|", _) where bars.isMultiple(of: 2), .atom("‖", _) where bars.isMultiple(of: 2):
          let name = Self.bar(node) ?? ""
          parts.append(isInBars ? "end \(name)," : "the \(name) of")
          isInBars.toggle()
        case .scripts(.atom("|", _), let sub, let sup), .scripts(.atom("‖", _), let sub, let sup):
          parts.append("end \(Self.bar(node) ?? "bar")" + suffix(sub, sup))
          isInBars = false
        case .atom("−", .binary) where index == 0 || opens(nodes[index - 1]): parts.append("minus")
        // `f(s)`: a letter before a bracket is read "of".
        case .atom("(", .open) where index > 0 && isFunction(nodes[index - 1]): parts.append("of open paren")
        default: parts.append(words(node))
        }
      }
      return parts.joined(separator: " ")
    }

    private static func bar(_ node: MathNode) -> String? {
      switch node {
      case .atom("|", _): "absolute value"
      case .atom("‖", _): "norm"
      case .scripts(let base, _, _): bar(base)
      default: nil
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
      if isLetter && plain.count > 1 { return scalar.properties.isUppercase ? "capital \(plain.lowercased())" : plain }
      return plain == "?" ? "the sign \(text)" : plain
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

    private func fraction(_ a: MathNode, _ b: MathNode) -> String {
      if let (above, below) = derivative(a, b) {
        return "the partial derivative of \(above) with respect to \(below)"
      }
      if isPlain(a) && isPlain(b) { return "\(words(a)) over \(words(b))" }
      return "the fraction \(words(a)), over \(words(b)), end fraction,"
    }

    /// `∂y_k` over `∂s_k`.
    private func derivative(_ a: MathNode, _ b: MathNode) -> (String, String)? {
      func after(_ node: MathNode) -> String? {
        guard case .row(let nodes) = node, nodes.first == .atom("∂", .ordinary), nodes.count > 1 else { return nil }
        let rest = Array(nodes.dropFirst())
        guard !rest.contains(.atom("∂", .ordinary)) else { return nil }
        return row(rest)
      }
      guard let above = after(a), let below = after(b) else { return nil }
      return (above, below)
    }

    private func scripts(_ base: MathNode, _ sub: MathNode?, _ sup: MathNode?) -> String {
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
      case .row(let nodes) where nodes.first == .atom("(", .open): result += " superscript " + script(sup)
      default: result += isPlain(sup) ? " to the power \(words(sup))" : " to the power \(words(sup)), end power,"
      }
      return result
    }

    private func script(_ node: MathNode) -> String {
      let isSum = if case .row(let nodes) = node { nodes.contains(where: isOperator) } else { false }
      return (isPlain(node) || MathLayout.plainText(node) != nil) && !isSum
        ? spelled(node) : "\(spelled(node)), end script,"
    }

    /// `kj` letter by letter, `x,j` without the comma.
    private func spelled(_ node: MathNode) -> String {
      guard case .row(let nodes) = node else { return words(node) }
      return nodes.filter { $0 != .atom(",", .punctuation) && $0 != .atom("(", .open) && $0 != .atom(")", .close) }
        .map(words).joined(separator: " ")
    }

    private func limits(_ base: MathNode, _ lower: MathNode?, _ upper: MathNode?) -> String {
      if case .decorated(let body, .underbrace) = base, let lower { return "\(words(body)), labelled \(words(lower))," }
      if case .decorated(let body, .overbrace) = base, let upper { return "\(words(body)), labelled \(words(upper))," }
      guard case .atom(let text, .bigOperator) = base else {
        return words(base) + (lower.map { ", below \(words($0))," } ?? "")
          + (upper.map { ", above \(words($0))," } ?? "")
      }
      let name = text == "lim" ? "the limit" : Self.signs[text] ?? "the \(text)"
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
      switch decoration {
      case .overline: "\(words(body)) bar"
      case .underline: "\(words(body)) underlined"
      case .wideHat: "\(words(body)) hat"
      case .wideTilde: "\(words(body)) tilde"
      case .overRightArrow, .overLeftArrow: "the vector \(words(body))"
      case .overbrace, .underbrace: "\(words(body)), braced,"
      case .box: "boxed: \(words(body)), end box,"
      case .cancel: "\(words(body)), crossed out,"
      }
    }

    private func fenced(_ open: String, _ body: MathNode, _ close: String) -> String {
      switch (open, close) {
      case ("(", ")"): "open paren \(words(body)) close paren"
      case ("‖", "‖"): "the norm of \(words(body)), end norm,"
      case ("|", "|"): "the absolute value of \(words(body)), end absolute value,"
      case ("⌊", "⌋"): "the floor of \(words(body)), end floor,"
      case ("⌈", "⌉"): "the ceiling of \(words(body)), end ceiling,"
      default: "\(Self.signs[open] ?? open) \(words(body)) \(Self.signs[close] ?? close)"
      }
    }

    private func grid(_ rows: [[MathNode]], _ kind: MathNode.Grid) -> String {
      let lines = rows.map { $0.map(words).filter { !$0.allSatisfy { $0 == " " } } }
      switch kind {
      case .cases:
        return "\(rows.count) cases: " + lines.map { $0.joined(separator: " ") }.joined(separator: "; ") + "; end cases"
      case .aligned, .stack: return lines.map { $0.joined(separator: " ") }.joined(separator: "; ")
      case .matrix, .array:
        let columns = rows.map(\.count).max() ?? 0
        let body = lines.enumerated().map { "row \($0.offset + 1): " + $0.element.joined(separator: ", ") }
        var name = "the \(rows.count) by \(columns) matrix"
        if case .matrix("|", _) = kind { name = "the determinant of \(name)" }
        return "\(name) " + body.joined(separator: "; ") + "; end matrix"
      }
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
      "↦": "maps to", "∂": "partial", "∇": "gradient", "∞": "infinity", "∑": "the sum", "∏": "the product",
      "∫": "the integral", "∬": "the double integral", "∮": "the contour integral", "⋃": "the union",
      "⋂": "the intersection", "max": "the maximum", "min": "the minimum", "lim": "the limit", "(": "open paren",
      ")": "close paren", "[": "open bracket", "]": "close bracket", "{": "open brace", "}": "close brace", ",": ",",
      "…": "and so on", "⋯": "and so on", "⋮": "and so on", "⋱": "and so on", "∣": "given", "∥": "parallel to",
      "‖": "norm bar", "|": "bar", "ℝ": "the reals", "ℕ": "the naturals", "ℤ": "the integers", "ℚ": "the rationals",
      "ℂ": "the complex numbers", "𝔼": "the expectation", "ℙ": "the probability", "⊤": "top", "⊥": "perpendicular to",
      "ℓ": "script l", "∅": "the empty set", "∀": "for all", "∃": "there is", "¬": "not", "exp": "exp", "√": "root",
      "∧": "and", "∨": "or", "!": "factorial", ":": "such that", ";": ";", "′": "prime", "ε": "epsilon", "ϵ": "epsilon",
      "ϕ": "phi", "ϑ": "theta", "⟨": "open angle", "⟩": "close angle", "⌊": "floor of", "⌋": "end floor",
      "⌈": "ceiling of", "⌉": "end ceiling", "/": "over", "": "",
    ]
  }
}
