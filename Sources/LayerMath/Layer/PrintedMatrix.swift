/// What programs and pages print round the numbers of a matrix, taken away.
///
/// `W = [1 2; 3 4]`, `ans =` over rows, `2×2 Matrix{Float64}:`, `array([[1., 2.]], dtype=float32)`, `Parameter containing:`,
/// `np.float64(1.0)`, `Fraction(1, 2)`, `Matrix([[…]])`, R's `[1,]`, rows of a Markdown table, drawn brackets, LaTeX with its
/// dollars. Only what is known is taken: any other word stays, and is refused where the numbers are read.
enum PrintedMatrix {
  static func numbers(in text: String) -> String {
    // Numbers alone, the usual case, hold none of this.
    if text.utf8.allSatisfy({ $0 < 128 && plain[Int($0)] }), !text.contains("[,"), !text.contains(",]") { return text }
    var body = withoutDrawing(withoutAssignment(withoutDollars(text)))
    body = withoutLaTeX(body)
    body = withoutCalls(body)
    return withoutKeywords(body)
  }

  private static let plain: [Bool] = (0..<128).map { byte in
    "0123456789 \t\r\n.,;+-/eE[]{}".utf8.contains(UInt8(byte))
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private static func withoutDollars(_ text: String) -> String {
    var body = trimmed(text)
    for (open, close) in [("$$", "$$"), ("$", "$"), ("\\[", "\\]"), ("\\(", "\\)")]
    where body.hasPrefix(open) && body.hasSuffix(close) && body.count > open.count + close.count {
      body = trimmed(body.dropFirst(open.count).dropLast(close.count))
      break
    }
    return body
  }

  /// `W =`, `ans =`, `2×2 Matrix{Float64}:`, `Parameter containing:` before the numbers.
  private static func withoutAssignment(_ text: String) -> String {
    var body = Substring(text)
    if let end = body.firstIndex(where: \.isNewline) {
      let line = trimmed(body[..<end])
      if line.hasSuffix(":"), line.contains(where: \.isLetter) { body = body[end...].drop(while: \.isWhitespace) }
    }
    let name = body.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    let rest = body[name.endIndex...].drop(while: \.isWhitespace)
    guard name.first?.isLetter == true, rest.first == "=" || rest.hasPrefix(":="), !rest.hasPrefix("==") else {
      return String(body)
    }
    return trimmed(rest.drop { $0 == ":" || $0 == "=" })
  }

  /// Brackets of several rows, the bars of a table, and R's names of rows and columns.
  private static func withoutDrawing(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line -> String? in
      let row = trimmed(line)
      let isTable = row.hasPrefix("|")
      // `|---|:-:|` under a table's head, `[,1] [,2]` over R's columns.
      if isTable && row.contains("-"), row.allSatisfy({ "|-:+ ".contains($0) }) { return nil }
      if row.hasPrefix("[,"), row.allSatisfy({ "[], ".contains($0) || $0.isNumber }) { return nil }
      var rest = Substring(isTable ? row.replacing("|", with: " ") : String(line))
      let start = rest.drop(while: \.isWhitespace)
      if start.hasPrefix("["), let end = start.firstRange(of: ",]"),
        !start[..<end.lowerBound].dropFirst().isEmpty,
        start[..<end.lowerBound].dropFirst().allSatisfy(\.isNumber)
      {
        rest = start[end.upperBound...]
      }
      return String(rest.map { "⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠│┌┐└┘┃".contains($0) ? " " : $0 })
    }
    return lines.joined(separator: "\n")
  }

  private static func withoutLaTeX(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var body = text
    for name in ["bmatrix", "pmatrix", "matrix", "Bmatrix", "smallmatrix", "bmatrix*", "pmatrix*", "array"] {
      while let start = body.firstRange(of: "\\begin{\(name)}") {
        var end = start.upperBound
        let tail = body[end...].drop(while: \.isWhitespace)
        // The columns of an array, the alignment of a matrix.
        let isColumns = name == "array" && tail.first == "{"
        if isColumns || (name.hasSuffix("*") && tail.first == "["),
          let close = tail.firstIndex(of: isColumns ? "}" : "]")
        {
          end = body.index(after: close)
        }
        body.replaceSubrange(start.lowerBound..<end, with: " ")
      }
      body = body.replacing("\\end{\(name)}", with: " ")
    }
    body = withoutFractions(body)
    for command in ["\\left", "\\right", "\\hline", "\\quad", "\\,", "\\;", "\\!", "\\:"] {
      body = body.replacing(command, with: " ")
    }
    return body.replacing("\\cr", with: "\\\\")
  }

