import LayerMath

/// The loss that a question writes down, `L = \frac{1}{2} \sum_k (y_k - t_k)^2`, followed to the letter and the sign.
///
/// Read where the output is called `y` or `z` and the target `t`: other names would stand for something else on the screen.
struct DefinedLoss {
  let loss: Loss
  /// Whether it has no sum, as one writes it of one unit.
  let isOfOneUnit: Bool
  /// What it calls the output.
  let output: Character

  /// Whether a formula defines a loss, readable or not.
  static func isDefined(by formula: LessonFormula) -> Bool { right(of: formula) != nil }

  init?(_ formula: LessonFormula) {
    guard let right = Self.right(of: formula),
      !right.replacing("k=1", with: "").replacing("i=1", with: "").contains("=")
    else { return nil }
    let letters = Self.letters(right)
    // `t` and one letter for the output: a loss of anything else is another task.
    // A sum over another letter than k may be one over examples; `/2K` is read as a half times K by some and not by others.
    let plain = right.replacing("z", with: "y").replacing("[", with: "(").replacing("]", with: ")")
    guard letters.isSubset(of: ["y", "z", "t", "K", "k"]), letters.contains("t"),
      letters.contains("y") != letters.contains("z"), !Self.dividesByProduct(plain), !Self.hasLooseLogarithm(plain),
      let read = try? FormulaParser.formula(Self.withoutNorms(plain)),
      let (term, hasSum) = Self.overUnit(read), !hasSum || !term.holdsWhole, let loss = try? Loss(formula: term)
    else { return nil }
    self.loss = Self.named(loss) ?? loss
    isOfOneUnit = !hasSum
    output = letters.contains("z") ? "z" : "y"
  }

  /// Words that belong to a loss that was read.
  static let words: Set<String> = [
    "cross-entropy", "cross entropy", "squared error", "squared loss", "mean squared", "MSE", "squared",
    "logistic loss",
    "log-likelihood", "log likelihood",
  ]

  /// Whether the words name no other loss than the formula has: no squares for logarithms.
  func fits(_ words: ModuleWords) -> Bool {
    let hasLogarithm = loss.term.holdsLogarithm
    if words.mentions(["binary"]) {
      let known = Loss(.binaryCrossEntropy)
      let turned = try? Loss(formula: Formula(.negated(known.term)))
      return [known, turned].compactMap { $0 }.contains { $0.isSame(as: loss) }
    }
    if words.mentions(["cross-entropy", "cross entropy", "logistic loss", "log-likelihood", "log likelihood"]) {
      return hasLogarithm
    }
    return words.mentions(["squared", "MSE"]) ? loss.isQuadratic : true
  }

  /// "with respect to `$t$`": the target is no parameter of the walk.
  static func asksForTarget(_ inlines: [Inline]) -> Bool {
    zip(inlines, inlines.dropFirst()).contains { before, formula in
      guard let latex = formula.formula?.latex, QuestionFormula.bare(latex).hasPrefix("t") else { return false }
      return ["to", "by", "and", "for"].contains(
        before.text.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? "")
    }
  }

  /// `t`, `t_k`, `t \\in \\{0, 1\\}`, `L`.
  static func isTarget(_ formula: LessonFormula) -> Bool {
    let bare = QuestionFormula.bare(formula.latex).filter { $0 != "\\" }
    return ["t", "t_k", "L", "tin0,1", "tinmathbbR", "tinmathbbR^K", "t_kin0,1", "E"].contains(bare)
  }

  /// `\ln 1 - y`, of which nobody can tell where it ends.
  private static func hasLooseLogarithm(_ latex: String) -> Bool {
    let bare = latex.filter { !$0.isWhitespace }
    return bare.contains("\\ln1") || bare.contains("\\log1")
  }

  /// `/2K`, `/ 2 K`.
  private static func dividesByProduct(_ latex: String) -> Bool {
    guard let slash = latex.firstIndex(of: "/") else { return false }
    let behind = latex[latex.index(after: slash)...].filter { !$0.isWhitespace }
    return behind.drop { $0.isNumber || $0 == "." }.first.map { $0.isLetter || $0 == "\\" || $0 == "(" } ?? false
  }

  /// The named loss that it is for every output and target, whatever its form.
  private static func named(_ loss: Loss) -> Loss? {
    Loss.Kind.allCases.filter { $0 != .softmaxCrossEntropy }.map(Loss.init).first { $0.isSame(as: loss) }
  }

