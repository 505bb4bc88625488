import LayerMath

/// The shape of a quantity as an answer: `3×2`, `3 2`, `K×n`; of a vector `3`, or `3×1`.
package struct ShapeAnswer {
  private let quantity: Quantity
  private let derivation: Derivation
  private var shape: [Int] { derivation.shape(quantity) }
  private var name: String { derivation.names.name(quantity) }

  package init(_ quantity: Quantity, in derivation: Derivation) {
    self.quantity = quantity
    self.derivation = derivation
  }

  package func diagnosis(of text: String) -> Diagnosis {
    guard let given = numbers(text) else {
      return Diagnosis(
        verdict: .unreadable, column: 1,
        feedback: "a shape is rows × columns, as in 3×2, or K×n; of a vector its length")
    }
    // A column is a matrix too.
    let isRight = given == shape || (shape.count == 1 && given == shape + [1])
    guard !isRight else { return Diagnosis(verdict: .right, cells: [true], feedback: "right: \(reason)") }
    var result = Diagnosis(verdict: .wrong, cells: [false])
    result.isMisshapen = true
    if given.count == 2, shape.count == 2, given == shape.reversed() {
      result.feedback = "rows and columns are exchanged: \(reason)"
    } else if given.count != shape.count {
      result.feedback = "\(name) has \(indices): \(reason)"
    } else {
      result.feedback = reason
    }
    return result
  }

  /// Sizes of a text: numbers, or letters that stand for the layer's.
  private func numbers(_ text: String) -> [Int]? {
    var bare = text.trimmingSpaces
    if let first = bare.first, let last = bare.last, ["()", "[]"].contains("\(first)\(last)") {
      bare = String(bare.dropFirst().dropLast())
    }
    let parts = bare.split { $0.isWhitespace || "×xX*,by".contains($0) }
    guard (1...3).contains(parts.count) else { return nil }
    var sizes: [Int] = []
    for part in parts {
      switch part {
      case "K": sizes.append(derivation.example.k)
      case "n": sizes.append(derivation.example.n)
      default:
        guard let size = Int(part), size > 0 else { return nil }
        sizes.append(size)
      }
    }
    return sizes
  }

  // MARK: what is said

  package static let hintCount = 3

  /// - Parameter number: of the rung, from 0; only the last says the shape.
  package func hint(_ number: Int) -> String {
    switch number {
    case 0: "count the indices of an entry: \(indices)"
    case 1: reason
    default: "\(name) is \(shape.map(String.init).joined(separator: "×")): \(reason)"
    }
  }

  private var indices: String {
    let letters = quantity.row.letters.map(String.init)
    guard !letters.isEmpty else { return "no index: it is one number" }
    let words = letters.map { $0 == "j" ? "\($0) counts inputs" : "\($0) counts units" }
    return letters.count == 1 ? "one index, \(words[0])" : "\(letters.count) indices, \(words.joined(separator: ", "))"
  }

  /// Why it has the shape that it has, in letters.
  private var reason: String {
    let names = derivation.names
    switch quantity.role {
    case .gradient(let of): return "a gradient has the shape of what it is the gradient of, here \(names.name(of))"
    case .jacobian(let by):
      return shape.count == 3
        ? "an index for the output, then those of \(names.name(by))"
        : "one row per output, one column per entry of \(names.name(by))"
    case .slope: return "one slope for each unit"
    case .forward where shape.isEmpty: return "the loss is one number"
    default: return quantity.row.letters == "j" ? "one entry for each input" : "one entry for each unit"
    }
  }
}
