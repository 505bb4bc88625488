/// The derivative of an expression by one entry of a quantity, as the formula of what it is worth.
///
/// `s` stands for `Wx` and `y` for `f(s)`: `∂(Σ_l W_kl x_l)/∂x_j = Σ_l W_kl [l = j]`, `∂f(s_k)/∂x_j = f′(s_k) W_kj`. The letter of
/// a sum inside is its own, whatever the derivative is by. On cases the conditions stay and their values are differentiated: at a
/// join the piece that has the point has the slope there, as in the activations.
struct FormulaDifferentiation {
  let by: Quantity
  let indices: [Formula.Index]
  let column: Int

  /// - Throws: `FormulaError` where the language has no name for it: a second derivative, or one of something that is computed by
  ///   what it should be differentiated by.
  func value(of formula: Formula) throws(FormulaError) -> Formula {
    switch formula.node {
    case .number, .constant, .index: return zero
    case .entry(let base, let own): return try entry(formula, base, own)
    case .negated(let inside): return negated(try value(of: inside))
    case .operation(let sign, let left, let right): return try operation(formula, sign, left, right)
    case .applied(let function, let arguments): return try application(formula, function, arguments)
    case .sum(let letter, let range, let body):
      guard indices.contains(.letter(letter)) else { return sum(letter, range, try value(of: body)) }
      // Inside its sum the letter runs; what it is differentiated by does not.
      let taken = Set(body.freeIndices).union(indices.compactMap(\.letter))
      let other = Formula.freshLetter(besides: taken, in: body)
      return sum(other, range, try value(of: body.renaming(letter, to: other, column: column)))
    case .cases(let cases, let otherwise):
      var slopes: [Formula.Case] = []
      for part in cases {
        slopes.append(Formula.Case(value: try value(of: part.value), condition: part.condition))
      }
      var rest: Formula?
      if let otherwise { rest = try value(of: otherwise) }
      return at(.cases(slopes, otherwise: rest))
    case .derivative(let of, _, _) where of == nil: throw refused(formula, "is a derivative itself")
    case .derivative(_, _, let inside): return try value(of: inside)
    case .bracket(let condition):
      guard !condition.speaks(of: Set(Quantity.allCases)) else {
        throw refused(formula, "jumps; write cases that meet")
      }
      return zero
    // A trained parameter is one number.
    case .quantity(.a): return by == .a ? one : zero
    case .quantity, .literal, .transposed:
      throw refused(formula, "has no index; write entries, as in ∂s_k/∂x_j")
    case .comparison, .both, .either, .not: throw refused(formula, "is a condition")
    }
  }

  private func refused(_ formula: Formula, _ why: String) -> FormulaError {
    FormulaError("no derivative here: `\(formula.ascii)` \(why)", column: column)
  }

  // MARK: entries

  private func entry(_ formula: Formula, _ base: Formula, _ own: [Formula.Index]) throws(FormulaError) -> Formula {
    guard case .quantity(let quantity) = base.node else {
      return try value(of: try Self.inside(base, own, formula, column))
    }
    if quantity == by { return zip(own, indices).reduce(one) { product($0, bracket($1.0, $1.1)) } }
    switch (quantity, by) {
    case (.y, .s): return product(bracket(own[0], indices[0]), slope(own))
    case (.y, _):
      guard let jacobian = by.jacobian else { break }
      return named(jacobian, own + indices)
    case (.s, .x): return named(.w, own + indices)
    case (.s, .w): return product(bracket(own[0], indices[0]), named(.x, [indices[1]]))
    case (.s, .b): return bracket(own[0], indices[0])
    case (.s, .a): return zero
    case (.w, .x), (.w, .b), (.w, .a), (.x, .w), (.x, .b), (.x, .a), (.b, .x), (.b, .w), (.b, .a): return zero
    default: break
    }
    throw refused(formula, "is not written by \(by.rawValue) in this language")
  }

