import Curriculum
import LayerMath
import TextLayout

/// What is understood of an answer: whether it is right, which wrong rules explain it, what it was carried on from, and what to ask
/// next.
package struct Diagnosis: Sendable {
  package enum Verdict: String, Sendable {
    case right, rounded, partly, wrong, unreadable
    case cannotTell = "cannot tell"
  }

  package var verdict: Verdict
  /// Of each cell of the step whether it is right; `nil` where it was left open.
  package var cells: [Bool?] = []
  /// Those that explain it, in the order of the catalogue.
  package var rules: [Misconception] = []
  /// Earlier values of the student, wrong themselves, from which the answer follows.
  package var carried: [Quantity] = []
  package var slip: Slip?
  /// The entry that would tell the rules apart.
  package var separate: Symbol?
  /// Where what cannot be read begins, counted from 1.
  package var column: Int?
  package var feedback = ""
  /// Whether it has not the shape of what was asked.
  package var isMisshapen = false

  package var neighbour: Misconception? { rules.first { $0.kind != .error } }
}

extension Diagnosis {
  /// Of a formula beside a model answer that names no quantity: the same for every layer, or not.
  package init(of text: String, beside model: Formula, on derivation: Derivation) {
    do throws(FormulaError) {
      let whole = try FormulaParser.formula(text, names: derivation.names)
      let sides = AnswerEquation.Sides(whole.equationSides ?? [whole]).rest
      switch try Formula.compare(model, sides.last ?? whole, here: derivation.example) {
      case .same:
        self.init(verdict: .right, feedback: "right: the same for every layer")
        for side in sides.dropLast() {
          guard case .different = try Formula.compare(model, side, here: derivation.example) else { continue }
          self.init(verdict: .unreadable, column: side.column, feedback: DiagnosisText.unequal(side, derivation.names))
        }
      case .different:
        self.init(verdict: .wrong, feedback: "this is another formula: there are layers on which it differs")
      case .cannotTell(let reason): self.init(verdict: .cannotTell, feedback: "this cannot be told: \(reason)")
      }
    } catch { self.init(verdict: .unreadable, column: error.column, feedback: error.message) }
  }
}

extension LayerDiagnosis {
  /// - Parameters:
  ///   - asked: one entry, or all entries of a quantity.
  ///   - earlier: what the student had for earlier steps.
  ///   - known: quantities whose right values the student has before the eyes: nothing went wrong there.
  ///   - isFormula: whether a formula is asked for: it is right or not, whatever it gives in one cell.
  ///   - isShown: whether an entry is in view, so that it need not be asked for.
  package func diagnosis(
    of text: String, for asked: [Symbol], earlier: [Symbol: AnswerCell] = [:], known: Set<Quantity> = [],
    isShown: (Symbol) -> Bool = { _ in false }, isFormula: Bool = false
  ) -> Diagnosis {
    let equation: AnswerEquation
    do throws(FormulaError) { equation = try AnswerEquation(text, in: derivation, of: asked.count) } catch {
      return Diagnosis(verdict: .unreadable, column: error.column, feedback: error.message)
    }
    if let name = equation.name, equation.isMisnamed(for: asked) {
      return Diagnosis(verdict: .unreadable, feedback: DiagnosisText(self).misnamed(name, asked))
    }
    if case .cells(let rows) = equation.answer, asked.count == 1, rows.map(\.count) == [2], text.contains(","),
      !text.contains(".")
    {
      return Diagnosis(
        verdict: .unreadable, feedback: "one number is asked; write a point in decimals: 0.25, not 0,25")
    }
    var result = diagnosis(of: equation.answer, for: asked, earlier, known)
    if let separate = result.separate, isShown(separate) {
      result.separate = separating(result.rules, besides: Set(asked), known, isShown: isShown)
      result.feedback = DiagnosisText(self).wrong(result, asked)
    }
    if isFormula, result.verdict == .partly, result.cells.contains(false) {
      result.verdict = .wrong
      result.cells = asked.map { _ in false }
      result.feedback = DiagnosisText(self).wrong(result, asked, isFormula: true)
    }
    // Where the last side is wrong, it is what is spoken of.
    guard [.right, .rounded].contains(result.verdict) else { return result }
    for side in equation.between {
      guard let answer = try? Answer(side, in: derivation), !side.hasDecimal else { continue }
      guard [.wrong, .partly].contains(diagnosis(of: answer, for: asked, [:], known).verdict) else { continue }
      return Diagnosis(
        verdict: .unreadable, column: side.column, feedback: DiagnosisText.unequal(side, derivation.names))
    }
    return result
  }

