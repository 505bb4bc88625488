import Exports
import LayerMath
import Tutoring

/// How the rows of the table are made, and how the text behind a name is read where that takes more than a word.
extension ActionTable {
  static func plain(_ name: String, _ summary: String, _ action: Action) -> ActionSpec {
    ActionSpec(name, name, summary) { text throws(ActionError) in
      guard text.isEmpty else { throw ActionError("\(name) takes nothing after it, not `\(text)`") }
      return action
    }
  }

  /// An action that takes one of a type's words; `none` is what it does without one.
  static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, _ usage: String, _ summary: String, _ type: Choice.Type,
    otherwise: @escaping @Sendable (String) -> String, none: Action? = nil,
    _ make: @escaping @Sendable (Choice) -> Action
  ) -> ActionSpec where Choice.RawValue == String {
    ActionSpec(name, usage, summary, .words(Choice.allCases.map(\.rawValue))) { text throws(ActionError) in
      if text.isEmpty, let none { return none }
      guard let choice = Choice(rawValue: text) else { throw ActionError(otherwise(text)) }
      return make(choice)
    }
  }

  /// `NAME on`, `NAME off`, or the other of both.
  static func switched(
    _ name: String, _ summary: String, _ make: @escaping @Sendable (Bool?) -> Action
  ) -> ActionSpec {
    ActionSpec(name, "\(name) [on|off]", summary, .words(["on", "off"])) { text throws(ActionError) in
      switch text {
      case "": return make(nil)
      case "on": return make(true)
      case "off": return make(false)
      default: throw ActionError("\(name) takes on or off, not `\(text)`")
      }
    }
  }

  /// `NAME +1` or `NAME -1`.
  static func oneMore(_ name: String, _ summary: String, _ action: @escaping @Sendable (Int) -> Action)
    -> ActionSpec
  {
    ActionSpec(name, "\(name) +1|-1", summary, .words(["+1", "-1"])) { text throws(ActionError) in
      guard let change = Int(text), abs(change) == 1 else { throw ActionError("\(name) takes +1 or -1") }
      return action(change)
    }
  }

  static func counted(
    _ name: String, _ usage: String, _ summary: String, _ make: @escaping @Sendable (Int) -> Action
  ) -> ActionSpec {
    ActionSpec(name, usage, summary) { text throws(ActionError) in
      if text.isEmpty { return make(1) }
      guard let count = Int(text), (1...1_000_000).contains(count) else {
        throw ActionError("\(name) takes a whole number above 0, not `\(text)`")
      }
      return make(count)
    }
  }

  static func text(
    _ name: String, _ usage: String, _ summary: String, _ argument: ActionSpec.Argument, needs: String,
    _ make: @escaping @Sendable (String) -> Action
  ) -> ActionSpec {
    ActionSpec(name, usage, summary, argument) { text throws(ActionError) in
      guard !text.isEmpty else { throw ActionError("\(name) needs \(needs)") }
      return make(text)
    }
  }

  /// `exam`, `exam timer`, `exam hand in`; `exam on SECONDS SEED` and `exam write LINE` lead back to one.
  static func parseExam(_ text: String) throws(ActionError) -> Action {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1] : ""
    switch (words.first, rest) {
    case (nil, _): return .exam(.open)
    case ("timer", ""): return .exam(.timer(nil))
    case ("timer", "on"): return .exam(.timer(true))
    case ("timer", "off"): return .exam(.timer(false))
    case ("hand", let choices) where choices == "in" || choices.hasPrefix("in "):
      var standing: [Quantity: Int] = [:]
      for choice in choices.dropFirst(2).split(separator: " ") {
        let parts = choice.split(separator: "=").map(String.init)
        guard parts.count == 2, let quantity = Quantity(rawValue: parts[0]), let line = Int(parts[1]) else {
          throw ActionError("which answer counts is said as J=4, not `\(choice)`")
        }
        standing[quantity] = line
      }
      return .exam(.handIn(standing: standing))
    case ("write", let line): return .exam(.write(line))
    case ("on", let numbers):
      let parts = numbers.split(separator: " ").map(String.init)
      guard parts.count == 2, let seconds = Int(parts[0]), (0...1_000_000).contains(seconds),
        let seed = UInt64(parts[1])
      else {
        throw ActionError("exam on takes seconds and the number of its layer, as in exam on 90 7")
      }
      return .exam(.resume(seconds: seconds, seed: seed))
    default: throw ActionError("exam takes nothing, timer on|off, write LINE or hand in, not `\(text)`")
    }
  }

  static func parseSet(_ text: String, _ names: Naming) throws(ActionError) -> Action {
    let name = text.prefix { !$0.isWhitespace && $0 != "=" }
    let quantity = (try? FormulaParser.formula(String(name), names: names))?.leadingQuantity
    let named = LayerExample.Part.allCases.first { $0.quantity == quantity && names != .standard }
    guard let part = named ?? LayerExample.Part(rawValue: name == "δy" ? "dy" : String(name)) else {
      throw ActionError(
        "set needs W, b, a, x, dy or t and its values, as in set W 1 2; 3 4")
    }
    let values = text.dropFirst(name.count).drop { $0.isWhitespace || $0 == "=" }
    guard !values.isEmpty else { throw ActionError("set \(part.rawValue) needs values, as in set W 1 2; 3 4") }
    return .assign(.part(part), String(values), column: text.count - values.count + 1)
  }

  static func parseRandom(_ text: String) throws(ActionError) -> Action {
    if text == "diagnosing" { return .randomDiagnosing }
    var grain = LayerExample.Grain.halves
    var signs = LayerExample.Signs.mixed
    for word in text.split(separator: " ").map(String.init) {
      if let found = LayerExample.Grain(rawValue: word) {
        grain = found
      } else if let found = LayerExample.Signs(rawValue: word) {
        signs = found
      } else {
        throw ActionError(
          "random takes integers, halves or tenths, and mixed, positive or negative, or diagnosing, not `\(word)`")
      }
    }
    return .random(grain, signs)
  }

  /// `2h`, `90m`, `9:00`, in any order.
  package static func parsePlan(_ text: String) throws(ActionError) -> Action {
    var (minutes, exam) = (120, 9 * 60)
    for word in text.split(separator: " ") {
      if let hours = Double(word.dropLast()), word.hasSuffix("h"), hours > 0, hours <= 24 {
        minutes = Int((hours * 60).rounded())
      } else if let number = Int(word.dropLast()), word.hasSuffix("m"), (1...1_440).contains(number) {
        minutes = number
      } else if case let parts = word.split(separator: ":"), parts.count == 2, let hour = Int(parts[0]),
        let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
      {
        exam = hour * 60 + minute
      } else {
        throw ActionError("plan takes the hours there are and the time of the exam, as in plan 2h 9:00, not `\(word)`")
      }
    }
    return .plan(minutes: minutes, exam: exam)
  }

  static func parseShow(_ text: String, _ names: Naming) throws(ActionError) -> Action {
    guard !text.isEmpty else { throw ActionError("show needs a formula, as in show dx") }
    do { return .evaluate(try FormulaParser.formula(text, names: names), column: 0) } catch {
      throw ActionError(error.message, column: error.column)
    }
  }

  static func parseAlways(_ text: String, _ names: Naming) throws(ActionError) -> Action {
    let needed = "always needs two formulas, as in always dx = W^T ds"
    guard !text.isEmpty else { throw ActionError(needed) }
    do throws(FormulaError) {
      let formula = try FormulaParser.formula(text, names: names)
      guard let sides = formula.equationSides else { throw FormulaError(needed, column: 1) }
      return .always(sides, column: 0)
    } catch {
      throw ActionError(error.message, column: error.column)
    }
  }
}
