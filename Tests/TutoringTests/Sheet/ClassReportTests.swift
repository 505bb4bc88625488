import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct ClassReportTests {
  private static let misconceptions = Fixtures.loader.misconceptions()

  private func report(_ sheets: [String]...) -> ClassReport {
    var report = ClassReport(Self.misconceptions)
    for lines in sheets {
      let sheet = Sheet(lines, of: .reference, Self.misconceptions)
      report.add(sheet, SheetMarks(sheet, .standard(.outputs)))
    }
    return report
  }

  @Test func itCountsWhatAnswersHaveInCommon() {
    let report = report(
      ["y = f(Wx)", "f'(s_k) = 1 if s_k > 0, 0 otherwise"], ["s = Wx", "δx_j = δs_k W_kj", "δx_j = δs_k W_kj"],
      ["y = f(Wx)", "f'(s_k) = 1 if s_k > 0, 0 otherwise"], ["y = f(Wx)"])
    let csv = report.csv
    #expect(csv.first == "section,name,title,count")
    #expect(csv.contains("first false line,2,line 2,3") && csv.contains("first false line,none,no false line,1"))
    #expect(csv.contains { $0.hasPrefix("mark lost,D,") && $0.hasSuffix(",4") })
    #expect(csv.contains { $0.hasPrefix("mark lost,F,") && $0.hasSuffix(",1") })
    // What is in one answer twice counts once.
    #expect(csv.contains { $0.hasPrefix("letters,I2,") && $0.hasSuffix(",1") })
    #expect(csv.contains { $0.hasPrefix("wrong rule,D5,") && $0.hasSuffix(",2") })
    #expect(report.lines.first == "4 sheets, 3 of 20 points" && report.lines.contains { $0.hasPrefix("    2  D5") })
    #expect(self.report().lines == ["nothing that could be graded"])
  }
}