  private func diagnosis(
    of answer: Answer, for asked: [Symbol], _ earlier: [Symbol: AnswerCell], _ known: Set<Quantity>
  ) -> Diagnosis {
    switch answer {
    case .cells(let rows): diagnosis(of: rows, for: asked, earlier, known)
    case .formula(let formula): diagnosis(of: formula, for: asked, known)
    }
  }

  // MARK: numbers

  private func diagnosis(
    of rows: [[AnswerCell]], for asked: [Symbol], _ earlier: [Symbol: AnswerCell], _ known: Set<Quantity>
  ) -> Diagnosis {
    guard let cells = fitted(rows, to: asked) else { return misshapen(rows, asked) }
    guard cells.contains(where: { $0 != .open }) else {
      return Diagnosis(verdict: .unreadable, feedback: "nothing is answered: all cells are open")
    }
    let words = DiagnosisText(self)
    let verdicts = zip(cells, asked).map { CellVerdict($0, derivation.value(of: $1)) }
    var result = Diagnosis(verdict: .right, cells: verdicts.map { $0 == .open ? nil : $0 == .right || $0 == .rounded })
    let isCoarse = zip(cells, verdicts).contains { $0.isCoarse && $1 == .rounded }
    // `3` for 3.17 says too little; where it is exactly what a mistake gives, it is that.
    let coarse: (rules: [Misconception], slip: Slip?) = isCoarse ? found(cells, asked, known) : ([], nil)
    if !verdicts.contains(.wrong), coarse.rules.isEmpty, coarse.slip == nil {
      let isWhole = !verdicts.contains(.open)
      result.verdict =
        verdicts.contains(.cannotTell)
        ? .cannotTell : verdicts.contains(.rounded) ? .rounded : isWhole ? .right : .partly
      if isCoarse {
        // What says too little is not taken.
        result.cells = zip(cells, zip(verdicts, result.cells)).map { $0.isCoarse && $1.0 == .rounded ? false : $1.1 }
      }
      result.feedback = isCoarse ? words.coarse(result, asked) : words.right(asked, result.verdict)
      return result
    }
    if verdicts.contains(.wrong), isRoundedOnTheWay(cells, of: asked) {
      result.verdict = .rounded
      result.cells = verdicts.map { $0 == .open ? nil : true }
      result.feedback = words.right(asked, .rounded)
      return result
    }
    result.carried = carried(cells, of: asked, from: earlier)
    let (rules, slip) = found(cells, asked, known)
    result.rules = rules
    if result.carried.isEmpty { result.slip = slip }
    if isCoarse, !rules.isEmpty || slip != nil {
      result.cells = zip(cells, result.cells).map { $0.isCoarse && $1 == true ? false : $1 }
    }
    result.verdict = result.cells.contains(true) ? .partly : .wrong
    complete(&result, asked, words, known)
    return result
  }

  /// The rules that explain an answer, else the slip that it is.
  private func found(
    _ cells: [AnswerCell], _ asked: [Symbol], _ known: Set<Quantity>
  ) -> (rules: [Misconception], slip: Slip?) {
    let rules = matches(cells, of: asked).filter { !known.contains($0.quantity) }
    return (rules, rules.isEmpty ? Slip(cells, of: asked, in: derivation) : nil)
  }

  /// What the rules leave to be asked, and what is said.
  private func complete(
    _ result: inout Diagnosis, _ asked: [Symbol], _ words: DiagnosisText, _ known: Set<Quantity>
  ) {
    if Set(result.rules.map(\.family)).count > 1 {
      result.separate = separating(result.rules, besides: Set(asked), known) { _ in false }
    }
    result.feedback = words.wrong(result, asked)
  }