  /// `(Wx)_k` as its sum over the inputs, `f(s)_k` as `f(s_k)`.
  private static func inside(
    _ base: Formula, _ own: [Formula.Index], _ formula: Formula, _ column: Int
  ) throws(FormulaError) -> Formula {
    func at(_ node: Formula.Node) -> Formula { Formula(node, column: column) }
    func entry(_ base: Formula) throws(FormulaError) -> Formula {
      if case .quantity = base.node { return at(.entry(base, own)) }
      return try inside(base, own, formula, column)
    }
    switch base.node {
    case .operation(.multiply, let left, let right)
    where left.node == .quantity(.w) && right.node == .quantity(.x) && own.count == 1:
      let free = Formula.freshLetter(besides: Set(own.compactMap(\.letter)), in: base)
      let term = at(
        .operation(
          .multiply, at(.entry(left, own + [.letter(free)])), at(.entry(right, [.letter(free)]))))
      return at(.sum(free, nil, term))
    case .operation(let sign, let left, let right) where [.add, .subtract, .hadamard].contains(sign):
      return at(.operation(sign == .hadamard ? .multiply : sign, try entry(left), try entry(right)))
    case .applied(let function, let arguments) where arguments.count == 1 && ![.diag, .total].contains(function):
      return at(.applied(function, [try entry(arguments[0])]))
    case .negated(let inside): return at(.negated(try entry(inside)))
    default: break
    }
    throw FormulaError("no derivative here: `\(formula.ascii)`; write it with the index inside", column: column)
  }

  private func slope(_ indices: [Formula.Index]) -> Formula { at(.applied(.fPrime, [named(.s, indices)])) }

  // MARK: what is built of them

  private func operation(
    _ formula: Formula, _ sign: Formula.Operator, _ a: Formula, _ b: Formula
  ) throws(FormulaError) -> Formula {
    switch sign {
    case .add: return sum(try value(of: a), try value(of: b))
    case .subtract: return sum(try value(of: a), negated(try value(of: b)))
    case .multiply, .hadamard:
      return sum(product(try value(of: a), b), product(a, try value(of: b)))
    case .divide, .hadamardDivide:
      let above = sum(product(try value(of: a), b), negated(product(a, try value(of: b))))
      return above == zero ? zero : at(.operation(.divide, above, product(b, b)))
    case .power:
      if a.node == .constant(.e) { return product(formula, try value(of: b)) }
      guard let exponent = b.rationalConstant else { throw refused(formula, "has no number as its exponent") }
      let less = at(.operation(.power, a, at(.operation(.subtract, b, one))))
      return exponent.isZero ? zero : product(product(b, less), try value(of: a))
    }
  }

  private func application(
    _ formula: Formula, _ function: Formula.Function, _ arguments: [Formula]
  ) throws(FormulaError) -> Formula {
    guard arguments.count == 1 else { throw refused(formula, "is written by cases before it is differentiated") }
    let inner = try value(of: arguments[0])
    guard inner != zero else { return zero }
    switch function {
    case .f: return product(at(.applied(.fPrime, arguments)), inner)
    case .exp: return product(formula, inner)
    case .ln: return at(.operation(.divide, inner, arguments[0]))
    case .fPrime: throw refused(formula, "would give a second derivative, which no derivation here needs")
    default: throw refused(formula, "is written by cases before it is differentiated")
    }
  }

  // MARK: trees

  private func at(_ node: Formula.Node) -> Formula { Formula(node, column: column) }
  private var zero: Formula { at(.number(.zero)) }
  private var one: Formula { at(.number(.one)) }

  private func named(_ quantity: Quantity, _ indices: [Formula.Index]) -> Formula {
    let whole = at(.quantity(quantity))
    return indices.isEmpty ? whole : at(.entry(whole, indices))
  }

