import Testing
import TextLayout

/// What is written reads back and draws the same picture: every formula of the lists, on paper, in a line and aloud.
@Suite struct LaTeXWriterTests {
  @Test(arguments: ["formulas", "lecture"])
  func whatIsWrittenDrawsTheSamePicture(list: String) throws {
    for latex in try FormulaPictureTests.formulas(list) {
      let node = try LaTeXParser.parse(latex)
      let written = LaTeXWriter.latex(node)
      do {
        let again = try LaTeXParser.parse(written)
        #expect(MathLayout.display(again).lines == MathLayout.display(node).lines, "\(latex)\n\(written)")
        #expect(InlineMath.text(again) == InlineMath.text(node), "\(latex)\n\(written)")
        #expect(SpokenMath.text(again) == SpokenMath.text(node), "\(latex)\n\(written)")
        // A second writing changes nothing more.
        #expect(LaTeXWriter.latex(again) == written, "\(latex)")
      } catch {
        Issue.record("\(latex)\n\(written): column \(error.column): \(error.message)")
      }
    }
  }

  @Test(arguments: [
    (
      #"\delta x_j = \sum_{k=1}^K \delta y_k \cdot f'(s_k)"#, #"\delta x_{j}=\sum_{k=1}^{K}\delta y_{k}\cdot f'(s_{k})"#
    ),
    (#"\frac12 W^\top"#, #"\frac{1}{2}W^{\top}"#), (#"\text{50\% {of}}"#, #"\text{50% of}"#),
  ])
  func isPlainLaTeX(latex: String, written: String) throws {
    #expect(LaTeXWriter.latex(try LaTeXParser.parse(latex)) == written)
  }
}