  /// The cells in the order of the entries asked for; `nil` where there are others than those.
  private func fitted(_ rows: [[AnswerCell]], to asked: [Symbol]) -> [AnswerCell]? {
    let all = rows.flatMap { $0 }
    guard asked.count > 1, let quantity = asked.first?.quantity else { return all.count == asked.count ? all : nil }
    let shape = derivation.shape(quantity)
    let isRow = rows.count == 1
    let isColumn = rows.allSatisfy { $0.count == 1 }
    switch shape.count {
    case 1: return (isRow || isColumn) && all.count == asked.count ? all : nil
    case 2: return rows.count == shape[0] && rows.allSatisfy { $0.count == shape[1] } ? all : nil
    // Three indices: the planes of all outputs under each other.
    default: return rows.allSatisfy { $0.count == shape[shape.count - 1] } && all.count == asked.count ? all : nil
    }
  }

  private func misshapen(_ rows: [[AnswerCell]], _ asked: [Symbol]) -> Diagnosis {
    let words = DiagnosisText(self)
    var result = Diagnosis(verdict: .wrong, cells: asked.map { _ in nil })
    result.feedback = words.shape(rows.map(\.count), asked)
    result.isMisshapen = true
    // The transposed answer may be right, or the answer of a rule that is.
    guard let quantity = asked.first?.quantity, asked.count > 1, derivation.shape(quantity).count == 2,
      let cells = fitted(Answer.turned(rows), to: asked)
    else { return result }
    if zip(cells, asked).allSatisfy({ [.right, .open].contains(CellVerdict($0, derivation.value(of: $1))) }) {
      result.rules = transposing(quantity)
      if let rule = result.rules.first { result.feedback += ". " + derivation.names.words(rule.feedback) }
    }
    return result
  }

  // MARK: formulas

  /// The wrong rules that a formula of all entries of a quantity is.
  func rules(of formula: Formula, for quantity: Quantity) -> [Misconception] {
    diagnosis(of: formula, for: derivation.symbols(quantity), []).rules
  }

  private func diagnosis(of formula: Formula, for asked: [Symbol], _ known: Set<Quantity>) -> Diagnosis {
    let words = DiagnosisText(self)
    if asked[0].quantity == .fPrime ? formula.isSlopeItself : formula.speaks(of: [asked[0].quantity]) {
      return Diagnosis(verdict: .unreadable, feedback: "that is what is asked; say what it is made of")
    }
    guard let left = left(of: asked, for: formula) else {
      return Diagnosis(verdict: .unreadable, feedback: "a formula stands for one entry or for all of a quantity")
    }
    if let other = misshapen(formula, asked) { return other }
    let rule = derivation.rules[asked[0].quantity]
    // The definition itself needs no comparing, which logarithms do not allow.
    if asked.count > 1 || asked[0].index.isEmpty,
      formula == rule?.right || formula == rule?.vectorForm?.equationSides?.last
    {
      return Diagnosis(verdict: .right, cells: asked.map { _ in true }, feedback: words.right(asked, .right))
    }
    do throws(FormulaError) {
      switch try Formula.compare(left, formula, here: isLarge ? example.small : example) {
      case .same(_, let isCertain):
        // What is not proved is tried on large numbers too, beyond any threshold that a person writes.
        var isSurely = isCertain
        if !isSurely { isSurely = try isRight(formula, for: asked, on: large) }
        guard isSurely else { break }
        return Diagnosis(
          verdict: .right, cells: asked.map { _ in true }, feedback: words.right(asked, .right))
      case .cannotTell(let reason):
        return Diagnosis(
          verdict: .cannotTell, cells: asked.map { _ in nil }, feedback: "this cannot be told: \(reason)")
      case .different(let counterexample):
        let isOfThisShape = counterexample.example.k == example.k && counterexample.example.n == example.n
        // What is written out, `dy_1 … + dy_2 …`, is for this many units and inputs.
        if !isOfThisShape, !formula.writtenIndices.isEmpty,
          try isRight(formula, for: asked, on: [self] + others + large)
        {
          return Diagnosis(verdict: .right, cells: asked.map { _ in true }, feedback: words.right(asked, .right))
        }
        // One entry is asked, and `exp(s_2)` is its slope where it lies.
        let alike = onTheSamePieces
        guard asked.count == 1, alike.count > 2, !formula.decides, try isRight(formula, for: asked, on: [self] + alike)
        else { break }
        return Diagnosis(
          verdict: .right, cells: [true], feedback: words.right(asked, .right) + " (on this piece of f)")
      }
      var result = Diagnosis(verdict: .wrong, cells: asked.map { _ in false })
      guard !isLarge else {
        result.feedback = words.wrong(result, asked, isFormula: true)
        return result
      }
      let values = try cells(of: formula, for: asked)
      result.cells = zip(values, asked).map { CellVerdict($0, derivation.value(of: $1)) == .right }
      if result.cells.contains(true), result.cells.contains(false) { result.verdict = .partly }
      // A rule is that of the formula if it is on these numbers and on others.
      result.rules = matches(values, of: asked)
      for other in others where !result.rules.isEmpty {
        guard let cells = try? other.cells(of: formula, for: asked) else { continue }
        let ids = Set(other.matches(cells, of: asked, mustDiffer: false).map(\.id))
        result.rules = result.rules.filter { ids.contains($0.id) }
      }
      // What is written says at which step the rule was.
      let own = result.rules.filter { $0.quantity == asked[0].quantity }
      if !own.isEmpty { result.rules = own }
      result.rules = result.rules.filter { !known.contains($0.quantity) }
      complete(&result, asked, words, known)
      return result
    } catch { return Diagnosis(verdict: .unreadable, column: error.column, feedback: error.message) }
  }

