import Curriculum
import LayerMath

/// What a class's answers have in common: where sheets go wrong first, which marks are lost, which slips of letters and which
/// wrong rules there are, each with how many answers it is in.
package struct ClassReport {
  /// One row of the table.
  private struct Row {
    let section: String
    let name: String
    let title: String
    var count: Int
  }

  private var sheets = 0
  private var answers = 0
  private var points = 0
  private var most = 0
  private var firstFalse: [Int: Int] = [:]
  private var neverFalse = 0
  private var lost: [Row] = []
  private var slips: [String: Int] = [:]
  private var rules: [String: Int] = [:]
  private var steps: [String: (right: Int, all: Int)] = [:]
  private let misconceptions: Misconceptions

  package init(_ misconceptions: Misconceptions) { self.misconceptions = misconceptions }

  package mutating func add(_ sheet: Sheet, _ marks: SheetMarks) {
    sheets += 1
    points += marks.points
    most += marks.scheme.most
    if let line = sheet.partingLine { firstFalse[line, default: 0] += 1 } else { neverFalse += 1 }
    for result in marks.results where result.points == 0 {
      let title = result.mark.title(marks.scheme.asks, .standard)
      if let place = lost.firstIndex(where: { $0.name == result.mark.name && $0.title == title }) {
        lost[place].count += 1
      } else {
        lost.append(Row(section: "mark lost", name: result.mark.name, title: title, count: 1))
      }
    }
    // What is in one answer several times counts once.
    count(Set(sheet.lines.flatMap(\.ids)))
  }

  package mutating func add(_ diagnosis: Diagnosis, step: String) {
    answers += 1
    let isRight = diagnosis.verdict == .right || diagnosis.verdict == .rounded
    let known = steps[step] ?? (0, 0)
    steps[step] = (known.right + (isRight ? 1 : 0), known.all + 1)
    count(Set(diagnosis.rules.map(\.id)))
  }

  private mutating func count(_ ids: Set<String>) {
    for id in ids {
      if IndexSlip.title(of: id) != nil { slips[id, default: 0] += 1 } else { rules[id, default: 0] += 1 }
    }
  }

  private var rows: [Row] {
    func most(_ counts: [String: Int], _ section: String, _ title: (String) -> String) -> [Row] {
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        Row(section: section, name: $0.key, title: title($0.key), count: $0.value)
      }
    }
    var rows: [Row] = []
    rows += firstFalse.sorted { $0.key < $1.key }.map {
      Row(section: "first false line", name: "\($0.key)", title: "line \($0.key)", count: $0.value)
    }
    if neverFalse > 0 {
      rows.append(Row(section: "first false line", name: "none", title: "no false line", count: neverFalse))
    }
    rows += lost.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    rows += most(slips, "letters") { IndexSlip.title(of: $0) ?? "" }
    rows += most(rules, "wrong rule") { misconceptions[$0]?.belief ?? "" }
    rows += steps.sorted { $0.key < $1.key }.map {
      Row(section: "step not right", name: $0.key, title: "of \($0.value.all)", count: $0.value.all - $0.value.right)
    }
    return rows
  }

  /// A table for reading.
  package var lines: [String] {
    var lines: [String] = []
    if sheets > 0 { lines.append("\(sheets) \(sheets == 1 ? "sheet" : "sheets"), \(points) of \(most) points") }
    if answers > 0 { lines.append("\(answers) \(answers == 1 ? "answer" : "answers") to single steps") }
    if lines.isEmpty { lines.append("nothing that could be graded") }
    var section = ""
    for row in rows {
      if row.section != section {
        section = row.section
        lines += ["", section]
      }
      let count = String(repeating: " ", count: max(0, 5 - "\(row.count)".count)) + "\(row.count)"
      lines.append("\(count)  \(row.name)\(String(repeating: " ", count: max(1, 5 - row.name.count)))\(row.title)")
    }
    return lines
  }

  /// The same rows as RFC 4180 has them.
  package var csv: [String] {
    ["section,name,title,count"]
      + rows.map { [$0.section, $0.name, AttemptText.quoted($0.title), "\($0.count)"].joined(separator: ",") }
  }
}

/// The index checks by their ids.
///
/// Source: `derive.md`, section 3.2.
package enum IndexSlip {
  package static func title(of id: String) -> String? {
    switch id {
    case "I1": "one letter on the left, another on the right"
    case "I2": "a letter free on the right only: a sum is missing"
    case "I3": "a sum over what the left side asks for"
    case "I4": "a summed letter that is taken by the left side"
    case "I5": "a letter bound twice"
    case "I6": "a letter that counts units and inputs"
    case "I7": "a sum to the wrong end"
    case "I8": "a sum without its letter inside"
    case "I9": "the letter of the derivative bound inside"
    case "I10": "an entry beside a whole"
    case "I11": "the own unit only"
    default: nil
    }
  }
}
