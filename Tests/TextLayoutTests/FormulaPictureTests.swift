import Foundation
import TestSupport
import Testing
import TextLayout

/// Every formula of the lists as it was looked at, one by one, against the house style, and kept.
///
/// `RECORD_FORMULAS=1 swift test --filter FormulaPicture` draws them anew after a change that was meant.
@Suite struct FormulaPictureTests {
  static let folder = Fixtures.root + "/Tests/TextLayoutTests/Data/"

  static func formulas(_ name: String) throws -> [String] {
    try String(contentsOfFile: folder + name + ".txt", encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// `formulas` is the shared list; `lecture` has what else a lecture on machine learning uses, `notes` what other people's notes do.
  @Test(arguments: ["formulas", "lecture", "notes"], ["unicode", "ascii", "spoken"])
  func isDrawnAsItWasKept(list: String, manner: String) throws {
    var text = ""
    for latex in try Self.formulas(list) {
      let node = try LaTeXParser.parse(latex)
      text += "» \(latex)\n"
      switch manner {
      case "spoken": text += SpokenMath.text(node) + "\n"
      default:
        let box = MathLayout.display(node, manner: .init(isASCII: manner == "ascii"))
        text += trimmed(box.lines).joined(separator: "\n") + "\n"
      }
    }
    let file = Self.folder + "\(list).\(manner).pictures"
    if ProcessInfo.processInfo.environment["RECORD_FORMULAS"] == "1" {
      try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
    let kept = try String(contentsOfFile: file, encoding: .utf8)
    for (drawn, wanted) in zip(text.components(separatedBy: "\n» "), kept.components(separatedBy: "\n» ")) {
      #expect(drawn == wanted)
    }
    #expect(text.count == kept.count)
  }

  @Test func everyFormulaOfTheSharedListIsDrawnWithoutSource() throws {
    for latex in try Self.formulas("formulas") {
      #expect(try LaTeXParser.parse(latex).undrawable == [], "\(latex)")
    }
  }

  /// What holds whatever the style: an even rectangle, nothing but printable cells, the same each time.
  @Test(arguments: ["formulas", "lecture"], [false, true])
  func boxesAreEvenAndPrintable(list: String, isASCII: Bool) throws {
    for latex in try Self.formulas(list) {
      let node = try LaTeXParser.parse(latex)
      for width in [nil, 20, 40] as [Int?] {
        let box = MathLayout.display(node, width: width, manner: .init(isASCII: isASCII))
        #expect(box.lines.allSatisfy { CharacterWidth.columns($0) == box.width }, "\(latex)")
        #expect(box.baseline >= 0 && box.baseline < box.height, "\(latex)")
        #expect(box == MathLayout.display(node, width: width, manner: .init(isASCII: isASCII)), "\(latex)")
        let scalars = box.cells.map(\.scalar).filter { $0 != "\0" }
        #expect(scalars.allSatisfy { $0.value >= 32 && !(127...159).contains($0.value) }, "\(latex)")
        if isASCII { #expect(scalars.allSatisfy { $0.isASCII }, "\(latex)") }
      }
    }
  }

  /// A bar is as wide as the wider of what stands above and below it, and stands on the fraction's baseline.
  @Test func fractionBarsFitTheirParts() throws {
    for (above, below) in [("a + b", "c"), ("x", "y + z"), (#"1 + \frac{1}{2}"#, "abc"), ("a", "b")] {
      let box = MathLayout.display(try LaTeXParser.parse(#"\frac{\#(above)}{\#(below)}"#))
      let parts = try [above, below].map { MathLayout.display(try LaTeXParser.parse($0)) }
      #expect(box.width == parts.map(\.width).max())
      #expect(box.baseline == parts[0].height)
      #expect((0..<box.width).allSatisfy { box[box.baseline, $0].scalar == "─" })
    }
  }

  /// Tokens stay in reading order: the letters of a formula are those of its source.
  @Test func noLetterIsLost() throws {
    for latex in try Self.formulas("formulas") {
      let node = try LaTeXParser.parse(latex)
      let drawn = MathLayout.display(node).cells.map(\.scalar)
      let inline = InlineMath.text(node)
      #expect(!SpokenMath.text(node).isEmpty && !inline.isEmpty)
      for letter in ["W", "K", "L", "N", "θ", "σ", "∂", "∑"] where inline.contains(letter) {
        let scalar = try #require(letter.unicodeScalars.first)
        let inlineCount = inline.unicodeScalars.count { $0 == scalar }
        #expect(drawn.count { $0 == scalar } >= inlineCount, "\(letter) in \(latex)")
      }
    }
  }
}

@Suite struct MacroTests {
  private func drawn(_ latex: String, _ macros: LaTeXMacros) throws -> [String] {
    trimmed(MathLayout.display(try LaTeXParser.parse(latex, macros: macros)).lines)
  }

  @Test func aMacroStandsForItsBodyWithItsArguments() throws {
    let macros: LaTeXMacros = ["R": #"\mathbb{R}"#, "pd": #"\frac{\partial #1}{\partial #2}"#, "dd": "d"]
    #expect(try drawn(#"x \in \R^n"#, macros) == ["x ∈ ℝⁿ"])
    #expect(try drawn(#"\pd{y}{x_k}"#, macros) == ["∂y", "───", "∂xₖ"])
    #expect(try drawn(#"\pd yx"#, macros) == ["∂y", "──", "∂x"])
    #expect(try drawn(#"\dd^2"#, macros) == ["d²"], "the whole body is raised")
  }

  @Test func anArgumentIsASignOfItsOwnBehindACommand() throws {
    let macros: LaTeXMacros = [
      "s": #"\in#1"#, "norm": #"\left\lVert#1\right\rVert"#, "q": #"\frac#1#2"#, "inner": #"\langle#1,#2\rangle"#,
    ]
    #expect(try drawn(#"x\s{t}"#, macros) == ["x∈ t"])
    #expect(try drawn(#"\norm{x}"#, macros) == ["‖x‖"])
    #expect(try drawn(#"\inner{a}{p}"#, macros) == ["⟨a, p⟩"])
    #expect(try drawn(#"\q{ab}{cd}"#, macros) == ["a", "─ cd", "b"])
  }

  @Test func aMacroWithoutEndIsRefused() throws {
    let error = #expect(throws: LaTeXError.self) { try LaTeXParser.parse(#"a + \x"#, macros: ["x": #"\x\x"#]) }
    #expect(error?.column == 5)
    #expect(throws: LaTeXError.self) { try LaTeXParser.parse(#"\x"#, macros: ["x": #"\y \y"#, "y": #"\x"#]) }
  }

  @Test func columnsAfterAMacroAreThoseOfTheSource() throws {
    let error = #expect(throws: LaTeXError.self) {
      try LaTeXParser.parse(#"\R + }"#, macros: ["R": #"\mathbb{R}"#])
    }
    #expect(error?.column == 6)
  }
}