  /// `[a = b]`, 1 where both are one letter.
  private func bracket(_ a: Formula.Index, _ b: Formula.Index) -> Formula {
    func number(_ index: Formula.Index) -> Formula {
      switch index {
      case .letter(let letter): at(.index(letter))
      case .number(let number): at(.number(Rational(number)))
      }
    }
    return a == b ? one : at(.bracket(at(.comparison(.equal, number(a), number(b)))))
  }

  private func product(_ a: Formula, _ b: Formula) -> Formula {
    if a == zero || b == zero { return zero }
    return a == one ? b : b == one ? a : at(.operation(.multiply, a, b))
  }

  private func sum(_ a: Formula, _ b: Formula) -> Formula {
    a == zero ? b : b == zero ? a : at(.operation(.add, a, b))
  }

  private func sum(_ letter: String, _ range: Formula.SumRange?, _ body: Formula) -> Formula {
    body == zero ? zero : at(.sum(letter, range, body))
  }

  private func negated(_ a: Formula) -> Formula { a == zero ? zero : at(.negated(a)) }
}

extension Formula {
  /// The derivative of `of`, of the loss where that is `nil`, by a quantity or one of its entries.
  package static func derivative(of: Formula?, by: Formula, column: Int = 1) throws(FormulaError) -> Formula {
    guard let quantity = by.leadingQuantity else {
      throw FormulaError("derivatives are by y, s, x and W", column: column)
    }
    let indices = by.entryIndices
    func named(_ quantity: Quantity, _ indices: [Index]) -> Formula {
      let whole = Formula(.quantity(quantity), column: column)
      return indices.isEmpty ? whole : Formula(.entry(whole, indices), column: column)
    }
    guard let of else {
      guard let gradient = quantity.gradient else {
        throw FormulaError("the derivative of L by \(quantity.rawValue) has no name here", column: column)
      }
      return Formula(.derivative(of: nil, by: by, value: named(gradient, indices)), column: column)
    }
    let value: Formula
    if indices.isEmpty, quantity.rank > 0 {
      value = try whole(of, by: quantity, column: column)
    } else if case .quantity(let own) = of.node, own.rank > 0 {
      // A single number has no index to give: `∂y/∂a`.
      guard quantity.rank == 0, let jacobian = own == .y ? quantity.jacobian : nil else {
        throw FormulaError("give indices above and below, as in ∂y_k/∂x_j, or on neither", column: column)
      }
      value = named(jacobian, [])
    } else {
      value = try FormulaDifferentiation(by: quantity, indices: indices, column: column).value(of: of)
    }
    return Formula(.derivative(of: of, by: by, value: value), column: column)
  }

  /// The derivatives of whole quantities that have a name, and of `Wx` and `f(s)`.
  private static func whole(_ of: Formula, by quantity: Quantity, column: Int) throws(FormulaError) -> Formula {
    func whole(_ quantity: Quantity) -> Formula { Formula(.quantity(quantity), column: column) }
    if !of.entryIndices.isEmpty {
      throw FormulaError("give indices above and below, as in ∂y_k/∂x_j, or on neither", column: column)
    }
    switch (of.node, quantity) {
    case (.quantity(.y), .s), (.applied(.f, [Formula(.quantity(.s))]), .s):
      return Formula(
        .applied(.diag, [Formula(.applied(.fPrime, [whole(.s)]), column: column)]), column: column)
    case (.quantity(.y), _): if let jacobian = quantity.jacobian { return whole(jacobian) }
    case (.quantity(.s), .x), (.operation(.multiply, Formula(.quantity(.w)), Formula(.quantity(.x))), .x):
      return whole(.w)
    default: break
    }
    throw FormulaError(
      "this derivative has no name in the lesson; there are ∂L/∂y, ∂L/∂s, ∂L/∂x, ∂L/∂W, ∂y/∂s, ∂y/∂x, ∂y/∂W, ∂s/∂x",
      column: column)
  }
}
