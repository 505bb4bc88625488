/// A formula as one row, for the middle of a sentence: `∂L/∂x`, `ℝ^(K×n)`, `δ_x = Wᵀ(δ_y ⊙ f′(s))`.
///
/// The meaning is kept: brackets are added where a bar or a raised row showed the grouping.
package enum InlineMath {
  package static func text(_ node: MathNode) -> String {
    var writer = Writer(spelled: MathLayout.basesWithoutGlyphs(node) + ["δ"])
    return writer.text(node)
  }

  private struct Writer {
    /// Symbols of which one subscript has no glyph: all of theirs are spelled, `δ_x` like `δ_y`, in each formula alike.
    let spelled: [String]

    mutating func text(_ node: MathNode) -> String {
      switch node {
      case .row(let nodes): return row(nodes)
      case .atom(let text, _), .text(let text), .source(let text): return text
      case .space(let columns): return String(repeating: " ", count: max(0, columns))
      case .fraction(let a, let b):
        return grouped(a, isDenominator: false) + "/" + grouped(b, isDenominator: true)
      case .scripts(let base, let sub, let sup), .limits(let base, let sub, let sup):
        let isSpelled = if case .atom(let name, _) = base { spelled.contains(name) } else { false }
        let shown = text(base)
        return (Self.isFraction(base) ? "(\(shown))" : shown)
          + script(sub, "_", isSpelled ? { _ in nil } : ScriptGlyphs.subscripted)
          + script(sup, "^", ScriptGlyphs.superscripted)
      case .grid(let rows, let kind):
        let lines = rows.map { row in row.map { text($0) } }
        switch kind {
        case .cases: return "{ " + lines.map { $0.joined(separator: " ") }.joined(separator: "; ")
        case .matrix(let open, let close, _):
          return open + lines.map { $0.joined(separator: " ") }.joined(separator: "; ") + close
        case .aligned, .stack, .array: return lines.map { $0.joined(separator: " ") }.joined(separator: "; ")
        }
      case .fenced("(", .grid(let rows, .stack), ")") where rows.count == 2:
        return "C(" + rows.map { $0.map { text($0) }.joined() }.joined(separator: ", ") + ")"
      case .fenced(let open, let body, let close): return open + text(body) + close
      case .stretched(let text, _): return text
      case .styled(let body, _), .classed(let body, _): return text(body)
      case .tag(let body): return "  " + text(body)
      case .phantom(let body): return String(repeating: " ", count: CharacterWidth.columns(text(body)))
      case .decorated(let body, let decoration):
        return decorated(text(body), decoration, isOne: MathLayout.isOneSymbol(body))
      case .arrow(let arrow, let lower, let upper):
        return arrow.rawValue + script(lower, "_") { _ in nil } + script(upper, "^") { _ in nil }
      case .root(let body, let index):
        return (index.map { script($0, "", ScriptGlyphs.superscripted) } ?? "") + "√(" + text(body) + ")"
      case .accent(let body, let mark):
        let shown = text(body)
        guard MathLayout.isOneSymbol(body), let first = shown.first else {
          return (MathASCII.accentName(mark) ?? "accent") + "(\(shown))"
        }
        return String(first) + String(mark) + shown.dropFirst()
      }
    }

    private func decorated(_ text: String, _ decoration: MathNode.Decoration, isOne: Bool) -> String {
      func marked(_ mark: Unicode.Scalar) -> String {
        text.map { $0 == " " ? " " : String($0) + String(mark) }.joined()
      }
      // A mark on each of several symbols would not say what it belongs to: `bar(xy)` is no `x̄ȳ`.
      func over(_ mark: Unicode.Scalar, _ name: String) -> String { isOne ? marked(mark) : "\(name)(\(text))" }
      return switch decoration {
      case .overline: over("\u{305}", "bar")
      case .underline: marked("\u{332}")
      case .wideHat: over("\u{302}", "hat")
      case .wideTilde: over("\u{303}", "tilde")
      case .wideCheck: over("\u{30C}", "check")
      case .underTilde: over("\u{330}", "undertilde")
      case .overRightArrow: over("\u{20D7}", "vec")
      case .overLeftArrow: over("\u{20D6}", "←")
      case .overbrace, .underbrace, .overparen, .underparen, .overbracket, .underbracket: "⟦\(text)⟧"
      case .box: "[\(text)]"
      case .cancel: marked("\u{338}")
      case .strike: marked("\u{336}")
      case .overBothArrow, .overDoubleArrow, .overRightHarpoon, .overLeftHarpoon, .underRightArrow, .underLeftArrow,
        .underBothArrow:
        "\(decoration.arrow?.rawValue ?? "")(\(text))"
      }
    }

    /// The spacing of a row is the display's own: the box of a row of one-row parts is one row high.
    private mutating func row(_ nodes: [MathNode]) -> String {
      // Once each: twice in every row would be without end in deep formulas.
      let texts = nodes.map { text($0) }
      let flat = nodes.indices.flatMap { index -> [MathNode] in
        let flat = Self.flat(nodes[index], texts[index], after: index > 0 ? nodes[index - 1] : nil)
        // `x_b c` is no `x_bc`.
        let isRunOn = index > 0 && Self.begins(texts[index]) && Self.endsInSpelledScript(texts[index - 1])
        return isRunOn ? [.space(1), flat] : [flat]
      }
      let lines = MathLayout.display(.row(flat)).lines
      return lines.dropFirst().reduce(lines.first ?? "") { $0 + " " + $1 }
    }

    private static func flat(_ node: MathNode, _ shown: String, after before: MathNode?) -> MathNode {
      switch node {
      case .atom, .space: return node
      case .row: return .atom(shown, .ordinary)
      case .fenced(let open, _, let close) where !open.isEmpty && !close.isEmpty:
        return .fenced("", .atom(shown, .ordinary), "")
      case .limits: return .atom(shown, .bigOperator)
      case .scripts(let base, _, _): return .atom(shown, MathLayout.atomClass(base))
      // `sin(x/2)` is no `(sin x)/2`.
      case .fraction where before.map(isFunction) ?? false:
        return .fenced("", .atom("(\(shown))", .ordinary), "")
      case .fraction: return .atom(shown, .inner)
      case .arrow: return .atom(shown, .relation)
      case .stretched(let text, let kind): return .atom(text, kind)
      case .styled(.atom(let name, let kind), _): return .atom(name, kind)
      case .classed(_, let kind): return .atom(shown, kind)
      default: return .atom(shown, .ordinary)
      }
    }

    private static func begins(_ text: String) -> Bool { text.first.map { $0.isLetter || $0.isNumber } ?? false }

    private static func endsInSpelledScript(_ text: String) -> Bool {
      guard let last = text.last, last.isLetter || last.isNumber else { return false }
      return text.dropLast().last == "_" || text.dropLast().last == "^"
    }

    private static func isFraction(_ node: MathNode) -> Bool {
      switch node {
      case .fraction: true
      case .styled(let body, _), .classed(let body, _): isFraction(body)
      case .row(let nodes): nodes.contains(where: isFraction)
      default: false
      }
    }

    private static func opens(_ node: MathNode) -> Bool {
      switch node {
      case .atom(_, .open), .fenced("(", _, _), .fenced("[", _, _): true
      default: false
      }
    }

    /// `sin`, `log`, also with a script.
    private static func isFunction(_ node: MathNode) -> Bool {
      switch node {
      case .atom(let name, _): name.count > 1 && name.allSatisfy { $0.isASCII && $0.isLetter }
      case .scripts(let base, _, _): isFunction(base)
      default: false
      }
    }

    private mutating func script(_ node: MathNode?, _ mark: String, _ glyphs: (String) -> String?) -> String {
      guard let node else { return "" }
      if let plain = MathLayout.plainText(node) {
        if let raised = glyphs(plain) { return raised }
        return mark + (plain.count == 1 ? plain : "(\(plain))")
      }
      return "\(mark)(\(text(node)))"
    }

    private mutating func grouped(_ node: MathNode, isDenominator: Bool) -> String {
      let body = text(node)
      // `1/(2/x)`, `(a/b)/c`: a slash does not show which bar was the longer.
      if Self.isFraction(node) { return "(\(body))" }
      guard case .row(let nodes) = node else { return body }
      let isDifferential = if case .atom(let first, _)? = nodes.first { first == "∂" || first == "d" } else { false }
      let hasOperator = nodes.contains {
        if case .atom(_, let kind) = $0 { kind == .binary || kind == .relation } else { false }
      }
      // `exp(x)/2` says where its argument ends, `(sin x)/2` needs the brackets.
      let isOfFunction = zip(nodes, nodes.dropFirst()).contains { Self.isFunction($0) && !Self.opens($1) }
      return hasOperator || isOfFunction || (isDenominator && !isDifferential && nodes.count > 1) ? "(\(body))" : body
    }
  }
}

extension MathLayout {
  /// The class that decides the spacing round a node.
  static func atomClass(_ node: MathNode) -> AtomClass {
    if case .atom(_, let kind) = node { kind } else { .ordinary }
  }
}
