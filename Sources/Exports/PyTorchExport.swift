import LayerMath
import Tutoring

/// A PyTorch script that checks our numbers.
package enum PyTorchExport {
  /// A script that computes the layer with PyTorch and fails unless it finds our numbers.
  package static func lines(_ derivation: Derivation) throws(EntryError) -> [String] {
    func list(_ quantity: Quantity) throws(EntryError) -> String {
      var entries: [String] = []
      for symbol in derivation.symbols(quantity) {
        guard let text = JSONText.number(derivation.value(of: symbol).double) else {
          throw EntryError("\(symbol) is beyond the range of a double; use smaller numbers")
        }
        entries.append(text.contains(".") || text.contains("e") ? text : text + ".")
      }
      return JSONText.nested(entries, derivation.shape(quantity))
    }
    let rules = derivation.rules
    let parameters = rules.given.filter { $0.role != .arriving }
    let hasBias = rules.given.contains(.b)
    var lines = [
      "# A linear layer s = Wx\(hasBias ? " + b" : "") and ELU y = f(s) in PyTorch; every assertion compares with the derivation by hand.",
      "import torch", "import torch.nn.functional as F", "", "torch.set_default_dtype(torch.float64)",
    ]
    for quantity in parameters {
      lines.append("\(quantity.rawValue) = torch.tensor(\(try list(quantity)), requires_grad=True)")
    }
    let gradients = rules.whole.compactMap { gradient in gradient.derivedBy.map { (gradient.rawValue, $0.rawValue) } }
    lines += [
      "dy = torch.tensor(\(try list(.deltaY)))", "", "s = W @ x\(hasBias ? " + b" : "")", "y = F.elu(s)",
      "\(gradients.map(\.0).joined(separator: ", ")) = torch.autograd.grad(y, (\(gradients.map(\.1).joined(separator: ", "))), dy, retain_graph=True)",
      "J = torch.stack([torch.autograd.grad(y[k], x, retain_graph=True)[0] for k in range(len(y))])", "",
      "expected = {",
    ]
    for quantity in [Quantity.s, .y, .jacobian] + rules.whole {
      lines.append("    \"\(quantity.rawValue)\": (\(quantity.rawValue), \(try list(quantity))),")
    }
    return lines + [
      "}", "for name, (ours, by_hand) in expected.items():",
      "    torch.testing.assert_close(ours.detach(), torch.tensor(by_hand), rtol=1e-12, atol=1e-12)",
      "    print(name, \"agrees\")",
    ]
  }
}
