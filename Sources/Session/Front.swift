import LayerMath

/// What somebody sits before: a sitting, and what this front alone can do.
///
/// A front says what an action does to what it shows; reading the line, the journal and the exchanges are the same for all.
package protocol Front {
  var sitting: Sitting { get set }
  /// Does what an action asks for, with `sitting.perform` where that can.
  mutating func perform(_ action: Action) -> [Effect]
}

extension Front {
  /// Runs an action line.
  package mutating func run(_ line: String) -> [Effect] {
    do throws(ActionError) {
      guard let action = try ActionTable.parse(line, names: sitting.derivation.names) else { return [] }
      return run(action, as: line)
    } catch {
      sitting.fail(error.message, column: error.column)
      return []
    }
  }

  /// Runs an action, and keeps it in the journal as the line it is.
  package mutating func run(_ action: Action, as line: String) -> [Effect] {
    let (effects, outcome) = within { $0.perform(action) }
    sitting.journal.add(line.trimmingSpaces, isKept: action.isRemembered && outcome.refusal == nil)
    return effects
  }

  /// A line that somebody typed or a script holds; what it gives is kept.
  package mutating func enter(_ line: String) -> [Effect] {
    guard line.contains(where: { !$0.isWhitespace }) else { return [] }
    sitting.begin(line)
    return run(line)
  }

  /// Runs a line of a file as if it were typed; one that fails is named by its number in the end.
  ///
  /// The lines come one by one, since a lesson that one opens must be there before the next.
  package mutating func runLoaded(_ line: String, number: Int, of file: String) -> [Effect] {
    // What the file's lines give is not an answer to `load`.
    let wasRecording = sitting.isRecording
    sitting.isRecording = false
    defer { sitting.isRecording = wasRecording }
    if number == 1 { sitting.loading.isBeginning = true }
    do throws(ActionError) {
      switch try ActionTable.parse(line, names: sitting.derivation.names) {
      case nil: return []
      case .load, .save, .quit, .close, .suspend:
        throw ActionError("a loaded file cannot \(line.prefix { !$0.isWhitespace })")
      case .open: break
      case .some: sitting.loading.isBeginning = false
      }
      let (effects, outcome) = within { $0.run(line) }
      if let refusal = outcome.refusal { throw ActionError(refusal.message) }
      sitting.loading.count += 1
      return effects
    } catch {
      sitting.loading.failures.append("\(file):\(number): \(error.message)")
      return []
    }
  }

  package mutating func endLoading(_ file: String) {
    let loading = sitting.loading
    sitting.loading = Loading()
    if let first = loading.failures.first {
      sitting.fail(first + (loading.failures.count > 1 ? " (and \(loading.failures.count - 1) more)" : ""))
    } else if file == LeftOff.file {
      sitting.tell("you are where you left off")
    } else {
      sitting.tell("\(loading.count) lines of \(file) run")
    }
  }

  /// What an action gives, and what came of it alone.
  private mutating func within(_ body: (inout Self) -> [Effect]) -> (effects: [Effect], outcome: Outcome) {
    let before = sitting.outcome
    sitting.outcome = Outcome()
    let effects = body(&self)
    let own = sitting.outcome
    sitting.outcome = before
    sitting.outcome.add(own)
    return (effects, own)
  }
}
