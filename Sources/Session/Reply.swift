import LayerMath

/// What a line gave, as data; how it is written is `ReplyText`'s and `ReplyJSON`'s business.
package enum Reply: Equatable, Sendable {
  /// The value of a formula for the numbers of the walk.
  case value(Formula, FormulaValue)
  case truth(Formula, FormulaShape, [Bool])
  case verdict(Formula, Formula, Equivalence)
  /// The derivation of an entry, or a whole quantity's form.
  case step(StepID)
  /// Every result of the layer.
  case solution
  /// Analytic against numeric, for every derivative by what is entered.
  case check
  /// New numbers, and the computed entries that followed them; `shown` are those that the walk has come to.
  case changed(LayerExample.Part, from: LayerExample, entries: [Symbol], shown: [Symbol])
  /// What f is and how its slope is derived.
  case activation(Activation)
  /// What the loss is and how `δy` is derived from it; `nil` where none stands behind the layer.
  case loss(Loss?)
  case lines([String])
  /// The step that a movement came to, which a screen shows anyway.
  case place(StepID)
  /// Numbers that another action brought, which a screen shows anyway.
  case numbers(LayerExample.Part, from: LayerExample)
  /// The actions, which a screen has as a layer.
  case help([String])
  /// What a screen shows as a list, each row with the action that it leads to.
  case page(String, [PageRow])
  /// A remark, shown in the status line.
  case note(String)
  case failure(ActionError)

  /// Whether it deserves a place above the prompt; remarks have the status line, and some things are seen.
  package var isResult: Bool {
    switch self {
    case .note, .failure, .place, .numbers, .help, .check, .page: false
    default: true
    }
  }

  /// What was asked holds, or does not; `nil` where nothing was, or nobody can tell.
  package var verdict: Bool? {
    switch self {
    case .truth(_, .scalar, let values): values.allSatisfy { $0 }
    case .verdict(_, _, .same): true
    case .verdict(_, _, .different): false
    default: nil
    }
  }

  /// Whether a screen shows it as a layer.
  package var isLayerToo: Bool {
    switch self {
    case .help, .check, .page: true
    default: false
    }
  }

  /// Whether a front without a screen says it.
  package var isSaid: Bool {
    switch self {
    case .note, .failure: false
    default: true
    }
  }
}

/// A row of a page.
package struct PageRow: Equatable, Sendable {
  package let text: String
  /// The action line that it leads to; empty for none.
  package let line: String

  package init(_ text: String, _ line: String = "") { (self.text, self.line) = (text, line) }
}

/// A line that was entered, and what it gave.
package struct Exchange: Equatable, Sendable {
  package let line: String
  /// The numbers that the replies speak of; later lines may have other ones.
  package var derivation: Derivation
  package var replies: [Reply] = []
  /// Whose numbers those are, where that is not plain.
  package var numbersName: String?

  package init(line: String, derivation: Derivation) { (self.line, self.derivation) = (line, derivation) }

  package var failure: ActionError? {
    for case .failure(let error) in replies { return error }
    return nil
  }
}
