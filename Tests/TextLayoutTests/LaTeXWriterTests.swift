import Testing
import TextLayout

/// What is written reads back and draws the same picture: every formula of the lists, on paper, in a line and aloud.
@Suite struct LaTeXWriterTests {
  @Test(arguments: ["formulas", "lecture", "notes"])
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

  /// As a person would type it.
  @Test(arguments: [
    #"\delta x_j = \sum_{k=1}^K \delta y_k \cdot f'(s_k)"#, #"W^T (\delta y \odot f'(s))"#,
    #"(\delta y \odot f'(s)) \, x^T"#, #"\frac{\partial y_i}{\partial W_{kj}} = [i = k] \cdot f'(s_k) \cdot x_j"#,
    #"f(s) = \begin{cases} s & \text{if }s > 0 \\ \exp(s) - 1 & \text{if }s \le 0 \end{cases}"#, #"-x + \sqrt{2}"#,
  ])
  func isLaTeXAsOneTypesIt(latex: String) throws {
    #expect(LaTeXWriter.latex(try LaTeXParser.parse(latex)) == latex)
  }
}
