import LayerMath

/// The entered numbers as text for other programs.
package enum NumbersCopy: String, CaseIterable, Sendable {
  case text, numpy, latex

  /// Lines that define `W`, `x` and `δy`; text is what the prompt reads.
  package func lines(_ example: LayerExample) -> [String] {
    func rows(_ separator: String) -> [String] {
      (0..<example.k).map { row in example.w.row(row).map(number).joined(separator: separator) }
    }
    func vector(_ entries: [Rational], _ separator: String) -> String {
      entries.map(number).joined(separator: separator)
    }
    switch self {
    case .text:
      return [
        "W = " + rows(" ").joined(separator: "; "), "x = " + vector(example.x, " "),
        "dy = " + vector(example.deltaY, " "),
      ]
    case .numpy:
      return [
        "W = np.array([" + rows(", ").map { "[\($0)]" }.joined(separator: ", ") + "])",
        "x = np.array([" + vector(example.x, ", ") + "])", "dy = np.array([" + vector(example.deltaY, ", ") + "])",
      ]
    case .latex:
      func matrix(_ name: String, _ rows: [String]) -> String {
        "\(name) = \\begin{bmatrix} " + rows.joined(separator: " \\\\ ") + " \\end{bmatrix}"
      }
      return [
        matrix("W", rows(" & ")), matrix("x", example.x.map(number)), matrix("\\delta y", example.deltaY.map(number)),
      ]
    }
  }

  /// A decimal where it is finite; in LaTeX fractions are set.
  private func number(_ value: Rational) -> String {
    if let digits = value.decimalDigits, digits <= 12 { return ExactNumber(value).decimal(fractionDigits: digits).text }
    guard self == .latex else { return "\(value)" }
    return (value.signum < 0 ? "-" : "") + "\\tfrac{\(value.magnitude.numerator)}{\(value.denominator)}"
  }
}
