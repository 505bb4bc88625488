import Curriculum
import Exports
import LayerMath
import Tutoring

/// The one table of actions; keys are bound to its lines in `KeyBindings`.
///
/// A line that begins with no action's name is a formula or an assignment of the small language.
package enum ActionTable {
  /// The actions in groups, as the help shows them.
  package static let sections: [ActionSection] = [
    ActionSection("The walk", walking),
    ActionSection("Practice", practice),
    ActionSection("Numbers", numbers),
    ActionSection("Questions and formulas", questions),
    ActionSection("What is shown", screen),
    ActionSection("Lessons and their text", lessons),
    ActionSection("Program", program),
    ActionSection("The grid", grid),
    ActionSection("Scripts", scripts),
  ]

  package static let actions: [ActionSpec] = sections.flatMap(\.actions)

  private static let walking: [ActionSpec] = [
    counted("next", "next [N]", "Reveal the next factor, or the next N") { .next($0) },
    counted("back", "back [N]", "Go back to exactly the earlier state") { .back($0) },
    counted("advance", "advance [N]", "Walk on: a factor, a term, or zeros of one reason") { .advance($0) },
    plain("finish", "To the end of this entry, then of the next", .finish),
    choice(
      "pace", "pace [brief|every]", "What a press uncovers: the next that is new, or every factor", WalkPace.self,
      otherwise: { "no pace `\($0)`; there are brief and every" }, none: .pace(nil)
    ) { .pace($0) },
    counted("step", "step [N]", "Go to the next step, or N steps on") { .step($0) },
    plain("entry", "Next entry of the matrices", .nextEntry),
    plain("entry-back", "Previous entry, or the start of this one", .previousEntry),
    plain("stage", "Next stage", .nextStage),
    plain("stage-back", "Previous stage, or the start of this one", .previousStage),
    plain("first", "Back to the question", .first),
    plain("last", "To the very end", .last),
    text(
      "goto", "goto STEP", "Go to a step: dx[2], P[2,2,1], backward", .step, needs: "a step, as in goto dx[2]"
    ) { .goto($0) },
    ActionSpec("autoplay", "autoplay [SECONDS]", "Walk on by itself; any key stops it") { text throws(ActionError) in
      if text.isEmpty { return .autoplay(nil) }
      guard let seconds = Double(text), seconds >= 0.1, seconds <= 600 else {
        throw ActionError("autoplay takes seconds from 0.1 to 600, as in autoplay 2")
      }
      return .autoplay(seconds)
    },
  ]

  private static let skills = Skill.allCases.map(\.rawValue).joined(separator: ", ")
  private static let modes = DrillTopic.Mode.allCases.map(\.rawValue).joined(separator: ", ")

  private static let practice: [ActionSpec] = [
    ActionSpec("practice", "practice [STEP]", "Asks for the next value, or for one: practice dx", .step) {
      .practice($0.isEmpty ? nil : $0)
    },
    text(
      "answer", "answer VALUE", "Answers: a number, an exact form, a formula; _ is open", .formula,
      needs: "what is asked, as in answer 3.17 0.33"
    ) { .answer($0) },
    ActionSpec(
      "drill", "drill [SKILL|MODE]", "The tutor chooses what to ask; \(modes), or a skill: \(skills)",
      .words(DrillTopic.words)
    ) { text throws(ActionError) in
      if text.isEmpty { return .drill(nil) }
      guard let topic = DrillTopic(text) else {
        let near = NearestName.of(text, in: DrillTopic.words).map { "did you mean `\($0)`?" }
        throw ActionError("no practice `\(text)`; \(near ?? "there are \(DrillTopic.words.joined(separator: ", "))")")
      }
      return .drill(topic)
    },
    counted("exercise", "exercise [N]", "Asks the lesson's first exercise, or its Nth") { .exercise($0) },
    ActionSpec(
      "progress", "progress [aside]", "What is known so far; aside puts a damaged record away", .words(["aside"])
    ) { text throws(ActionError) in
      guard text.isEmpty || text == "aside" else { throw ActionError("progress takes nothing or aside, not `\(text)`") }
      return .progress(isAside: text == "aside")
    },
    ActionSpec(
      "plan", "plan [HOURS] [TIME]", "What to do tonight; the exam is tomorrow: plan 2.5h 9:00"
    ) { text throws(ActionError) in try parsePlan(text) },
    ActionSpec("derive", "derive [LINE]", "A derivation, judged line by line; or one more line of it", .formula) {
      .derive($0.isEmpty ? nil : $0)
    },
    choice(
      "marks", "marks [outputs|loss]", "What the derivation earns, as the question is worded or for the loss",
      MarkScheme.Asks.self, otherwise: { "marks takes outputs or loss, not `\($0)`" }, none: .marks(nil)
    ) { .marks($0) },
    choice(
      "jumps", "jumps [off|ask|strict]", "What is said of large steps on a sheet", Jumps.self,
      otherwise: { "jumps takes off, ask or strict, not `\($0)`" }, none: .jumps(nil)
    ) { .jumps($0) },
    plain("examiner", "An answer of somebody: you mark it first, then see the examiner's marks", .examiner),
    text(
      "save-sheet", "save-sheet FILE", "Write the sheet as a line that `backprop grade` reads", .file,
      needs: "a file's name, as in save-sheet derivation.jsonl"
    ) { .saveSheet($0) },
    plain("puzzle", "The lines of a derivation, your own where there are some, to be put in order", .puzzle),
    ActionSpec(
      "exam", "exam [timer]", "An exam: the question, a sheet, a clock; judged when it is handed in",
      .words(["timer", "hand in"]), parse: parseExam),
    ActionSpec("hint", "hint [STEP]", "One more hint for what is asked, or for one of its entries", .step) {
      .hint($0.isEmpty ? nil : $0)
    },
    switched("predict", "Ask for each value before it is shown") { .predict($0) },
  ]

  private static let numbers: [ActionSpec] = [
    plain("edit", "Edit W, x and δy in the grid", .edit),
    ActionSpec(
      "set", "set W|x|dy VALUES", "Set numbers: set W 1 2; 3 4", .words(["W ", "x ", "dy ", "b "]), parse: parseSet),
    ActionSpec(
      "random", "random [KIND]", "integers, halves, tenths; mixed, positive, negative; diagnosing",
      .words(
        ["diagnosing"] + LayerExample.Grain.allCases.map(\.rawValue) + LayerExample.Signs.allCases.map(\.rawValue)),
      parse: parseRandom),
    choice(
      "preset", "preset [NAME]", "Numbers: \(LayerExample.Preset.names)", LayerExample.Preset.self,
      otherwise: { "no preset `\($0)`; there are \(LayerExample.Preset.names)" }, none: .preset(nil)
    ) { .preset($0) },
    plain("undo", "Undo the last change of numbers", .undo),
    plain("redo", "Redo it", .redo),
    plain("undo-cell", "Give the cell its earlier number back", .undoCell),
    choice(
      "copy", "copy [text|numpy|latex]", "Copy W, x and δy to the clipboard", NumbersCopy.self,
      otherwise: { "copy takes text, numpy or latex, not `\($0)`" }, none: .copy(.text)
    ) { .copy($0) },
  ]

  private static let questions: [ActionSpec] = [
    ActionSpec("prompt", "prompt [TEXT]", "Type an action or a formula", .formula) { .prompt($0) },
    ActionSpec("show", "show FORMULA", "A value: show dx, or any formula", .formula, parse: parseShow),
    ActionSpec("always", "always A = B", "Are two formulas equal for every layer?", .formula, parse: parseAlways),
    text("why", "why STEP", "The derivation of an entry: why dx[2]", .step, needs: "a step, as in why dx[2]") {
      .why($0)
    },
    plain("solve", "All results at once", .solve),
    plain("check", "Gradient check by central differences", .check),
    plain("history", "What was typed here, also before today", .history),
  ]

  private static let screen: [ActionSpec] = [
    choice(
      "view", "view [matrices|network|curve]", "Change the values panel's view", ValuesView.self,
      otherwise: { "no view `\($0)`; there are matrices, network and curve" }, none: .view(nil)
    ) { .view($0) },
    plain("zoom", "Show the step's formula alone, large", .zoom),
    switched("exact", "Switch between decimals and exact values") { .exact($0) },
    ActionSpec("precision", "precision D", "Decimals after the point, 0 to 30") { text throws(ActionError) in
      guard let digits = Int(text), (0...30).contains(digits) else {
        throw ActionError("precision takes a number from 0 to 30, as in precision 6")
      }
      return .precision(digits)
    },
    plain("uncover", "Show what the walk has not come to, in the grid and the check", .uncover),
    ActionSpec(
      "activation", "activation [NAME|FORMULA]", "What f is, and its slope rule by rule; or another f",
      .words(Activation.Kind.allCases.map(\.rawValue))
    ) { text throws(ActionError) in
      if text.isEmpty { return .activation(nil) }
      do throws(FormulaError) { return .activation(try Activation.entered(text)) } catch {
        throw ActionError(error.message, column: error.column)
      }
    },
    ActionSpec(
      "loss", "loss [NAME|FORMULA|none]", "What L is, and δy rule by rule; or another loss behind the layer",
      .words(Loss.Kind.allCases.map(\.rawValue) + ["none"])
    ) { text throws(ActionError) in
      if text.isEmpty { return .loss(nil) }
      do throws(FormulaError) { return .loss(.some(try Loss.named(text))) } catch {
        throw ActionError(error.message, column: error.column)
      }
    },
    plain("formulas", "The text's inline formulas in two dimensions", .formulas),
    plain("pane", "Next link in the lesson, then the next pane", .pane),
    plain("redraw", "Draw the screen again", .redraw),
  ]

  private static let lessons: [ActionSpec] = [
    plain("lesson", "The lesson's text on the whole screen", .lesson),
    plain("walk", "Walk with the numbers of the layer in view", .walk),
    choice(
      "scroll", "scroll up|down|…", "Scroll the pane", Action.Scroll.self,
      otherwise: { _ in "scroll takes up, down, pageup, pagedown, top, bottom, left or right" }
    ) { .scroll($0) },
    ActionSpec("search", "search [TEXT]", "Search in the lesson") { .search($0.isEmpty ? nil : $0) },
    plain("search-next", "Next place found", .searchAgain(forward: true)),
    plain("search-back", "Previous place found", .searchAgain(forward: false)),
    plain("follow", "Follow the selected link", .follow),
    plain("return", "Return from a lesson to the same place", .returnBack),
    plain("outline", "The headings of this text; Enter jumps", .outline),
    text("heading", "heading NAME", "Go to a heading", .none, needs: "a heading, as in heading The slope") {
      .heading($0)
    },
    text("open", "open LESSON", "Open a lesson by id or file", .lesson, needs: "a lesson, as in open elu") {
      .open($0)
    },
    plain("home", "The course: all lessons, filtered by typing", .home),
    plain("problems", "What is wrong with the lessons, as a list", .problems),
  ]

  private static let program: [ActionSpec] = [
    ActionSpec("help", "help [ACTION]", "All keys and actions, filtered by typing", .action) {
      .help($0.isEmpty ? nil : $0)
    },
    text("save", "save FILE", "Save what was done as action lines", .file, needs: "a file, as in save session.txt") {
      .save($0)
    },
    text("load", "load FILE", "Run a file of action lines", .file, needs: "a file, as in load session.txt") {
      .load($0)
    },
    plain("close", "Close the top layer, then quit", .close),
    plain("quit", "Quit", .quit),
    plain("suspend", "Suspend to the shell", .suspend),
  ]

  private static let grid: [ActionSpec] = [
    choice(
      "cell", "cell up|down|…", "Move in the grid", Action.CellMove.self,
      otherwise: { _ in "cell takes up, down, left, right, next or previous" }
    ) { .cell($0) }.forScripts,
    oneMore("units", "Add or remove a unit: a row of W") { .units($0) }.forScripts,
    oneMore("inputs", "Add or remove an input: a column of W") { .inputs($0) }.forScripts,
    plain("clear", "Set the cell to 0", .clearCell).forScripts,
  ]

  private static let scripts: [ActionSpec] = [
    ActionSpec("resize", "resize COLSxROWS", "Change the size (in replay)") { text throws(ActionError) in
      guard let size = parseSize(text) else {
        throw ActionError("resize takes COLSxROWS up to 1000x1000, as in resize 100x30")
      }
      return .resize(columns: size.columns, rows: size.rows)
    }.forScripts,
    text("draft", "draft TEXT", "Type a text into the line that is open", .none, needs: "a text, as in draft 3.17") {
      .draft($0)
    }.forScripts,
    ActionSpec("key", "key NAME", "What that key is bound to") { .key($0) }.forScripts,
  ]

  private static let byName = Dictionary(actions.map { ($0.name, $0) }) { first, _ in first }

  package static func spec(_ name: String) -> ActionSpec? { byName[name] }

  /// Reads a line: an action, an assignment or a formula; what follows ` #` is a comment.
  ///
  /// `nil` for an empty line.
  /// - Parameter names: what the lesson at hand calls things.
  /// - Throws: `ActionError` with the column and the nearest name.
  package static func parse(_ line: String, names: Naming = .standard) throws(ActionError) -> Action? {
    let text = withoutComment(line)
    guard !text.isEmpty else { return nil }
    let name = text.prefix { !$0.isWhitespace }
    if let spec = byName[String(name)] {
      let rest = text.dropFirst(name.count).drop { $0.isWhitespace }
      let before = indent(line) + text.count - rest.count
      do throws(ActionError) {
        return try spec.parse(String(rest), names).shifted(by: before)
      } catch {
        throw error.shifted(by: before)
      }
    }
    if let activation = definedActivation(text, names) { return .activation(activation) }
    do throws(FormulaError) {
      switch try Statement.parse(text, names: names) {
      case .assignment(let target, let values, let column):
        return .assign(target, values, column: column + indent(line))
      case .formula(let formula): return .evaluate(formula, column: indent(line))
      }
    } catch {
      if let action = meantAction(String(name), text) { throw action }
      throw ActionError(error.message, column: error.column + indent(line))
    }
  }

  /// `f(s) = max(0, s)`, `f(s) = tanh`: what `f` shall be; `f(s) = y` asks whether that holds.
  private static func definedActivation(_ text: String, _ names: Naming) -> Activation? {
    let left = text.prefix { $0 != "=" }
    let right = text.dropFirst(left.count + 1)
    let functions = ["f"] + [names.function?.screen, names.function?.typed].compactMap { $0 }
    let letters = ["s", "x", names.screen(.s)]
    let defined = functions.flatMap { function in letters.map { "\(function)(\($0))" } }
    guard defined.contains(left.filter { !$0.isWhitespace }), !right.isEmpty, right.first != "=" else {
      return nil
    }
    return try? Activation.entered(String(right))
  }

  /// Blanks before an action, and the `:` that opens the prompt: some type it once more.
  package static func isBefore(_ character: Character) -> Bool { character.isWhitespace || character == ":" }

  private static func indent(_ line: String) -> Int { line.prefix(while: isBefore).count }

  /// Where the first word looks like an action misspelt, the line is no formula gone wrong.
  private static func meantAction(_ name: String, _ text: String) -> ActionError? {
    guard name.count > 2, name.allSatisfy({ $0.isASCII && $0.isLetter || $0 == "-" }) else { return nil }
    let names = actions.map(\.name)
    let near = NearestName.of(name, in: names) ?? names.first { $0.hasPrefix(name) || name.hasPrefix($0) }
    if let near { return ActionError("no action `\(name)`; did you mean `\(near)`?", column: 1) }
    guard (try? FormulaParser.formula(name)) == nil, !FormulaParser.knows(name) else { return nil }
    return ActionError("no action or name `\(name)`; the help (?) lists all actions", column: 1)
  }

  private static func withoutComment(_ line: String) -> String {
    // A byte order mark is what some editors put before the first line.
    var text = line.hasPrefix("\u{FEFF}") ? line.dropFirst() : line[...]
    if let hash = text.indices.first(where: {
      text[$0] == "#" && ($0 == text.startIndex || text[text.index(before: $0)].isWhitespace)
    }) {
      text = text[..<hash]
    }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop(while: isBefore))
  }

  package static func parseSize(_ text: String) -> (columns: Int, rows: Int)? {
    let parts = text.split(separator: "x").map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], (1...1000).contains(columns),
      (1...1000).contains(rows)
    else { return nil }
    return (columns, rows)
  }
}

extension Action {
  /// The same action with its columns counted from the line's beginning.
  fileprivate func shifted(by count: Int) -> Action {
    switch self {
    case .assign(let target, let values, let column): .assign(target, values, column: column + count)
    case .evaluate(let formula, let column): .evaluate(formula, column: column + count)
    case .always(let sides, let column): .always(sides, column: column + count)
    default: self
    }
  }
}
