import Foundation
import LayerMath
import Testing

/// What cannot be numbers, and the exact sentence for each: `Data/bad-numbers.jsonl` has input and message.
@Suite struct BadNumbersTests {
  @Test func everyBadEntryGetsItsSentence() throws {
    let url = try #require(Bundle.module.url(forResource: "Data/bad-numbers", withExtension: "jsonl"))
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    #expect(rows.count >= 60)
    for row in rows {
      let fields = try JSONDecoder().decode([String].self, from: Data(row.utf8))
      let error = #expect(throws: EntryError.self, "\(fields[0])") { try MatrixEntry.matrix(fields[0]) }
      #expect(error?.message == fields[1])
    }
  }

  @Test(arguments: [
    (String(repeating: "1 ", count: 10_000_000), "a row has more than 4096 entries; at most 4096 fit"),
    (String(repeating: "1;", count: 10_000_000), "there are more than 4096 rows; at most 4096 fit"),
    (String(repeating: "[1],", count: 1_000_000), "there are more than 4096 rows; at most 4096 fit"),
    (
      String(repeating: "9", count: 1300),
      "row 1, column 1: `99999999999999999999…` has more than 1200 digits; give fewer"
    ),
  ])
  func tenMillionEntriesAreRefusedAtOnce(entry: String, message: String) {
    let error = #expect(throws: EntryError.self) { try MatrixEntry.matrix(entry) }
    #expect(error?.message == message)
  }

  @Test(arguments: [
    ("W = 1 2; 3", "W: row 2 has 1 entry, row 1 has 2: all rows need the same number"),
    ("W = ", "W: there is no number here; write rows like 1 2; 3 4"),
    ("x = 1 2 3", "x has 3 entries, W has 2 columns: they must agree"),
    ("dy = 1", "dy has 1 entry, W has 2 rows: they must agree"),
    ("x = 1 2; 3 4", "x: a vector is one row or one column; this is 2×2"),
    (
      "x = 0,5 1", "x: row 1 separates by commas and by blanks; use one of them, and a point in decimals (0.5, not 0,5)"
    ),
    ("dy = nan 1", "dy: row 1, column 1: `nan` is not a number; every entry must be one"),
    ("x_1 = 1/0", "this has no value here: a division by zero"),
    ("x_9 = 1", "x has 2 entries; there is no x[9]"),
  ])
  func whatDoesNotFitTheLayerSaysWhy(line: String, message: String) {
    let error = #expect(throws: FormulaError.self) {
      guard case .assignment(let target, let values, _) = try Statement.parse(line) else { return }
      _ = try LayerExample.reference.assigning(target, values)
    }
    #expect(error?.message == message)
  }

  @Test func fractionsKeepTheirThirds() throws {
    #expect(try MatrixEntry.vector("1/3 ½ -⅔").map(\.description) == ["1/3", "1/2", "-2/3"])
    let latex = #"\begin{pmatrix} \frac{1}{3} & -\frac{1}{2} \\ 1 & 2 \end{pmatrix}"#
    #expect(try MatrixEntry.matrix(latex).elements.map(\.description) == ["1/3", "-1/2", "1", "2"])
  }
}
