import LayerMath

/// A wrong rule as people have it, and what is said of it.
///
/// The derivation is run with the rule in the place of the right one; whatever rests on it follows.
package struct Misconception: Equatable, Sendable {
  /// How it is spoken of.
  package enum Kind: String, CaseIterable, Sendable {
    case error
    /// The right answer to the question beside this one.
    case neighbour
    /// Right in another convention.
    case layout
  }

  package let id: String
  /// What its rule computes.
  package let quantity: Quantity
  /// An equation of the small language for an entry: `dx_j = ds_j W_jj`.
  package let rule: Rule
  /// What somebody does who has it: `forgets to transpose W`.
  package let belief: String
  /// What helps, without a value in it.
  package let feedback: String
  /// Those that give the same numbers where they meet have one family, and one feedback.
  package let family: String
  package let kind: Kind
  /// What is to be practised by somebody who has it.
  package let skill: Skill?
  /// Names of the activations it makes sense with; all where it is empty.
  let activations: [String]
  /// Losses it makes sense with, or `bias`.
  let parts: [String]
  let place: LessonPlace

  /// Whether a module can be misunderstood so.
  package func concerns(_ example: LayerExample) -> Bool {
    let activation = example.activation
    guard example.rules[quantity] != nil else { return false }
    guard activations.isEmpty || activation.kind.map({ activations.contains($0.rawValue) }) ?? false else {
      return false
    }
    return parts.isEmpty || parts.contains(where: { $0 == "bias" ? example.b != nil : $0 == example.loss?.name })
  }

  /// The module's rules with this one in its place, each value from the one before it; `nil` where it does not concern them.
  package func rules(of example: LayerExample) -> RuleSet? {
    concerns(example) ? example.rules.handInHand.replacing(with: rule) : nil
  }
}

/// All wrong rules that are known, in the order in which they are listed.
package struct Misconceptions: Equatable, Sendable {
  package static let fileName = "misconceptions.yaml"

  /// Where they stand; of several files the first.
  let file: String
  package let all: [Misconception]
  package let issues: [LessonIssue]

  package static let none = Misconceptions(file: "", all: [], issues: [])

  package subscript(id: String) -> Misconception? { all.first { $0.id == id } }

  /// Those of an author before those of the course; an id that is there twice stands for the author's.
  func following(_ own: Misconceptions) -> Misconceptions {
    let ids = Set(own.all.map(\.id))
    return Misconceptions(
      file: own.file, all: own.all + all.filter { !ids.contains($0.id) }, issues: own.issues + issues)
  }

  package func concerning(_ example: LayerExample) -> [Misconception] { all.filter { $0.concerns(example) } }
}
