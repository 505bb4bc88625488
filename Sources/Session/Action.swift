import Curriculum
import Exports
import LayerMath
import Tutoring

/// Everything a user can do.
///
/// Each action has a one-line text form; keys, the `:` prompt, the help, `replay` and tests all go through
/// `ActionTable`.
package enum Action: Equatable, Sendable {
  case next(Int)
  case back(Int)
  case step(Int)
  /// On as the pace says, and to the end of the entry.
  case advance(Int), finish
  /// `nil` asks what it is.
  case pace(WalkPace?)
  case nextEntry, previousEntry, nextStage, previousStage, first, last
  case goto(String)
  /// Values for a part of the layer or one entry, as they were written; `column` is theirs in the line.
  case assign(Statement.Target, String, column: Int)
  /// `column` is what stands before the formula in its line.
  case evaluate(Formula, column: Int)
  case always([Formula], column: Int)
  case why(String)
  case solve
  /// Asks for a value: the next one, or one that is named.
  case practice(String?)
  case answer(String)
  /// The tutor chooses what to ask, or asks as it is told.
  case drill(DrillTopic?)
  /// Asks an exercise of the lesson, counted from 1.
  case exercise(Int)
  /// What is known so far; `aside` gives a damaged record another name.
  case progress(isAside: Bool)
  /// What to do tonight: minutes there are, and when the exam is tomorrow, in minutes since midnight.
  case plan(minutes: Int, exam: Int)
  /// The sheet, or one more line of it.
  case derive(String?)
  /// What the sheet earns; `nil` as the module asks.
  case marks(MarkScheme.Asks?)
  case exam(ExamAction)
  /// `nil` asks what it is.
  case jumps(Jumps?)
  /// One more answer of somebody to be marked.
  case examiner
  /// Writes the sheet as a line that `grade` reads.
  case saveSheet(String)
  /// Lines of a derivation to be put in order.
  case puzzle
  /// One more hint for what is asked.
  case hint(String?)
  /// Whether each value is asked for before it is shown; `nil` changes it.
  case predict(Bool?)
  case edit, undo, redo
  case random(LayerExample.Grain, LayerExample.Signs)
  /// Numbers on which every wrong rule shows, and no two of one step look alike.
  case randomDiagnosing
  /// `nil` is the next one.
  case preset(LayerExample.Preset?)
  case copy(NumbersCopy)
  case undoCell
  /// `nil` asks what it is.
  case activation(Activation?)
  /// `nil` asks what it is, `.some(nil)` takes it away.
  case loss(Loss??)
  case view(ValuesView?)
  case exact(Bool?)
  case precision(Int)
  case zoom, check, lesson
  /// Seconds between two steps.
  case autoplay(Double?)
  /// What the walk has not come to, in the grid and in the check.
  case uncover
  case pane
  case scroll(Scroll)
  case search(String?)
  case searchAgain(forward: Bool)
  case follow, returnBack
  /// The layer that a lesson shows, walked.
  case walk
  case home, problems, outline, formulas
  case heading(String)
  case open(String)
  case prompt(String)
  /// Text for the line that is open, as if it had been typed.
  case draft(String)
  case help(String?)
  case history
  case save(String)
  case load(String)
  case close, quit, redraw, suspend
  case resize(columns: Int, rows: Int)
  /// A key by its name; which keys there are is for a front to know.
  case key(String)
  case cell(CellMove)
  case units(Int)
  case inputs(Int)
  case clearCell

  package enum Scroll: String, CaseIterable, Sendable { case up, down, pageup, pagedown, top, bottom, left, right }
  package enum CellMove: String, CaseIterable, Sendable { case up, down, left, right, next, previous }
}

/// What the values panel shows.
package enum ValuesView: String, CaseIterable, Sendable { case matrices, network, curve }

/// Why a line was not understood: one sentence, and where in the line if that is known.
package struct ActionError: Error, Equatable, Sendable {
  package let message: String
  /// Counted in characters from 1.
  package let column: Int?

  package init(_ message: String, column: Int? = nil) {
    self.message = message
    self.column = column
  }

  package func shifted(by count: Int) -> ActionError { ActionError(message, column: column.map { $0 + count }) }
}

/// Actions that belong together, under the name that the help gives them.
package struct ActionSection: Sendable {
  package let title: String
  package let actions: [ActionSpec]

  init(_ title: String, _ actions: [ActionSpec]) {
    self.title = title
    self.actions = actions
  }
}

/// One row of the action table.
package struct ActionSpec: Sendable {
  /// What follows the name; completion offers it.
  package enum Argument: Equatable, Sendable {
    case none, step, formula, lesson, file, action
    case words([String])
  }

  package let name: String
  /// `goto STEP`: name and arguments as they are typed.
  package let usage: String
  package let summary: String
  package let argument: Argument
  /// Whether only scripts and the grid need it, so that the help leaves it out.
  package private(set) var isForScripts = false
  /// What follows the name, read with the names of the lesson at hand.
  let parse: @Sendable (String, Naming) throws(ActionError) -> Action

  init(
    _ name: String, _ usage: String, _ summary: String, _ argument: Argument = .none,
    parse: @escaping @Sendable (String) throws(ActionError) -> Action
  ) {
    self.init(name, usage, summary, argument) { text, _ throws(ActionError) in try parse(text) }
  }

  /// For an action that takes a formula or the name of a quantity.
  init(
    _ name: String, _ usage: String, _ summary: String, _ argument: Argument = .none,
    parse: @escaping @Sendable (String, Naming) throws(ActionError) -> Action
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.argument = argument
    self.parse = parse
  }

  var forScripts: ActionSpec {
    var spec = self
    spec.isForScripts = true
    return spec
  }
}

extension Action {
  /// Whether a saved session repeats it: what moves, shows or asks; numbers are saved as they were set.
  package var isRemembered: Bool {
    switch self {
    case .next, .back, .step, .advance, .finish, .pace, .nextEntry, .previousEntry, .nextStage, .previousStage, .first,
      .last, .goto, .view,
      .exact, .precision, .zoom, .check, .lesson, .scroll, .search, .searchAgain, .pane, .heading,
      .returnBack, .evaluate, .always, .why, .solve, .practice, .drill, .exercise, .answer, .hint, .predict:
      true
    // Numbers are saved as they were set, lessons as they were opened.
    case .assign, .activation, .loss, .walk, .undo, .redo, .random, .randomDiagnosing, .preset, .undoCell, .units,
      .inputs, .clearCell,
      .open,
      .follow:
      false
    // What asks the world, is open only while one looks, or is no part of a walk.
    case .edit, .uncover, .copy, .derive, .marks, .exam, .jumps, .puzzle, .examiner, .saveSheet, .progress, .plan,
      .draft, .autoplay, .home, .problems, .outline,
      .formulas, .prompt,
      .help,
      .history, .save,
      .load, .close,
      .quit, .redraw, .suspend, .resize, .key, .cell:
      false
    }
  }
}