  /// What stands behind `L =`, `\mathcal{L}(y, t) =`, `E =`.
  private static func right(of formula: LessonFormula) -> String? {
    guard let equals = formula.latex.firstIndex(of: "=") else { return nil }
    let left = QuestionFormula.bare(String(formula.latex[..<equals]))
    let name = left.prefix { $0 != "(" }
    guard ["L", "E", "C", "J", "\\ell", "\\mathcalL", "ℓ"].contains(String(name)),
      name.endIndex == left.endIndex || left.last == ")"
    else { return nil }
    var right = formula.latex[formula.latex.index(after: equals)...]
    while let last = right.last, last.isWhitespace || ".,;".contains(last) { right.removeLast() }
    return String(right)
  }

  /// Letters that stand for something, without those of commands.
  private static func letters(_ latex: String) -> Set<String> {
    var found: Set<String> = []
    var rest = latex[...]
    while let character = rest.first {
      if character == "\\" {
        rest = rest.dropFirst().drop { $0.isLetter }
        continue
      }
      if character.isLetter { found.insert(String(character)) }
      rest = rest.dropFirst()
    }
    // `\log`, `\sum`, `\frac` are commands; words without a backslash are none of ours.
    return found
  }

  /// `\|y - t\|^2` as the sum that it is.
  private static func withoutNorms(_ latex: String) -> String {
    var text = latex
    for sign in ["\\lVert", "\\rVert", "\\Vert", "\\left\\|", "\\right\\|"] { text = text.replacing(sign, with: "\\|") }
    let parts = text.components(byBars: "\\|")
    guard parts.count == 3 else { return latex }
    let inside = parts[1].filter { !$0.isWhitespace }
    let behind = parts[2].drop { $0.isWhitespace }
    let squares = ["_2^2", "_{2}^{2}", "_2^{2}", "_{2}^2", "^2", "^{2}", "^2_2"]
    guard ["y-t", "t-y"].contains(inside), let square = squares.first(where: { behind.hasPrefix($0) }) else {
      return latex
    }
    let sign = inside == "y-t" ? "(y_k - t_k)" : "(t_k - y_k)"
    return "\(parts[0]) \\sum_{k=1}^K \(sign)^2 \(behind.dropFirst(square.count))"
  }

  /// `ℓ(y_k, t_k)`, and whether it was under a sum.
  private static func overUnit(_ formula: Formula) -> (term: Formula, hasSum: Bool)? {
    switch formula.node {
    case .sum(let letter, let range, let body):
      if let range {
        guard range.from.rationalConstant == .one, range.to.node == .constant(.k) else { return nil }
      }
      return holdsSum(body) ? nil : (body.counting(letter), true)
    case .negated(let inside):
      return overUnit(inside).map { (Formula(.negated($0.term)), $0.hasSum) }
    case .operation(let sign, let left, let right) where sign == .multiply || sign == .divide:
      // A number before the sum, or below it, is one for each term.
      if isNumber(left), sign == .multiply, let (term, hasSum) = overUnit(right), hasSum {
        return (Formula(.operation(.multiply, left, term)), true)
      }
      if isNumber(right), let (term, hasSum) = overUnit(left), hasSum {
        return (Formula(.operation(sign, term, right)), true)
      }
      return holdsSum(formula) ? nil : (formula, false)
    case .operation(let sign, let left, let right) where sign == .add || sign == .subtract:
      guard holdsSum(formula) else { return (formula, false) }
      guard let (first, a) = overUnit(left), let (second, b) = overUnit(right), a, b else { return nil }
      return (Formula(.operation(sign, first, second)), true)
    default: return holdsSum(formula) ? nil : (formula, false)
    }
  }

  private static func holdsSum(_ formula: Formula) -> Bool {
    if case .sum = formula.node { return true }
    if case .applied(.total, _) = formula.node { return true }
    return formula.children.contains(where: holdsSum)
  }

  private static func isNumber(_ formula: Formula) -> Bool { !formula.hasQuantity && !holdsSum(formula) }
}

extension Formula {
  /// Whether the number of units stands in it.
  var holdsSize: Bool { node == .constant(.k) || children.contains(where: \.holdsSize) }

  /// Whether `y` or `t` stands in it as a whole.
  fileprivate var holdsWhole: Bool {
    switch node {
    case .quantity: true
    case .entry: false
    default: children.contains(where: \.holdsWhole)
    }
  }

  fileprivate var holdsLogarithm: Bool {
    if case .applied(.ln, _) = node { return true }
    return children.contains(where: \.holdsLogarithm)
  }

  /// With `k` for another letter of a sum.
  fileprivate func counting(_ letter: String) -> Formula {
    guard case .entry(let base, let indices) = node else { return mapping { $0.counting(letter) } }
    return Formula(.entry(base, indices.map { $0 == .letter(letter) ? .letter("k") : $0 }), column: column)
  }
}

extension String {
  fileprivate func components(byBars bar: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: bar) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
