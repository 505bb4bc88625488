import Curriculum
import Files
import LayerMath
import Session
import TextUI
import Tutoring

/// What happens to the model when something happened; keys, actions, numbers and text have files of their own.
extension AppModel {
  /// The model after something happened, and what is to be done about it.
  package func update(_ message: Message) -> (AppModel, [Effect]) {
    var model = self
    model.outcome = Outcome()
    let effects = model.apply(message)
    if let remark = model.outcome.remark { model.status = remark }
    return (model, effects)
  }

  mutating func apply(_ message: Message) -> [Effect] {
    switch message {
    case .keyPressed(let key) where isTooSmall && ActionTable.line(for: key, in: .unseen) == nil:
      if isAskedToLeave { (isAskedToLeave, status) = (false, nil) }
      return []
    case .pasted where isTooSmall: return []
    case .keyPressed(let key):
      let hadStatus = status != nil
      // The question holds for one key.
      let wasAsked = isAskedToLeave
      defer { if wasAsked { isAskedToLeave = false } }
      status = nil
      isRecording = false
      if case .none = overlay {
        showsResults = false
        forgetChanges()
      }
      // A message is the top layer: Esc puts it away and does no more.
      if key == .escape, hadStatus, !isAskedToLeave, case .none = overlay { return [] }
      let wasPlaying = isAutoplaying
      isAutoplaying = false
      // Any key stops the walk; the key that started it does no more than that.
      if wasPlaying && ActionTable.line(for: key, in: context) == "autoplay" { return [] }
      let effects = press(key)
      sayFull()
      return effects
    case .pasted(let text):
      status = nil
      paste(text)
      sayFull()
      return []
    case .resized(let size):
      resize(to: size)
      return []
    case .ticked:
      if isAutoplaying, case .walk(var state) = screen {
        isAutoplaying = state.move(to: state.walkthrough.next(state.position), size: size)
        screen = .walk(state)
      }
      return []
    case .entered(let line):
      status = nil
      return enter(line)
    case .typed(let line):
      status = nil
      if line.contains(where: { !$0.isWhitespace }) { addToHistory(line) }
      return enter(line)
    case .layerClosed:
      uncover()
      return []
    case .historyLoaded(let lines):
      promptHistory = lines + promptHistory
      return []
    case .completed(let candidates, let prefix):
      if case .prompt(let state) = overlay { finish(state, prefix, candidates) }
      return []
    case .loadedLine(let line, let number, let file): return runLoaded(line, number: number, of: file)
    case .loadEnded(let file):
      endLoading(file)
      return []
    case .reported(let text, let isError):
      if isError { fail(text) } else { tell(text) }
      return []
    case .numbersRead(let example):
      begin(with: example)
      return []
    case .lessonsListed(let list, let purpose):
      switch purpose {
      case .home:
        cover(with: .home(HomeState(list, current: lesson.id, visited: Set(visited.keys).union([lesson.id]))))
      case .problems: showProblems(list)
      }
      return []
    case .lessonLoaded(let lesson, let heading):
      if isLoadBeginning {
        // A session begins with its own lesson, whatever was open; nothing leads back from it.
        isLoadBeginning = false
        (backStack, visited) = ([], [:])
        journal = Journal()
        showsResults = false
      } else {
        backStack.append(screen)
        visited[self.lesson.id] = screen
      }
      // As it was left, unless a heading was asked for or the text is another by now.
      if heading == nil, var earlier = visited[lesson.id], earlier.lesson == lesson {
        earlier.fit(size)
        screen = earlier
      } else {
        screen = Self.screen(for: lesson, size: size)
      }
      if let heading, case .reader(var state) = screen {
        state.text.jump(toHeading: heading)
        screen = .reader(state)
      }
      overlay = .none
      remember("open \(openedAs ?? lesson.id)")
      if let heading { remember("heading \(heading)") }
      openedAs = nil
      reply(.note(lesson.title))
      if let issue = lesson.issues.first(where: { $0.severity != .note }) {
        fail(Self.line(issue))
      }
      return []
    case .lessonChanged(let lesson):
      status = nil
      reload(lesson)
      return []
    case .lessonFailed(let error):
      fail(error.message)
      return []
    }
  }

  /// A line that takes no more says so.
  private mutating func sayFull() {
    guard let field = typedField, field.isFull else { return }
    fail("this line takes at most \(field.limit) characters; what did not fit was left out whole")
  }

  mutating func fail(_ text: String, column: Int? = nil) {
    let error = ActionError(text, column: column)
    outcome.add(Outcome(remark: Status(text: text, isError: true), refusal: error))
    reply(.failure(error))
  }

  mutating func tell(_ text: String) {
    outcome.add(Outcome(remark: Status(text: text, isError: false)))
    reply(.note(text))
  }
}
