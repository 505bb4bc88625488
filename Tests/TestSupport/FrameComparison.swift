import TextUI

/// The first difference between two pictures, for a failure message that shows where to look; `nil` where they agree.
package func difference(_ actual: [String], _ expected: [String]) -> String? {
  for row in 0..<max(actual.count, expected.count) {
    let a = row < actual.count ? actual[row] : "(no row)"
    let e = row < expected.count ? expected[row] : "(no row)"
    if a != e {
      return "row \(row + 1)\n  drawn:    \(a)\n  expected: \(e)\n\nwhole:\n" + actual.joined(separator: "\n")
    }
  }
  return nil
}

/// Lines without blanks at their ends: pictures in tests are written that way.
package func trimmed(_ lines: [String]) -> [String] {
  lines.map { line in
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