  /// What is said of a formula that gives something of another shape; `nil` where it fits, or cannot be worked out here.
  private func misshapen(_ formula: Formula, _ asked: [Symbol]) -> Diagnosis? {
    guard asked.count > 1, !isLarge, case .value(let value)? = try? formula.evaluated(for: derivation) else {
      return nil
    }
    let shape = FormulaShape(derivation.shape(asked[0].quantity))
    guard value.shape != shape else { return nil }
    if case .matrix(_, let columns) = value.shape {
      let cells = value.entries.map(AnswerCell.exact)
      return misshapen(
        stride(from: 0, to: cells.count, by: columns).map { Array(cells[$0..<($0 + columns)]) }, asked)
    }
    return Diagnosis(
      verdict: .unreadable, column: formula.column,
      feedback: DiagnosisText(self).misfit(asked, value.shape, turned: value.shape.transposed == shape))
  }

  /// Whether a formula has the right values on each of these layers, exactly.
  private func isRight(
    _ formula: Formula, for asked: [Symbol], on layers: [LayerDiagnosis]
  ) throws(FormulaError) -> Bool {
    for layer in layers {
      let values = try layer.cells(of: formula, for: asked)
      guard zip(values, asked).allSatisfy({ CellVerdict($0, layer.derivation.value(of: $1)) == .right }) else {
        return false
      }
    }
    return true
  }

  /// `dx`, `dx_j` where the answer has the letter, or the entry.
  private func left(of asked: [Symbol], for formula: Formula) -> Formula? {
    guard let first = asked.first else { return nil }
    let quantity = first.quantity
    guard asked.count > 1 || derivation.symbols(quantity, limit: 2).count == 1 else {
      return try? FormulaParser.formula(first.formula)
    }
    guard !formula.freeIndices.isEmpty else {
      return try? FormulaParser.formula(quantity == .fPrime ? "f'(s)" : quantity.rawValue)
    }
    let letters = quantity.row.letters
    let line = quantity == .fPrime ? "f'(s_k)" : letters.isEmpty ? quantity.rawValue : "\(quantity.rawValue)_\(letters)"
    return try? FormulaParser.formula(line)
  }

  /// What a formula is worth, cell by cell.
  private func cells(of formula: Formula, for asked: [Symbol]) throws(FormulaError) -> [AnswerCell] {
    guard case .value(let value) = try formula.evaluated(for: derivation), value.entries.count == asked.count else {
      throw FormulaError(DiagnosisText(self).misfit(asked), column: formula.column)
    }
    return value.entries.map(AnswerCell.exact)
  }
}

extension Formula {
  /// Whether it has cases of its own, which on one piece of f it does not need.
  fileprivate var decides: Bool {
    switch node {
    case .cases, .comparison, .bracket, .applied(.min, _), .applied(.max, _), .applied(.abs, _): true
    default: children.contains(where: \.decides)
    }
  }

  /// `f'(s)`, `f'(s_2)`: the slope by its own name.
  fileprivate var isSlopeItself: Bool {
    if case .applied(.fPrime, let arguments) = node {
      switch arguments[0].node {
      case .quantity(.s): return true
      case .entry(let base, _) where base.node == .quantity(.s): return true
      default: break
      }
    }
    return children.contains(where: \.isSlopeItself)
  }
}
