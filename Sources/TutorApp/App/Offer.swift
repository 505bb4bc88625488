import Session
import TextUI

/// Going on where somebody left off.
struct Offer: Equatable, Sendable {
  let place: LeftOff
  /// Seconds ago.
  let time: Int

  /// What Enter does: `goes on at δx₂, 3×2, yesterday`.
  var text: String { "goes on at \(place.name), \(age)" }

  private var age: String {
    let days = time / 86_400
    switch time {
    case ..<3_600: return "just now"
    case ..<43_200: return "\(time / 3_600) h ago"
    case ..<129_600: return "yesterday"
    default: return days < 14 ? "\(max(2, days)) days ago" : "\(days / 7) weeks ago"
    }
  }
}

extension AppModel {
  /// Where this is, with what is typed and not entered yet; `nil` where nothing was done.
  package var leftOff: LeftOff? {
    var sitting = sitting
    var isOnSheet = false
    var isInExam = false
    if case .exam(let state) = overlay, sitting.exam?.paper == nil {
      isInExam = true
      sitting.write(exam: state.sheet.lines)
    }
    if case .sheet(let state) = overlay {
      // What is typed and not judged yet is a line too.
      isOnSheet = true
      if !sitting.isPuzzle { sitting.keep(sheet: state.lines) }
    }
    guard var place = sitting.leftOff else { return nil }
    var lines = place.lines
    if sitting.walk == nil, let heading = textPane.nearestHeading { lines.append("heading \(heading)") }
    // Before what is asked, which is then on top; a text has no views.
    if sitting.walk != nil, valuesView != .matrices { lines.insert("view \(valuesView.rawValue)", at: 1) }
    if isOnSheet { lines.append("derive") }
    if isInExam { lines.append("exam") }
    if !isOnSheet, !isInExam, let draft = draft {
      switch overlay {
      case .practice where lines.last?.hasPrefix("practice") == true: lines.append("draft \(draft)")
      case .prompt(let state) where state.purpose == .command: lines += ["prompt", "draft \(draft)"]
      default: break
      }
    }
    place = LeftOff(name: place.name, lines: lines)
    return place
  }

  /// What is typed and not entered; of a grid all of its cells.
  private var draft: String? {
    if case .practice(let state) = overlay, var grid = state.grid {
      grid.write(state.field.string)
      return grid.isEmpty ? nil : grid.line
    }
    return typedField?.string.split(whereSeparator: \.isNewline).first.map(String.init)
  }
}
