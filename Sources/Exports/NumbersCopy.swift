import LayerMath
import Tutoring

/// The entered numbers as text for other programs.
package enum NumbersCopy: String, CaseIterable, Sendable {
  case text, numpy, latex

  /// Lines that define all that is entered, `W`, `x`, `δy`; text is what the prompt reads.
  package func lines(_ example: LayerExample) -> [String] {
    example.parts.map { part in
      let rows = (0..<example.shape(of: part).rows).map { example.row($0, of: part).map(number) }
      let name = part.rawValue
      if part.quantity.rank == 0 { return "\(name) = \(rows.joined().joined())" }
      switch self {
      case .text:
        return "\(name) = "
          + (part.isMatrix
            ? rows.map { $0.joined(separator: " ") }.joined(separator: "; ")
            : rows.joined().joined(separator: " "))
      case .numpy:
        let list = part.isMatrix ? rows.map { "[\($0.joined(separator: ", "))]" } : Array(rows.joined())
        return "\(name) = np.array([\(list.joined(separator: ", "))])"
      case .latex:
        let cells = rows.map { $0.joined(separator: " & ") }.joined(separator: " \\\\ ")
        return "\(example.names.latex(part.quantity)) = \\begin{bmatrix} \(cells) \\end{bmatrix}"
      }
    }
  }

  /// A decimal where it is finite; in LaTeX fractions are set.
  private func number(_ value: Rational) -> String {
    if let digits = value.decimalDigits, digits <= 12 { return ExactNumber(value).decimal(fractionDigits: digits).text }
    guard self == .latex else { return "\(value)" }
    return (value.signum < 0 ? "-" : "") + "\\tfrac{\(value.magnitude.numerator)}{\(value.denominator)}"
  }
}