  /// `\frac{1}{2}` as `1/2`; what is no such fraction of two plain numbers stays.
  private static func withoutFractions(_ text: String) -> String {
    var body = text
    for command in ["\\frac{", "\\tfrac{", "\\dfrac{"] {
      while let start = body.firstRange(of: command) {
        let tail = body[start.upperBound...]
        guard let middle = tail.firstRange(of: "}{"),
          let end = tail[middle.upperBound...].firstIndex(of: "}")
        else { break }
        let parts = tail[..<middle.lowerBound] + "/" + tail[middle.upperBound..<end]
        body.replaceSubrange(start.lowerBound...end, with: String(parts))
      }
    }
    return body
  }

  /// What makes an array of what is in its brackets.
  private static let containers: Set<String> = [
    "array", "tensor", "matrix", "asarray", "Matrix", "Array", "Tensor", "Parameter", "MutableDenseMatrix",
    "ImmutableDenseMatrix", "ImmutableMatrix", "DeviceArray", "ArrayImpl", "Vector", "list", "tuple",
  ]
  /// What makes a number of the one in its brackets.
  private static let numbers: Set<String> = [
    "float", "float16", "float32", "float64", "float128", "longdouble", "double", "single", "half", "int", "int8",
    "int16",
    "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bfloat16", "Integer", "Float", "Decimal", "Int",
    "Float64",
    "Float32", "Int64",
  ]
  /// What makes a number of two.
  private static let fractions: Set<String> = ["Fraction", "Rational"]

  private static func withoutCalls(_ text: String) -> String {
    var body = text
    // TensorFlow's `<tf.Tensor: shape=(2, 2), dtype=float32, numpy=array(…)>`.
    if body.hasPrefix("<"), body.hasSuffix(">"), let start = body.firstRange(of: "numpy=") {
      body = String(body[start.upperBound...].dropLast())
    }
    guard body.contains("(") else { return body }
    var result = ""
    var rest = Substring(body)
    while let open = rest.firstIndex(of: "(") {
      let before = rest[..<open]
      let word = before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      let path = String(word.reversed())
      let name = String(path.split(separator: ".").last ?? "")
      let inside = rest[rest.index(after: open)...]
      if path.first?.isLetter == true, numbers.contains(name) || fractions.contains(name),
        let close = inside.firstIndex(of: ")")
      {
        let argument = inside[..<close].filter { $0 != "'" && $0 != "\"" }
        result += before.dropLast(path.count)
        result += fractions.contains(name) ? argument.replacing(",", with: "/").filter { $0 != " " } : argument
        rest = inside[inside.index(after: close)...]
      } else {
        result += path.first?.isLetter == true && containers.contains(name) ? before.dropLast(path.count) : before
        result += "("
        rest = inside
      }
    }
    return result + rest
  }

  /// `dtype=…` and what else stands beside the numbers in a call.
  private static func withoutKeywords(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "=")) else { return text }
    var body = text
    for key in ["dtype=", "device=", "requires_grad=", "grad_fn=", "shape=", "weak_type=", "names="] {
      while let start = body.firstRange(of: ", " + key) ?? body.firstRange(of: "," + key) ?? body.firstRange(of: key) {
        let tail = body[start.upperBound...]
        var depth = 0
        let end =
          tail.firstIndex { character in
            if "(<'\"".contains(character) { depth += 1 }
            if depth > 0 && ")>".contains(character) {
              depth -= 1
              return false
            }
            return depth <= 0 && (character == "," || character == ")")
          } ?? tail.firstIndex(of: ")") ?? tail.endIndex
        body.replaceSubrange(start.lowerBound..<end, with: "")
      }
    }
    return body
  }
}
