import Curriculum
import LayerMath
import Session
import TextUI
import Tutoring

/// The prompt: editing, history, completion, and what happens on Enter.
extension AppModel {
  static var emptyField: TextField { TextField(keepsLines: true) }

  /// Opens the prompt with some text, once the history of earlier sittings is asked for.
  mutating func openPrompt(_ text: String) -> [Effect] {
    cover(with: .prompt(PromptState(purpose: .command, field: TextField(text, keepsLines: true))))
    guard !isHistoryLoaded else { return [] }
    isHistoryLoaded = true
    return [.loadHistory]
  }

  mutating func endPrompt() {
    showsResults = false
    uncover()
  }

  mutating func submit(_ state: PromptState) -> [Effect] {
    let text = state.field.string
    let showedResults = showsResults
    endPrompt()
    guard state.purpose == .command else { return run("search " + text) }
    var effects: [Effect] = []
    if text.contains(where: { !$0.isWhitespace }) {
      let line = Self.lines(text).joined(separator: "; ")
      if sitting.typedLines.last != line {
        sitting.addToHistory(line)
        effects.append(.recordHistory(line))
      }
    }
    var failed: (line: String, column: Int?)?
    for line in Self.lines(text) where failed == nil {
      effects += submit(line)
      if let failure = sitting.exchanges.last?.failure, sitting.exchanges.last?.line == line {
        failed = (line, failure.column)
      }
    }
    reopen(failed: failed)
    // What was found so far stays in view while a line is mended.
    if isPromptOpen && showedResults { showsResults = true }
    return effects
  }

  /// Pasted lines run one by one; rows of a matrix that is being assigned are one line, with `⏎` between them.
  static func lines(_ text: String) -> [String] {
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    guard lines.count > 1, let first = lines.first else { return lines }
    let beginning = String(first.drop(while: ActionTable.isBefore)).trimmingSpaces
    let isAssignment = beginning.hasPrefix("set ") || beginning.contains("=")
    // The first row may stand behind the name already, or begin on the next line.
    let isNameAlone =
      beginning.hasSuffix("=")
      || (beginning.hasPrefix("set ") && !beginning.contains("=") && beginning.split(separator: " ").count == 2)
    let rest = lines.dropFirst()
    let areRows = rest.allSatisfy { $0.allSatisfy { !$0.isLetter && $0 != "=" || $0 == "e" } }
    guard isAssignment && areRows else { return lines }
    return [beginning + (isNameAlone ? " " : "⏎") + rest.joined(separator: "⏎")]
  }

  /// The prompt stays for the next line where there is something to read, or something to mend.
  private mutating func reopen(failed: (line: String, column: Int?)?) {
    guard overlay?.feature.isPassing != true, !isFinished, failed != nil || showsResults else { return }
    var next = PromptState(purpose: .command, field: Self.emptyField)
    if let failed {
      next.field = TextField(failed.line, keepsLines: true)
      if let column = failed.column { next.field.moveCursor(to: column - 1) }
    }
    cover(with: .prompt(next))
  }

  func browse(_ state: inout PromptState, older: Bool) {
    guard state.purpose == .command, !sitting.typedLines.isEmpty else { return }
    // What was begun comes back below the newest entry.
    if state.historyIndex == nil { state.draft = state.field.string }
    let index = (state.historyIndex ?? sitting.typedLines.count) + (older ? -1 : 1)
    guard index >= 0 else { return }
    guard index < sitting.typedLines.count else {
      state.historyIndex = nil
      state.field = TextField(state.draft, keepsLines: true)
      return
    }
    state.historyIndex = index
    state.field = TextField(sitting.typedLines[index], keepsLines: true)
  }

  // MARK: completion

  mutating func complete(_ state: PromptState) -> [Effect] {
    guard state.purpose == .command else { return [] }
    let completion = Completion(state.field.beforeCursor, derivation: derivation)
    switch completion.source {
    case .words(let words): finish(state, completion.prefix, words)
    case .lessons: return [.complete(.lessons, prefix: completion.prefix)]
    case .files: return [.complete(.files, prefix: completion.prefix)]
    }
    return []
  }

  /// Completes as far as the candidates agree, and lists them where they differ.
  mutating func finish(_ state: PromptState, _ prefix: String, _ candidates: [String]) {
    var state = state
    guard let first = candidates.first else { return tell("nothing begins with `\(prefix)`") }
    let common = candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    if common.count > prefix.count || candidates.count == 1 {
      state.field.replaceBeforeCursor(prefix.count, with: common)
    }
    overlay = .prompt(state)
    if candidates.count > 1 { tell(candidates.map(\.trimmingSpaces).joined(separator: "  ")) }
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
