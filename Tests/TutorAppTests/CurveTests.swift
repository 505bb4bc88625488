import LayerMath
import TestSupport
import Testing
import TextUI
import TutorApp

/// The ELU curve: where the units stand, and that nothing hides the axes.
@Suite struct CurveTests {
  private func curve(_ s: String, _ columns: Int = 80, _ rows: Int = 24) throws -> [String] {
    let units = s.split(separator: " ").count
    let model = Fixtures.model(try Fixtures.lesson(), columns, rows).after(
      "set W \(s.replacing(" ", with: "; "))", "set x 1", "goto f'[\(units)]", "view curve")
    return model.view().lines
  }

  @Test func theAxisIsNumberedBelowTheAsymptoteWhereNoUnitStands() throws {
    for (columns, rows) in [(80, 24), (100, 30), (120, 40), (200, 60)] {
      for s in ["-1 -2 -0.5 2 1", "1.25 -1.5", "18 -10 6 0.2 4", "0 -3"] {
        let lines = try curve(s, columns, rows)
        let floor = try #require(lines.firstIndex { $0.contains("−1 ╌╌") }, "\(s) \(columns)")
        let numbers = try #require(lines[(floor + 1)...].first { $0.contains("−2") && $0.contains("2 ") })
        #expect(numbers.contains("0 ") && !numbers.contains("⠤"), "\(numbers)")
      }
    }
  }

  @Test func unitsBeyondSixStandAtTheEdgeWithAnArrow() throws {
    let text = try curve("18 -10 1").joined(separator: "\n")
    #expect(text.contains("1→") && text.contains("←2"))
    #expect(!(try curve("5 -5 1").joined(separator: "\n")).contains("→ │"))
  }

  @Test func unitsInOnePlaceAreOneMarkUnlessOneIsInPlay() throws {
    #expect(try curve("1 1 -1").joined().contains("●") == true)
    #expect(try curve("-1 1 1").joined().contains("3"))
  }

  @Test func unitsOfAnySizeStandAtTheEdge() throws {
    let text = try curve("1e19 -1e300 1").joined(separator: "\n")
    #expect(text.contains("1→") && text.contains("←2"))
  }
}
