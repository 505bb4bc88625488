import LayerMath

/// Sentences about an activation: which piece a unit is on, how its slope comes about, what happens at a join.
package struct ActivationWords {
  private let activation: Activation
  /// What the lesson calls `f`, `s` and what is trained.
  private let names: Naming
  private var f: String { names.functionScreen }
  private var s: String { names.screen(.s) }

  package init(_ activation: Activation, _ names: Naming) { (self.activation, self.names) = (activation, names) }

  /// A piece of f, of its slope or of that by the trained parameter, over the letter for `s`.
  private func text(_ piece: Activation.Piece, _ quantity: Quantity) -> String {
    piece.text(of: quantity, at: s, parameter: names.screen(.a))
  }

  /// On one row, `s if s > 0, else exp(s) − 1`.
  package var definition: String {
    let parts = activation.pieces.reversed().map { piece in
      (text: text(piece, .y), range: piece.range)
    }
    guard parts.count > 1, let last = parts.last else { return parts.first?.text ?? "" }
    return parts.dropLast().map { "\($0.text) if \(s) \($0.range)" }.joined(separator: ", ") + ", else \(last.text)"
  }

  /// The title of a walk, `Linear + tanh layer`.
  package var layerTitle: String {
    activation.hasTitle ? "Linear + \(activation.title) layer" : "Linear layer and f"
  }

  /// The title of the picture, `ELU curve`.
  package var curve: String { activation.hasTitle ? "\(activation.title) curve" : "curve of f" }

  /// `s₁ > 0: unit 1 is on the linear branch`; of one piece nothing.
  func piece(of unit: Int, at s: Rational) -> String {
    let piece = activation.piece(at: s)
    guard !piece.range.isEmpty else { return "" }
    let name = names.name(Symbol(.s, unit))
    if let join = corner(at: s) { return "\(name) = \(Formula.text(join.at)): \(self.join(join))" }
    guard activation.isELU else { return "\(name) \(piece.range): there \(f)(\(s)) = \(text(piece, .y))" }
    return "\(name) \(piece.range): unit \(unit) is on the \(piece.isPlain(.y) ? "linear" : "exponential") branch"
  }

  /// What choosing the piece says, before its value is there.
  package func choice(_ piece: Activation.Piece, _ quantity: Quantity) -> String {
    if activation.isELU {
      return piece.isPlain(.y) ? "the linear branch: f is the identity here" : "the exponential branch"
    }
    if case .slope = quantity.role { return slopeRule(piece) }
    if case .jacobian = quantity.role { return parameterRule(piece) }
    return piece.range.isEmpty
      ? "\(f) is one formula for every \(s)" : "this piece of \(f) holds for \(s) \(piece.range)"
  }

  /// What a slope says once its value is there.
  package func slope(_ piece: Activation.Piece, _ quantity: Quantity, of unit: Int, at s: Rational) -> String {
    if case .jacobian(let parameter) = quantity.role {
      return "how output \(unit) moves with \(names.name(parameter)): this entry answers the question"
    }
    if activation.isELU {
      return piece.isPlain(.y) ? "on the line y = s the slope is 1" : "the −1 is a constant: it has no slope"
    }
    if let join = corner(at: s) { return self.join(join) }
    guard let byOutput = piece.slopeByOutput else { return slopeRule(piece) }
    let name = names.name(Symbol(.y, unit))
    return "the same by the output: \(f)′ = \(byOutput.unicode.replacing("y_k", with: name))"
  }

  /// `by the quotient rule`, of the outermost step.
  private func slopeRule(_ piece: Activation.Piece) -> String {
    guard let last = piece.slopeSteps.last else {
      return piece.slope.rationalConstant.map { "\(f) is straight here: its slope is \(Formula.text($0))" } ?? ""
    }
    return "\(text(piece, .y)) has this slope by \(Self.name(last.rule))"
  }

  /// How an output moves with the trained parameter.
  private func parameterRule(_ piece: Activation.Piece) -> String {
    let name = names.name(.a)
    guard piece.parameterSlope.rationalConstant?.isZero ?? false else {
      return "\(s) is a constant here, \(name) moves: \(text(piece, .y)) by \(name)"
    }
    return "\(name) does not stand in this piece"
  }

  static func name(_ rule: SlopeDerivation.Step.Rule) -> String {
    switch rule {
    case .sum: "the rule of sums"
    case .factor: "the rule of constant factors"
    case .product: "the product rule"
    case .quotient: "the quotient rule"
    case .power: "the power rule"
    case .exp: "the chain rule with exp"
    case .ln: "the chain rule with ln"
    }
  }

  private func corner(at s: Rational) -> Activation.Join? {
    activation.joins.first { $0.at == s && $0.kind != .smooth }
  }

  /// `at s = 0 f has a corner: left 0, right 1; we take 0, as PyTorch does`.
  package func join(_ join: Activation.Join) -> String {
    let number = NumberText()
    let place = "at \(s) = \(Formula.text(join.at)) \(f) "
    switch join.kind {
    case .smooth:
      return place
        + "has no corner: value \(number.text(join.values.left)), slope \(number.text(join.slopes.left)) from both sides"
    case .corner:
      let sides = "has a corner: left \(number.text(join.slopes.left)), right \(number.text(join.slopes.right))"
      let taken = "we take \(number.text(join.slope))" + (activation.isNamed ? ", as PyTorch does" : "")
      return place + sides + "; " + taken
    case .jump:
      return place
        + "jumps from \(number.text(join.values.left)) to \(number.text(join.values.right)); it has no slope there, we take \(number.text(join.slope))"
    }
  }

  /// How the slope of each piece is found, one rule a line: `(1 + exp(−s))′ = −exp(−s)    sum`.
  package var slopeDerivation: [String] {
    var lines: [String] = []
    for piece in activation.pieces.reversed() {
      let head = "\(f)(\(s)) = \(text(piece, .y))" + (piece.range.isEmpty ? "" : " for \(s) \(piece.range)")
      lines.append(head)
      for step in piece.slopeSteps {
        func shown(_ formula: Formula) -> String { names.text(formula).replacing("\(s)_k", with: s) }
        lines.append("  (\(shown(step.of)))′ = \(shown(step.slope)), by \(Self.name(step.rule))")
      }
      lines.append("  \(f)′(\(s)) = \(text(piece, .fPrime))")
      if let byOutput = piece.slopeByOutput {
        lines.append(
          "  \(f)′(\(s)) = \(byOutput.unicode.replacing("y_k", with: names.screen(.y))), the same by the output, for every s there"
        )
      }
      if activation.trained != nil {
        lines.append("  ∂\(f)(\(s))/∂\(names.name(.a)) = \(text(piece, .activationJacobian))")
      }
    }
    lines += activation.joins.map(join)
    if activation.isAtChangeOfPieces, let trained = activation.trained {
      let (a, place) = (names.screen(.a), Formula.text(trained))
      lines.append(
        "at \(a) = \(place) the pieces change: \(f) has no derivative by \(a) there, and that of these pieces is taken")
    } else if activation.isDividedByParameter, let trained = activation.trained {
      lines.append("so for \(names.screen(.a)) = \(Formula.text(trained)); for others the pieces may be others")
    }
    return lines
  }
}

extension Formula {
  /// A rational number as it is shown.
  fileprivate static func text(_ value: Rational) -> String { NumberText.given(value) }
}
