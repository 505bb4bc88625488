/// Any bytes as LaTeX: reading, drawing in every manner, the row and the reading aloud never trap, and no control
/// character reaches a cell.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzzLaTeX(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let macros = ["R": #"\mathbb{R}"#, "d": #"\partial #1"#, "loop": #"\loop\loop"#]
  guard let node = try? LaTeXParser.parse(text, macros: macros) else { return 0 }
  for manner in [MathLayout.Manner(), .init(isASCII: true), .init(isLarge: true)] {
    for width in [nil, 12] as [Int?] {
      let box = MathLayout.display(node, width: width, manner: manner)
      precondition(box.cells.count == box.width * box.height)
      for glyph in box.cells where glyph.scalar != "\0" {
        precondition(glyph.scalar.value >= 32 && !(127...159).contains(glyph.scalar.value), "control character")
      }
    }
  }
  _ = InlineMath.text(node)
  _ = SpokenMath.text(node)
  return 0
}
