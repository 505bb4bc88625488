import Curriculum
import Foundation
import LayerMath
import TestSupport
import Testing

@Suite struct MisconceptionTests {
  static let course = Fixtures.loader.misconceptions()

  @Test func theCourseHasOneListOfReadableRules() {
    #expect(Self.course.issues.isEmpty, "\(Self.course.issues)")
    #expect(Self.course.all.count >= 100 && Set(Self.course.all.map(\.id)).count == Self.course.all.count)
  }

  /// Id and numbers, row after row.
  private static let reference: [(id: String, numbers: [Double])] = {
    guard let file = Bundle.module.url(forResource: "Data/misconceptions-reference", withExtension: "txt"),
      let text = try? String(contentsOf: file, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: "|")
      let numbers = parts[1].split { " ,;[]".contains($0) }.compactMap { Double($0) }
      return (parts[0].trimmingCharacters(in: .whitespaces), numbers)
    }
  }()

  @Test func onTheReferenceEachGivesTheNumbersThatWereComputedApart() throws {
    let example = try MatrixEntry.example(w: "-1.5 -0.5; 0.5 -2", x: "-1 0.5", deltaY: "-2 1.5")
    #expect(Self.reference.count > 70)
    for (id, numbers) in Self.reference {
      let misconception = try #require(Self.course[id], "no row \(id)")
      let rules = try #require(misconception.rules(of: example), "\(id) does not concern ELU")
      let values = RuleRun(example, rules: rules).values(of: misconception.quantity)?.map(\.double) ?? []
      #expect(values.count == numbers.count, "\(id): \(values)")
      for (value, number) in zip(values, numbers) {
        #expect(abs(value - number) <= max(0.00051, 0.006 * abs(number)), "\(id): \(values) and \(numbers)")
      }
    }
  }
}
