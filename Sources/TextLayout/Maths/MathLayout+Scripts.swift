/// Scripts and limits.
extension MathLayout {
  func script(_ node: MathNode) -> MathBox {
    var inner = self
    inner.inScript = true
    return inner.box(node)
  }

  func scripted(_ base: MathNode, _ box: MathBox, _ sub: MathNode?, _ sup: MathNode?) -> MathBox {
    if box.height == 1, let glyphs = glyphs(base, sub, sup) {
      var result = MathBox(width: box.width + glyphs.count, height: 1, baseline: 0)
      result.place(box, row: 0, column: 0)
      for (offset, glyph) in glyphs.enumerated() { result[0, box.width + offset].scalar = glyph }
      return result
    }
    let lower = sub.map(script)
    let upper = sup.map(script)
    // On rows of their own, also beside a tall base: on its first row an exponent would read as part of what is up there.
    // Integrals and bars are one sign, whose scripts stand at its ends.
    let isTall = box.height > 1 && Self.isOneSign(base)
    let rise = upper.map { isTall ? $0.height - 1 : $0.height } ?? 0
    let drop = lower.map { isTall ? $0.height - 1 : $0.height } ?? 0
    var result = MathBox(
      width: box.width + max(lower?.width ?? 0, upper?.width ?? 0), height: rise + box.height + drop,
      baseline: rise + box.baseline)
    result.place(box, row: rise, column: 0)
    if let upper { result.place(upper, row: 0, column: box.width) }
    if let lower { result.place(lower, row: result.height - lower.height, column: box.width) }
    return result
  }

  private static func isOneSign(_ base: MathNode) -> Bool {
    switch base {
    case .atom(let text, _): MathSymbols.integrals.contains(text)
    case .stretched(let text, _): text == "|" || text == "‖"
    default: false
    }
  }

  /// Both scripts as glyphs; `nil` unless the policy allows it and every character has one.
  private func glyphs(_ base: MathNode, _ sub: MathNode?, _ sup: MathNode?) -> [Unicode.Scalar]? {
    if inScript || avoidsGlyphs { return nil }
    if !basesOnTwoRows.isEmpty, let name = Self.name(of: base), basesOnTwoRows.contains(name) { return nil }
    var glyphs: [Unicode.Scalar] = []
    if let sub, !Self.append(sub, ScriptGlyphs.lowered, to: &glyphs) { return nil }
    if let sup, !Self.append(sup, ScriptGlyphs.raised, to: &glyphs) { return nil }
    return glyphs
  }

  /// - Returns: false where a part has structure of its own or a character no glyph.
  private static func append(
    _ node: MathNode, _ glyph: (Unicode.Scalar) -> Unicode.Scalar?, to glyphs: inout [Unicode.Scalar]
  ) -> Bool {
    switch node {
    case .atom(let text, _):
      for scalar in text.unicodeScalars {
        guard let glyph = glyph(scalar) else { return false }
        glyphs.append(glyph)
      }
      return !text.isEmpty
    case .row(let nodes):
      let before = glyphs.count
      for node in nodes {
        switch node {
        case .space: continue
        // Names keep their distance, for which there is no glyph.
        case .atom(let text, .bigOperator) where text.count > 1 && nodes.count > 1: return false
        case .atom(let text, .binary) where text.count > 1: return false
        case .atom: guard append(node, glyph, to: &glyphs) else { return false }
        default: return false
        }
      }
      return glyphs.count > before
    default: return false
    }
  }

  /// The characters of a script without structure of its own; `nil` for anything nested.
  static func plainText(_ node: MathNode) -> String? {
    switch node {
    case .atom(let text, _): return text
    case .row(let nodes):
      var text = ""
      for node in nodes {
        if case .space = node { continue }
        guard case .atom(let part, _) = node else { return nil }
        text += part
      }
      return text
    default: return nil
    }
  }

  /// Whether a subscript can be drawn with glyphs.
  private static func hasSubscripts(_ node: MathNode) -> Bool {
    switch node {
    case .atom(let text, _): ScriptGlyphs.hasSubscripts(text)
    case .row(let nodes):
      !nodes.isEmpty
        && nodes.allSatisfy {
          switch $0 {
          case .atom(let text, _): ScriptGlyphs.hasSubscripts(text)
          case .space: true
          default: false
          }
        }
    default: false
    }
  }

  private static func name(of base: MathNode) -> String? {
    switch base {
    case .atom(let text, _): text.hasSuffix("′") ? text.filter { $0 != "′" } : text
    case .styled(let body, _), .accent(let body, _), .classed(let body, _): name(of: body)
    default: nil
    }
  }

  /// Whether a script can be drawn with raised glyphs.
  private static func hasSuperscripts(_ node: MathNode) -> Bool {
    var glyphs: [Unicode.Scalar] = []
    return append(node, ScriptGlyphs.raised, to: &glyphs)
  }

  /// Finds the bases whose subscripts cannot all be glyphs.
  mutating func collectBases(_ node: MathNode) {
    switch node {
    case .atom, .text, .space, .source, .stretched, .limits, .arrow: break
    case .scripts(let base, let sub, let sup):
      // A symbol that has a subscript keeps its scripts in one style: beside `Wᵢᴷ` no `W` with an i in a row below.
      let lacks = sub.map { !Self.hasSubscripts($0) || (sup.map { !Self.hasSuperscripts($0) } ?? false) } ?? false
      if lacks, let name = Self.name(of: base) { basesOnTwoRows.append(name) }
      collectBases(base)
      if let sub { collectBases(sub) }
      if let sup { collectBases(sup) }
    case .row(let nodes): for child in nodes { collectBases(child) }
    case .fraction(let above, let below):
      collectBases(above)
      collectBases(below)
    case .fenced(_, let body, _): collectBases(body)
    case .grid(let rows, _): for row in rows { for cell in row { collectBases(cell) } }
    case .root, .accent, .decorated, .styled, .phantom, .classed, .tag:
      for child in node.children { collectBases(child) }
    }
  }

  /// Whether a script in it has no glyphs.
  func needsRows(_ node: MathNode) -> Bool {
    switch node {
    case .scripts(let base, let sub, let sup): glyphs(base, sub, sup) == nil
    case .limits, .grid: false
    default: node.children.contains(where: needsRows)
    }
  }

  func limits(_ base: MathBox, _ lower: MathNode?, _ upper: MathNode?) -> MathBox {
    let above = upper.map(script)
    let parts = [above, base, lower.map(script)].compactMap { $0 }
    return .centred(parts, baseline: (above?.height ?? 0) + base.baseline)
  }

  /// The label of a brace: where it is wider than the brace, a blank keeps it from the next label.
  func labelled(_ base: MathBox, _ lower: MathNode?, _ upper: MathNode?) -> MathBox {
    let box = limits(base, lower, upper)
    guard box.width > base.width else { return box }
    return .beside([.space(1), box, .space(1)])
  }
}
