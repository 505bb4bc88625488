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
    let effects = model.receive(message)
    return (model, effects)
  }

  /// The same in place: of a copy each list that grows with the sitting would be copied for every key.
  package mutating func receive(_ message: Message) -> [Effect] {
    sitting.outcome = Outcome()
    let effects = apply(message)
    if let remark = sitting.outcome.remark { status = remark }
    return effects
  }

  mutating func apply(_ message: Message) -> [Effect] {
    switch message {
    case .keyPressed(let key) where isTooSmall && ActionTable.binding(of: key, in: .unseen) == nil:
      if isAskedToLeave { (isAskedToLeave, status) = (false, nil) }
      return []
    case .pasted where isTooSmall: return []
    case .keyPressed(let key):
      let hadStatus = status != nil
      if let offer {
        self.offer = nil
        if key == .enter { return [.goOn(offer.place)] }
      }
      // The question holds for one key.
      let wasAsked = isAskedToLeave
      defer { if wasAsked { isAskedToLeave = false } }
      status = nil
      sitting.isRecording = false
      if case .none = overlay {
        showsResults = false
        sitting.forgetChanges()
      }
      // A message is the top layer: Esc puts it away and does no more.
      if key == .escape, hadStatus, !isAskedToLeave, case .none = overlay { return [] }
      let wasPlaying = isAutoplaying
      isAutoplaying = false
      // Any key stops the walk; the key that started it does no more than that.
      if wasPlaying, case .autoplay? = ActionTable.binding(of: key, in: context)?.action { return [] }
      let effects = press(key)
      sayFull()
      return effects
    case .pasted(let text):
      offer = nil
      status = nil
      paste(text)
      sayFull()
      return []
    case .resized(let size):
      resize(to: size)
      return []
    case .ticked:
      if isAutoplaying {
        let before = Before(sitting)
        isAutoplaying = sitting.advance()
        follow(from: before)
      }
      if case .exam = overlay { return [.tellTime] }
      return []
    case .clock(let now):
      sitting.take(clock: now)
      return []
    case .entered(let line):
      status = nil
      return submit(line)
    case .typed(let line):
      status = nil
      if line.contains(where: { !$0.isWhitespace }) { sitting.addToHistory(line) }
      return submit(line)
    case .layerClosed:
      uncover()
      return []
    case .historyLoaded(let lines):
      sitting.addEarlierHistory(lines)
      return []
    case .completed(let candidates, let prefix):
      if case .prompt(let state) = overlay { finish(state, prefix, candidates) }
      return []
    case .loadedLine(let line, let number, let file):
      status = nil
      return runLoaded(line, number: number, of: file)
    case .loadEnded(let file):
      endLoading(file)
      return []
    case .misconceptionsRead(let misconceptions):
      sitting.take(misconceptions)
      return goOnWaiting()
    case .recorded(let attempt):
      sitting.take(attempt)
      return []
    case .recordRead(let record, let time):
      sitting.take(record, at: time)
      return goOnWaiting()
    case .recordFailed(let trouble):
      sitting.take(trouble)
      return goOnWaiting()
    case .recordMended:
      sitting.endTrouble()
      return []
    case .placeKept(let isKept):
      keepsPlace = isKept
      return []
    case .leftOff(let place, let time):
      if layers.isEmpty, position == .question || position == nil { offer = Offer(place: place, time: time) }
      return []
    case .reported(let text, let isError):
      if isError { fail(text) } else { tell(text) }
      return []
    case .numbersRead(let example):
      let before = Before(sitting)
      sitting.begin(with: example)
      follow(from: before)
      return []
    case .lessonsListed(let list, let purpose):
      switch purpose {
      case .home:
        cover(with: .home(HomeState(list, current: lesson.id, visited: sitting.openedLessons)))
      case .problems: showProblems(list)
      }
      return []
    case .lessonsRead(let list):
      fillHome(list)
      return []
    case .lessonLoaded(let lesson, let reference, let heading):
      open(lesson, as: reference, heading: heading)
      return goOnWaiting()
    case .lessonChanged(let lesson):
      status = nil
      reload(lesson)
      return []
    case .lessonFailed(let error):
      sitting.stopWaiting()
      fail(error.message)
      return []
    }
  }

  /// A line that takes no more says so.
  private mutating func sayFull() {
    guard let field = typedField, field.isFull else { return }
    fail("this line takes at most \(field.limit) characters; what did not fit was left out whole")
  }
}
