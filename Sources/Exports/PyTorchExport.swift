import LayerMath
import Tutoring

/// A PyTorch script that checks our numbers.
package enum PyTorchExport {
  /// A script that computes the layer with PyTorch and fails unless it finds our numbers.
  package static func lines(_ derivation: Derivation) throws(EntryError) -> [String] {
    func list(_ quantity: Quantity) throws(EntryError) -> String {
      var entries: [String] = []
      for symbol in derivation.symbols(quantity) {
        let value = derivation.value(of: symbol)
        if case .undefined(let reason) = value { throw EntryError("\(symbol) has no value: \(reason.reason)") }
        guard let text = JSONText.number(value.double) else {
          throw EntryError("\(symbol) is beyond the range of a double; use smaller numbers")
        }
        entries.append(text.contains(".") || text.contains("e") ? text : text + ".")
      }
      return JSONText.nested(entries, derivation.shape(quantity))
    }
    let rules = derivation.rules
    let parameters = rules.given.filter { $0.role == .parameter || $0.role == .input }
    let loss = derivation.example.loss
    let hasBias = rules.given.contains(.b)
    let activation = derivation.activation
    var lines = [
      "# A linear layer s = Wx\(hasBias ? " + b" : "") and \(activation.isELU ? "ELU y = f(s)" : "y = f(s) = \(ActivationWords(activation, .standard).definition)") in PyTorch; every assertion compares with the derivation by hand.",
      "import torch", "import torch.nn.functional as F", "", "torch.set_default_dtype(torch.float64)",
    ]
    for quantity in parameters {
      lines.append("\(quantity.rawValue) = torch.tensor(\(try list(quantity)), requires_grad=True)")
    }
    let gradients = rules.whole.compactMap { gradient in gradient.derivedBy.map { (gradient.rawValue, $0.rawValue) } }
    let arriving: Quantity = loss == nil ? .deltaY : .t
    lines += [
      "\(arriving.rawValue) = torch.tensor(\(try list(arriving)))", "", "s = W @ x\(hasBias ? " + b" : "")",
      "y = \(torch(activation))",
    ]
    if let loss {
      if loss.isSoftmax { lines.append("yhat = torch.softmax(y, 0)") }
      lines += ["L = \(torch(loss, units: derivation.k))", "dy, = torch.autograd.grad(L, y, retain_graph=True)"]
    }
    let (of, seed) = loss == nil ? ("y", ", dy") : ("L", "")
    lines += [
      "\(gradients.map(\.0).joined(separator: ", ")) = torch.autograd.grad(\(of), (\(gradients.map(\.1).joined(separator: ", ")))\(seed), retain_graph=True\(activation.trained == nil ? "" : ", materialize_grads=True"))",
      "J = torch.stack([torch.autograd.grad(y[k], x, retain_graph=True)[0] for k in range(len(y))])", "",
      "expected = {",
    ]
    let forward = rules.computed.filter { $0.role == .forward } + (loss == nil ? [] : [.deltaY])
    for quantity in forward + [.jacobian] + rules.whole {
      lines.append("    \"\(quantity.rawValue)\": (\(quantity.rawValue), \(try list(quantity))),")
    }
    return lines + [
      "}", "for name, (ours, by_hand) in expected.items():",
      "    torch.testing.assert_close(ours.detach(), torch.tensor(by_hand), rtol=1e-12, atol=1e-12)",
      "    print(name, \"agrees\")",
    ]
  }

  /// `f(s)` as PyTorch has it by name, else piece by piece.
  private static func torch(_ activation: Activation) -> String {
    if activation.isELU { return "F.elu(s)" }
    let alpha = activation.alpha.map { JSONText.number(RealNumber($0)) } ?? ""
    switch activation.kind {
    case .identity: return "s * 1"
    case .relu: return "F.relu(s)"
    case .prelu: return "torch.where(s > 0, s, a * s)"
    case .leakyReLU: return "F.leaky_relu(s, \(alpha))"
    case .elu: return "F.elu(s, \(alpha))"
    case .selu: return "F.selu(s)"
    case .softplus: return "F.softplus(s, threshold=1000.)"
    case .sigmoid: return "torch.sigmoid(s)"
    case .tanh: return "torch.tanh(s)"
    case .swish: return "F.silu(s)"
    case .softsign: return "F.softsign(s)"
    case .hardTanh: return "F.hardtanh(s)"
    case nil:
      // From the right: each condition is asked where those before it do not hold.
      let pieces = activation.pieces.map { python($0.value) }
      return zip(activation.pieces.dropFirst(), pieces.dropFirst()).reduce(pieces[0]) { rest, part in
        let (piece, value) = part
        let condition = piece.condition.split(separator: " and ").first.map(String.init) ?? "True"
        return "torch.where(\(condition.replacing("s_k", with: "s")), \(value), \(rest))"
      }
    }
  }

  /// `L` as PyTorch has it by name, else by its formula.
  private static func torch(_ loss: Loss, units: Int) -> String {
    switch loss.kind {
    case .squared: return "F.mse_loss(y, t, reduction=\"sum\")"
    case .halfSquared: return "0.5 * F.mse_loss(y, t, reduction=\"sum\")"
    // Targets beyond 0 and 1, which the function refuses, are computed by the formula.
    case .binaryCrossEntropy: return "-torch.sum(t * torch.log(y) + (1 - t) * torch.log(1 - y))"
    case .softmaxCrossEntropy: return "-torch.sum(t * torch.log_softmax(y, 0))"
    case nil: return "torch.sum(\(expression(loss.term).replacing("UNITS", with: "\(units)")))"
    }
  }

  private static func python(_ formula: Formula) -> String {
    // A number alone would have no path to s.
    if let value = formula.rationalConstant { return "(s * 0 + \(JSONText.number(RealNumber(value))))" }
    return formula.speaks(of: [.s]) ? expression(formula) : "(s * 0 + \(expression(formula)))"
  }

  private static func expression(_ formula: Formula) -> String {
    if let value = formula.rationalConstant { return "(\(JSONText.number(RealNumber(value))))" }
    switch formula.node {
    case .constant(.e): return "2.718281828459045"
    case .constant(.k): return "UNITS"
    case .entry, .quantity: return formula.leadingQuantity.map { $0 == .x ? "s" : $0.rawValue } ?? "s"
    case .negated(let inside): return "(-\(expression(inside)))"
    case .applied(.exp, let arguments): return "torch.exp(\(expression(arguments[0])))"
    case .applied(.ln, let arguments): return "torch.log(\(expression(arguments[0])))"
    case .operation(.power, let base, let exponent) where base.node == .constant(.e):
      return "torch.exp(\(expression(exponent)))"
    case .operation(let sign, let a, let b):
      let symbol =
        switch sign {
        case .add: "+"
        case .subtract: "-"
        case .multiply, .hadamard: "*"
        case .divide, .hadamardDivide: "/"
        case .power: "**"
        }
      return "(\(expression(a)) \(symbol) \(expression(b)))"
    default: return "s"
    }
  }
}
