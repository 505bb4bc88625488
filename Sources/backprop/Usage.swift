import ArgumentParser
import LayerMath

/// Wrong usage that the argument parser would take for something else.
enum Usage {
  /// One line on what is wrong; `nil` where the parser may go on.
  static func problem(in words: [String]) -> String? {
    let options = words.prefix { $0 != "--" }
    // The parser would take the next option for the value.
    if let empty = options.first(where: { $0.hasPrefix("--") && $0.hasSuffix("=") }) {
      return "`\(empty)` has nothing after the `=`; write the value there"
    }
    return unknownCommand(in: Array(options))
  }

  /// `help foo` would be the help for everything, `lessons foo` an argument too many.
  private static func unknownCommand(in words: [String]) -> String? {
    let isHelp = words.first == "help"
    var command: any ParsableCommand.Type = Backprop.self
    // Behind an option may stand its value.
    for word in words.dropFirst(isHelp ? 1 : 0).prefix(while: { !$0.hasPrefix("-") }) {
      let inner = command.configuration.subcommands
      guard let next = inner.first(where: { $0.configuration.commandName == word }) else {
        // A lesson's name stands where a command may stand.
        let isLesson = command == Backprop.self && !isHelp
        guard !inner.isEmpty, !isLesson else { return nil }
        let names = names(of: command)
        let hint = NearestName.of(word, in: names).map { "did you mean `\($0)`?" }
        let place = command == Backprop.self ? "" : " of \(command.configuration.commandName ?? "")"
        return "no command `\(word)`\(place); " + (hint ?? "there are \(names.joined(separator: ", "))")
      }
      command = next
    }
    return nil
  }

  /// Of a word that is no lesson: the command that was probably meant.
  static func command(near word: String) -> String? { NearestName.of(word, in: names(of: Backprop.self)) }

  private static func names(of command: any ParsableCommand.Type) -> [String] {
    command.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// Reads an option's number: `@Option(transform: Usage.number(0...30))`.
  static func number(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    { text in
      guard let number = Int(text), range.contains(number) else {
        throw ValidationError("it takes a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
  }
}
