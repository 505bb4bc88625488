/// How far somebody is with a lesson, as its front matter says.
package enum LessonStatus: Equatable, Sendable {
  case toLearn, learning, learned
  /// A word that means nothing here; kept as it was written.
  case other(String)

  package init(_ word: String) {
    self = Self.known.first { $0.word == word } ?? .other(word)
  }

  static let known: [LessonStatus] = [.toLearn, .learning, .learned]

  /// As it is written.
  package var word: String {
    switch self {
    case .toLearn: "to_learn"
    case .learning: "learning"
    case .learned: "learned"
    case .other(let word): word
    }
  }

  /// As it is read; empty where it means nothing.
  package var shown: String {
    switch self {
    case .toLearn: "to learn"
    case .learning, .learned: word
    case .other: ""
    }
  }
}

/// What a callout is, `> [!warning]`: two kinds are treated in their own way, the others differ in name only.
package enum CalloutKind: Hashable, Sendable {
  case warning
  /// For the lecturer; students do not see it.
  case speaker
  case named(String)

  package init(_ name: String) { self = name == "warning" ? .warning : name == "speaker" ? .speaker : .named(name) }

  package var name: String {
    switch self {
    case .warning: "warning"
    case .speaker: "speaker"
    case .named(let name): name
    }
  }
}
