import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct SheetWhyTests {
  private static let misconceptions = Fixtures.loader.misconceptions()

  private func why(_ lines: String...) throws -> SheetWhy? {
    SheetWhy(try #require(Sheet(lines, of: .reference, Self.misconceptions).lines.last), of: .reference)
  }

  private static let start = "∂L/∂x_j = Σ_k ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂x_j"

  /// One unit and one input where they show it, more where they do not; the first factor that is another is named.
  @Test func theSmallestLayerIsShownAndWhereBothPart() throws {
    let slope = try #require(try why(Self.start, "= Σ_k δy_k f(s_k) W_kj"))
    #expect(slope.example.k == 1 && slope.example.n == 1)
    #expect(
      slope.rows.last?.hasPrefix("They part at f(s₁)") == true && slope.rows.last?.contains("∂y₁/∂s₁") == true,
      "\(slope.rows)")
    let transposed = try #require(try why(Self.start, "= Σ_k δy_k f'(s_k) W_jk"))
    #expect(transposed.example.k == 2 && transposed.rows.last?.contains("W₁₂") == true, "\(transposed.rows)")
    let missing = try #require(try why(Self.start, "= Σ_k δy_k W_kj"))
    #expect(missing.rows.last?.contains("missing here") == true, "\(missing.rows)")
    // Whole numbers, and no formula of the answer where only a name stood before.
    let plain = try #require(try why("δx_j = Σ_k δy_k W_kj"))
    #expect(
      plain.example.entries(of: .w).allSatisfy(\.isInteger) && !plain.rows.joined().contains("f′(s₁) W"),
      "\(plain.rows)")
  }

  @Test func aRightLineHasNothingToShow() throws {
    #expect(try why(Self.start) == nil && why("a note") == nil && why("∂L/∂x_j = (") == nil)
    // True, but not from the line before: both are shown.
    let gap = try #require(try why("δx_j = Σ_k δs_k W_kj", "= Σ_k δy_k W_kj", "= Σ_k δs_k W_kj"))
    #expect(gap.rows.contains { $0.hasPrefix("before: ") })
  }
}
