/// What stands for a command that an author has defined, by `\newcommand`, `\def` and their kin or in front matter.
package struct LaTeXMacro: Equatable, Sendable, ExpressibleByStringLiteral {
  /// LaTeX with `#1` … `#9` for the arguments.
  package var body: String
  package var parameters: Int
  /// The first argument where it is not given in brackets.
  package var optional: String?
  /// It stands for the command of that name as it was before any definition: `\let`.
  var primitive: String?

  /// - Parameter body: it says itself how many arguments it takes.
  package init(_ body: String) {
    self.body = body
    var count = 0
    var isNumber = false
    for character in body {
      if isNumber, let digit = character.wholeNumberValue { count = max(count, digit) }
      isNumber = character == "#"
    }
    parameters = count
  }

  init(_ body: String, parameters: Int, optional: String? = nil) {
    self.body = body
    self.parameters = parameters
    self.optional = optional
  }

  package init(stringLiteral body: String) { self.init(body) }
}

/// The author's commands by name, without backslash.
package typealias LaTeXMacros = [String: LaTeXMacro]
