import Curriculum
import LayerMath
import Tutoring

/// One sitting at the tutor without its screen: the lessons that are open, the walk and its numbers, and what was done.
///
/// The tutor, `replay` and `repl` are fronts of it: what an action does here is the same in all of them.
package struct Sitting: Equatable, Sendable {
  /// Lessons as links led through them, the one at hand last; never empty.
  package private(set) var places: [Place]
  /// Lessons as they were left, to be found so again; one for each id.
  private var visited: [Place] = []
  package internal(set) var number = NumberText()
  /// How much a press uncovers.
  package internal(set) var pace = WalkPace.brief
  var generator: SeededGenerator
  /// What came of the last message.
  package var outcome = Outcome()
  package internal(set) var isFinished = false
  /// What was done.
  package internal(set) var journal: Journal
  /// Lines entered by hand or from a script, and what they gave.
  package internal(set) var exchanges: [Exchange] = []
  /// How many lines were entered in all; `exchanges` keeps the last of them.
  package internal(set) var enteredCount = 0
  /// Whether remarks and failures belong to the last exchange.
  package var isRecording = false
  /// Lines that were typed, those of earlier sittings first.
  package internal(set) var typedLines: [String] = []
  /// What a student is asked.
  var question: Question?
  /// What a student had for values that stand nowhere on the screen, wrong as it is, with the layer that it is of.
  var ownAnswers: OwnAnswers?
  /// Whether each value is asked for before it is shown.
  package internal(set) var predicts = false
  /// The wrong rules by which answers are understood; `nil` until they are needed.
  package internal(set) var misconceptions: Misconceptions?
  /// What the record says; `nil` until it was read.
  package internal(set) var record: Record?
  /// Seconds since 1970, as far as anybody said.
  package internal(set) var time = 0
  /// Why nothing is saved.
  package internal(set) var recordTrouble: RecordTrouble?
  /// What is to be shown once the record was read.
  var wanted: Wanted?
  /// What the tutor is to ask for, and what that still waits for.
  var drill: Drill?
  /// A derivation that is typed, and what is to be said of it.
  package internal(set) var sheet = Sheet()
  /// A layer of the module that it was judged for.
  var sheetModule: LayerExample?
  /// Whether the wrong rules were there when it was judged.
  var isSheetJudged = false
  /// What is said of large steps on it.
  package internal(set) var jumps = Jumps.ask
  /// The sheet that lies under lines which are to be put in order.
  var sheetUnderPuzzle: [String]?
  /// What was said of the line that comes next.
  var sheetHint: SheetHint?
  /// How many answers of others were marked.
  var sampleNumber = 0
  /// An exam that is being written, or was handed in.
  package internal(set) var exam: Exam?
  /// Exams of other modules that are not handed in.
  var otherExams: [Exam] = []
  /// What is to come into view, once it is there.
  var opening: Opening?
  /// Lines of an exam that begins in a moment.
  var linesOfExam: [String] = []
  /// How the file being loaded goes.
  package internal(set) var loading = Loading()

  /// - Parameters:
  ///   - reference: how the lesson was named.
  ///   - seed: feeds `random`.
  package init(_ lesson: LessonDocument, openedAs reference: String? = nil, seed: UInt64) {
    places = [Place(lesson)]
    journal = Journal(opening: reference ?? lesson.id)
    generator = SeededGenerator(seed: seed)
  }

  // MARK: what is open

  package private(set) var place: Place {
    get { places[places.count - 1] }
    set { places[places.count - 1] = newValue }
  }

  package var lesson: LessonDocument { place.lesson }
  package var walk: Walk? { place.walk }
  package var position: WalkPosition? { walk?.position }
  package var example: LayerExample? { walk?.example }

  /// The layer that formulas speak of: that of the walk; in a lesson that is read the one looked at, else that of the walk from
  /// which it was opened.
  package var derivation: Derivation {
    if case .reading(let lesson) = place {
      if let lookedAt { return lookedAt.derivation }
      if let layer = lesson.layer { return Derivation(layer.example) }
    }
    return places.lazy.reversed().compactMap(\.walk).first?.derivation ?? Self.reference
  }
  private static let reference = Derivation(.reference)
  /// The lesson that is walked with numbers from anywhere.
  static let walkedLesson = "linear-elu-layer"

  private struct LookedAt: Equatable, Sendable {
    let layer: LessonLayer
    let derivation: Derivation
  }

  private var lookedAt: LookedAt?
  /// Numbers that the walk is to have which is being opened.
  private var takenAlong: LayerExample?

  /// The `layer` block that a reader has before his eyes.
  package mutating func look(at layer: LessonLayer?) {
    guard let layer, case .reading = place else { return lookedAt = nil }
    if lookedAt?.layer != layer { lookedAt = LookedAt(layer: layer, derivation: Derivation(layer.example)) }
  }

  /// Whose numbers formulas have, where that is not plain: in a lesson that is read.
  package var numbersName: String? {
    guard case .reading(let lesson) = place else { return nil }
    guard let layer = lookedAt?.layer ?? lesson.layer else {
      return places.contains { $0.walk != nil } ? "numbers of the walk" : "numbers of the exam question"
    }
    return "numbers of the layer \(layer.name.map { "“\($0)”, " } ?? "")\(layer.example.k)×\(layer.example.n)"
  }

  /// Opens the walk with the numbers of the layer that is looked at.
  mutating func walkLayer() -> [Effect] {
    if walk != nil {
      tell("this is the walk")
      return []
    }
    guard let example = lookedAt?.layer.example ?? lesson.layer?.example else {
      fail("there is no layer with numbers in this text; `open \(Self.walkedLesson)` opens the walk")
      return []
    }
    takenAlong = example
    return [.loadLesson(Self.walkedLesson, heading: nil)]
  }

  /// Ids of the lessons that were opened, with the one at hand.
  package var openedLessons: Set<String> { Set((visited + [place]).map(\.lesson.id)) }

  /// Whether numbers that somebody set would be lost.
  package var hasChangedNumbers: Bool {
    ([place] + visited).contains { $0.walk?.hasChangedNumbers ?? false }
  }

  /// Opens a lesson, as it was left unless a heading is asked for or its text is another by now.
  ///
  /// - Returns: whether it is as it was left.
  package mutating func open(_ lesson: LessonDocument, as reference: String?, heading: String?) -> Bool {
    if loading.isBeginning {
      // A session begins with its own lesson, whatever was open; nothing leads back from it.
      loading.isBeginning = false
      (places, visited) = ([], [])
      journal = Journal()
    } else {
      visit()
    }
    let left = heading == nil ? visited.first { $0.lesson.id == lesson.id } : nil
    let isAsLeft = left?.lesson == lesson
    places.append(isAsLeft ? left ?? Place(lesson) : Place(lesson))
    remember("open \(reference ?? lesson.id)")
    if let heading { remember("heading \(heading)") }
    reply(.note(lesson.title))
    if let issue = lesson.issues.first(where: { $0.severity != .note }) { fail(issue.inShort) }
    lookedAt = nil
    if let example = takenAlong, walk != nil {
      takenAlong = nil
      change(to: example)
      _ = withWalk { $0.move(to: .values) }
      tell("these are the numbers of that layer; u has the walk's own")
      return false
    }
    return isAsLeft
  }

  /// Keeps the lesson at hand as it is left.
  private mutating func visit() {
    let id = lesson.id
    visited.removeAll { $0.lesson.id == id }
    visited.append(place)
  }

  /// The same lesson once more: what is followed within it leads back here.
  package mutating func stay() { places.append(place) }

  /// Back to the lesson that led here.
  package mutating func returnBack() {
    guard places.count > 1 else { return tell("nothing to return to") }
    visit()
    places.removeLast()
    lookedAt = nil
  }

  /// Takes the new text of the file at hand.
  ///
  /// - Returns: whether it is another text.
  package mutating func reload(_ lesson: LessonDocument) -> Bool {
    let lesson = self.lesson.told.map(lesson.told) ?? lesson
    guard lesson.id == self.lesson.id || lesson.file == self.lesson.file, lesson != self.lesson else { return false }
    place = place.reloaded(lesson)
    if let issue = lesson.issues.first(where: { $0.severity == .error }) {
      fail("the saved file has an error: \(issue.inShort)")
    } else {
      tell("\(lesson.file.split(separator: "/").last ?? "") was saved; this is the new text")
    }
    return true
  }

  /// Walks a lesson that does not tell its module as one of the module that is named here; false for any other lesson.
  mutating func tell(module: (inout ModuleEntry) -> Void) -> Bool {
    guard case .reading(let lesson) = place, lesson.notWalked != nil else { return false }
    var entry = lesson.told ?? ModuleEntry()
    module(&entry)
    // A loss needs an activation to stand behind.
    if entry[.activation] == nil { entry[.activation] = Activation.Kind.identity.rawValue }
    place = Place(lesson.told(entry))
    return walk != nil
  }

  /// Does something with the walk, where there is one.
  mutating func withWalk<Result>(_ body: (inout Walk) -> Result) -> Result? {
    guard case .walk(var walk) = place else { return nil }
    let result = body(&walk)
    place = .walk(walk)
    return result
  }

  /// The walk; where there is none that is said.
  package mutating func requireWalk() -> Walk? {
    if walk == nil {
      let layer = (lookedAt?.layer ?? lesson.layer).map {
        "; `walk` (w) opens one with this layer's \($0.example.k)×\($0.example.n) numbers"
      }
      fail("only in a derivation" + (layer ?? "; open \(Self.walkedLesson) has one"))
    }
    return walk
  }

  // MARK: what is said

  package mutating func fail(_ text: String, column: Int? = nil) {
    let error = ActionError(text, column: column)
    outcome.add(Outcome(remark: Remark(text: text, isError: true), refusal: error))
    reply(.failure(error))
  }

  package mutating func tell(_ text: String) {
    outcome.add(Outcome(remark: Remark(text: text, isError: false)))
    reply(.note(text))
  }

  mutating func reply(_ reply: Reply) {
    outcome.replies.append(reply)
    guard isRecording, !exchanges.isEmpty else { return }
    exchanges[exchanges.count - 1].derivation = derivation
    exchanges[exchanges.count - 1].numbersName = numbersName
    exchanges[exchanges.count - 1].replies.append(reply)
  }

  /// Begins an exchange with a line that somebody typed or a script holds; what it gives is kept.
  mutating func begin(_ line: String) {
    exchanges.append(Exchange(line: line, derivation: derivation))
    forgetExchanges()
    enteredCount += 1
    isRecording = true
    forgetChanges()
  }

  /// Keeps the last lines, fewer where each holds the numbers of a large layer.
  private mutating func forgetExchanges() {
    var entries = 0
    let kept = exchanges.reversed().prefix { exchange in
      entries += exchange.derivation.example.k * exchange.derivation.example.n
      return entries <= 1_000_000
    }
    let count = max(1, min(200, kept.count))
    if exchanges.count > count { exchanges.removeFirst(exchanges.count - count) }
  }

  /// Keeps a line that was typed for the history.
  package mutating func addToHistory(_ line: String) {
    if typedLines.count >= 2_000 { typedLines.removeFirst(1_000) }
    typedLines.append(line)
  }

  /// Lines of earlier sittings come before those of this one.
  package mutating func addEarlierHistory(_ lines: [String]) { typedLines = lines + typedLines }

  /// Remembers a line that a saved session repeats.
  package mutating func remember(_ line: String) { journal.add(line, isKept: true) }
}

/// How the lines of a file being loaded went.
package struct Loading: Equatable, Sendable {
  package var failures: [String] = []
  package var count = 0
  /// Whether the file has not opened its lesson yet.
  package var isBeginning = false
}

extension LessonIssue {
  /// File, line and message; of the path only the name, so that the message stays in view.
  package var inShort: String { "\(file.split(separator: "/").last ?? ""):\(line): \(message)" }
}
