import LayerMath
import TextLayout
import Tutoring

/// `solve` as a page of its own, its formulas in MathML, which every browser of today draws without a script.
package struct HTMLExport {
  private let derivation: Derivation
  private let export: FormulaExport

  package init(_ derivation: Derivation, number: NumberText) {
    self.derivation = derivation
    export = FormulaExport(derivation, number: number)
  }

  package var page: [String] {
    page(
      export.sections.flatMap { section in
        (section.gradient.map { ["<h2>The entries of \(MathMLWriter.escaped(derivation.names.name($0)))</h2>"] } ?? [])
          + section.equations.map(display)
      })
  }

  package func page(_ steps: [DerivationStep]) -> [String] { page(export.equations(steps).map(display)) }

  package func page(_ factor: Factor) -> [String] { page([display(export.equation(factor))]) }

  private func page(_ body: [String]) -> [String] {
    let title = MathMLWriter.escaped(FormulaExport.title(derivation))
    return [
      "<!doctype html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">", "<title>\(title)</title>",
      "<style>body { font-family: sans-serif; margin: 2em } math { margin: 1em 0 } mtd { padding: 0.2em 0.4em }</style>",
      "</head>", "<body>", "<h1>\(title)</h1>",
    ] + body + ["</body>", "</html>"]
  }

  private func display(_ latex: String) -> String {
    let node = (try? LaTeXParser.parse(latex)) ?? .source(latex)
    return MathMLWriter.math(node)
  }
}
