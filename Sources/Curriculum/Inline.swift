import TextLayout

/// A stretch of text inside a paragraph, all in one manner.
///
/// Flat: nested emphasis is a set of manners.
package struct Inline: Equatable, Sendable {
  package struct Manner: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let strong = Manner(rawValue: 1)
    package static let emphasis = Manner(rawValue: 2)
    package static let code = Manner(rawValue: 4)
    package static let math = Manner(rawValue: 8)
    package static let struck = Manner(rawValue: 16)
    /// LaTeX that could not be read or drawn.
    package static let source = Manner(rawValue: 32)
    package static let image = Manner(rawValue: 64)
  }

  /// As it is shown: mathematics is one row already; `\n` is a line break that stays.
  package var text: String
  package var manner: Manner
  package var link: Link?
  /// The formula that `text` is one row of.
  package var formula: LessonFormula?

  package init(_ text: String, _ manner: Manner = [], link: Link? = nil, formula: LessonFormula? = nil) {
    self.text = text
    self.manner = manner
    self.link = link
    self.formula = formula
  }
}

/// Where a link leads.
package enum Link: Equatable, Sendable {
  /// `[[id]]`, `[[id#heading]]`.
  case lesson(id: String, heading: String?)
  /// `[^1]`: to the note at the end.
  case footnote(String)
  /// To the exercise that stands at a line of the file: it is answered.
  case exercise(line: Int)
  /// Shown, not followed: the tutor opens no network.
  case address(String)
}
