/// The environment `CD` of the package amscd: `A @>f>> B \\ @VgVV @VVhV \\ C @= D`.
extension LaTeXParser {
  private enum Part {
    case object(MathNode)
    case across(MathNode)
    case down(MathNode)
    /// `@.`: no arrow.
    case gap
  }

  /// Objects and arrows in turn, and under each object its arrow down.
  mutating func diagram(_ start: Int) throws(LaTeXError) -> MathNode {
    var rows: [[Part]] = [[]]
    while true {
      skipSpace()
      guard let next = peek else { throw error("`\\begin{CD}` is never closed; add `\\end{CD}`", at: start) }
      if next == "\\", commandName(at: position + 1) == "end" {
        _ = takeCommand()
        let closed = try verbatim(of: "end")
        guard closed == "CD" else {
          throw error("`\\begin{CD}` is closed by `\\end{\(closed)}`; use one name", at: start)
        }
        break
      }
      if try takeRowBreak() != nil {
        rows.append([])
      } else if next == "@" {
        rows[rows.count - 1].append(try arrow())
      } else {
        rows[rows.count - 1].append(.object(try piece { $0 == "@" }))
      }
    }
    let cells = rows.filter { !$0.isEmpty }.map(Self.cells)
    return .grid(cells, .matrix(open: "", close: "", .center))
  }

  private static func cells(_ row: [Part]) -> [MathNode] {
    let isDown = row.contains { if case .down = $0 { true } else { false } }
    var cells: [MathNode] = []
    for part in row {
      switch part {
      case .object(let node): cells.append(node)
      case .down(let node): cells += cells.isEmpty ? [node] : [.row([]), node]
      // An object that is left out keeps its place.
      case .across(let node): cells += cells.count.isMultiple(of: 2) ? [.row([]), node] : [node]
      case .gap: cells += isDown ? (cells.isEmpty ? [.row([])] : [.row([]), .row([])]) : [.row([])]
      }
    }
    return cells
  }

  /// `@>above>below>`, `@VleftVrightV`, `@=`, `@|`, `@.`.
  private mutating func arrow() throws(LaTeXError) -> Part {
    let start = position
    position += 1
    guard let kind = peek else { throw error("`@` lacks its arrow; write @>>>, @VVV, @= or @|", at: start) }
    position += 1
    switch kind {
    case "=": return .across(.arrow(.equals, lower: nil, upper: nil))
    case "|", "\\":
      if kind == "\\" { position += 1 }
      return .down(.atom("‖", .ordinary))
    case ".": return .gap
    case ">", "<", "V", "A":
      let first = try label(kind, start)
      let second = try label(kind, start)
      switch kind {
      case ">": return .across(.arrow(.right, lower: second, upper: first))
      case "<": return .across(.arrow(.left, lower: second, upper: first))
      default:
        let shaft: MathNode = .atom(kind == "V" ? "↓" : "↑", .ordinary)
        // As wide on either side, so that the arrow stands under its object.
        let left = first ?? second.map { .phantom($0) }
        let right = second ?? first.map { .phantom($0) }
        return .down(.row([left, shaft, right].compactMap { $0 }))
      }
    default: throw error("`@\(kind)` is no arrow of a diagram; write @>>>, @VVV, @= or @|", at: start)
    }
  }

  private mutating func label(_ end: Unicode.Scalar, _ start: Int) throws(LaTeXError) -> MathNode? {
    skipSpace()
    let label = try piece { $0 == end }
    guard peek == end else { throw error("the arrow takes three `\(end)`, labels between them", at: start) }
    position += 1
    return label == .row([]) ? nil : label
  }

  /// What stands before a sign outside braces, before a row's end or the diagram's.
  private mutating func piece(until isEnd: (Unicode.Scalar) -> Bool) throws(LaTeXError) -> MathNode {
    let from = position
    var level = 0
    while let next = peek {
      if level == 0, isEnd(next) { break }
      if next == "\\" {
        let name = commandName(at: position + 1)
        if level == 0, name == "end" || name == "\\" || name == "cr" { break }
        _ = takeCommand()
        continue
      }
      if next == "{" { level += 1 }
      if next == "}" { level -= 1 }
      position += 1
    }
    let piece = text(from..<position)
    guard piece.contains(where: { $0 != " " }) else { return .row([]) }
    return try parsed(piece)
  }
}
