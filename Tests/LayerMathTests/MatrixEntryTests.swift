import LayerMath
import Testing

private func text(_ matrix: Matrix<Rational>) -> String {
  (0..<matrix.rows).map { matrix.row($0).map(\.description).joined(separator: " ") }.joined(separator: "; ")
}

@Suite struct MatrixEntryTests {
  @Test(arguments: [
    "1 2; 3 4", "1,2;3,4", "[1 2; 3 4]", "[[1,2],[3,4]]", "{{1,2},{3,4}}", "[[1, 2], [3, 4]]", "((1,2),(3,4))",
    "1 2\n3 4", "1\t2\n3\t4\n",
    "1,2\n3,4\n", "array([[1., 2.],\n       [3., 4.]])", "array([[1, 2],\n       [3, 4]], dtype=float32)",
    "tensor([[1., 2.],\n        [3., 4.]])", "tensor([[1., 2.], [3., 4.]], dtype=torch.float64, requires_grad=True)",
    "[[ 1.   2. ]\n [ 3.   4. ]]", "np.array([[1, 2], [3, 4]])", #"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"#,
    #"\begin{pmatrix} 1 & 2 \\ 3 & 4 \\ \end{pmatrix}"#, "+1 2; 3 4e0", "[1, 2; 3, 4]", "[1 2; 3 4];",
    "  1   2 ;  3  4  ", "10e-1 2.0; 3. 4",
    "[1,2],[3,4]", "\u{FEFF}1 2; 3 4", "1\t2;\t3\t4", "1\t2\t;\n\t3\t4\t;",
    "W = [1 2; 3 4]", "A =\n\n   1   2\n   3   4\n", "ans =\n\n  1 2\n  3 4", "W := {{1, 2}, {3, 4}}",
    "2×2 Matrix{Float64}:\n 1.0  2.0\n 3.0  4.0", "w.weight = torch.tensor([[1., 2.], [3., 4.]])",
    "Parameter containing:\ntensor([[1., 2.],\n        [3., 4.]], requires_grad=True)",
    "[[np.float64(1.0), np.float64(2.0)], [np.int64(3), 4]]", "Matrix([[1, 2], [3, 4]])", "Matrix([\n[1, 2],\n[3, 4]])",
    "Array([[1., 2.],\n       [3., 4.]], dtype=float32)", "jnp.array([[1, 2], [3, 4]])",
    "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>",
    "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)", "[[Fraction(1, 1), Fraction(4, 2)], [3, 4]]",
    "Matrix([[Rational(1, 1), Integer(2)], [3, Float('4.0')]])", "     [,1] [,2]\n[1,]    1    2\n[2,]    3    4",
    "| 1 | 2 |\n|---|---|\n| 3 | 4 |", "| 1 | 2 |\n| 3 | 4 |", "⎡1 2⎤\n⎣3 4⎦", "⎡ 1   2 ⎤⏎⎣ 3   4 ⎦",
    "┌     ┐\n│ 1 2 │\n│ 3 4 │\n└     ┘",
    #"\begin{array}{cc} 1 & 2 \\ 3 & 4 \end{array}"#,
    #"\left[\begin{array}{c|c} 1 & 2 \\ \hline 3 & 4 \end{array}\right]"#,
    #"$$\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}$$"#, #"\[ W = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \]"#,
    #"\begin{pmatrix*}[r] 1 & 2 \\ 3 & 4 \end{pmatrix*}"#,
    #"\left(\begin{smallmatrix} 1 & \frac{4}{2} \\ 3 & 4 \end{smallmatrix}\right)"#,
  ])
  func everyFormatGivesTheSameMatrix(entry: String) throws {
    #expect(text(try MatrixEntry.matrix(entry)) == "1 2; 3 4")
  }

  @Test(arguments: [
    ("1 2 3", "1 2 3"), ("1;2;3", "1 2 3"), ("[1, 2, 3]", "1 2 3"), ("[[1],[2],[3]]", "1 2 3"), ("(1, -2)", "1 -2"),
    ("1\n2\n3\n", "1 2 3"), ("array([1., 2.])", "1 2"),
  ])
  func aVectorIsARowAColumnOrBareNumbers(entry: String, expected: String) throws {
    #expect(try MatrixEntry.vector(entry).map(\.description).joined(separator: " ") == expected)
  }

  @Test(arguments: [
    ("-2", "-2"), ("\u{2212}2", "-2"), ("+1", "1"), (".5", "1/2"), ("1e-3", "1/1000"), ("1/3", "1/3"), ("-1/3", "-1/3"),
    ("0.1", "1/10"), ("3.", "3"), ("1.5/0.5", "3"), ("0e999", "0"),
  ])
  func numbersAreExact(entry: String, expected: String) throws {
    #expect(try Rational.parse(entry).description == expected)
  }

  @Test(arguments: [
    Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude, .leastNonzeroMagnitude * 20, -1e308,
  ])
  func whatADoubleHoldsIsReadBack(value: Double) throws {
    #expect(ExactNumber(try Rational.parse("\(value)")).double == value)
  }

  @Test func aSpaceBeforeAMinusSeparatesNumbers() throws {
    #expect(text(try MatrixEntry.matrix("1 -2")) == "1 -2")
    #expect(text(try MatrixEntry.matrix("1 \u{2212}2; -.5 +3")) == "1 -2; -1/2 3")
  }

  @Test(arguments: [
    ("1 - 2", "row 1, column 2: `-` stands alone; write `1 -2` for two numbers, or the result for one"),
    ("1 2; 3", "row 2 has 1 entry, row 1 has 2: all rows need the same number"),
    ("", "there is no number here; write rows like 1 2; 3 4"),
    ("1 two", "row 1, column 2: cannot read `two` as a number; write -2, 0.5, 1e-3 or 1/3"),
    ("1 nan", "row 1, column 2: `nan` is not a number; every entry must be one"),
    ("-inf", "row 1, column 1: `-inf` is infinite; every entry must be finite"),
    (
      "1e999",
      "row 1, column 1: `1e999` is too large or too small for a number; sizes go from 5e-324 to 1.79e308, and there is 0"
    ),
    ("1/0", "row 1, column 1: `1/0` divides by zero; give a denominator other than 0"),
    ("1,,2", "row 1, column 2 is empty; write a number there, 0 if you mean zero"),
    ("[1 2; 3 4", "`[` is never closed; add `]`"), ("1 2]", "`]` closes a bracket that was never opened; remove it"),
    ("[1 2)", "`[` is closed by `)`; write `]`"),
    ("[[[1]],[[2]]]", "the brackets are nested too deep; a matrix has rows, and rows have numbers"),
    ("1.2.3", "row 1, column 1: cannot read `1.2.3` as a number; write -2, 0.5, 1e-3 or 1/3"),
    ("1\t\t2", "row 1, column 2 is empty; write a number there, 0 if you mean zero"),
  ])
  func everyErrorSaysWhatWhereAndWhatWouldBeRight(entry: String, message: String) throws {
    let error = #expect(throws: EntryError.self) { try MatrixEntry.matrix(entry) }
    #expect(error?.message == message)
  }

  @Test func shapesThatDoNotFitAreBothNamed() throws {
    let inputs = #expect(throws: EntryError.self) { try MatrixEntry.example(w: "1 2; 3 4", x: "1 2 3", deltaY: "1 2") }
    #expect(inputs?.message == "x has 3 entries, W has 2 columns: they must agree")
    let units = #expect(throws: EntryError.self) { try MatrixEntry.example(w: "1 2 3; 4 5 6", x: "1 2 3", deltaY: "1") }
    #expect(units?.message == "dy has 1 entry, W has 2 rows: they must agree")
    let vector = #expect(throws: EntryError.self) { try MatrixEntry.example(w: "1 2", x: "1 2; 3 4", deltaY: "1") }
    #expect(vector?.message == "x: a vector is one row or one column; this is 2×2")
    let large = #expect(throws: EntryError.self) { try MatrixEntry.vector(String(repeating: "1 ", count: 5000)) }
    #expect(large?.message == "a row has more than 4096 entries; at most 4096 fit")
  }

  /// Commas that are decimal points in a table with `;` between its columns are never commas between whole numbers.
  @Test func aTableWithDecimalCommasIsReadOrRefused() throws {
    let table = try MatrixEntry.matrix("1,5;2,25\n3;4")
    #expect(table.rows == 2 && table.columns == 2 && table.elements.map(\.description) == ["3/2", "9/4", "3", "4"])
    #expect(
      try MatrixEntry.matrix("-0,5;1;2\n3,125;4;5").elements.map(\.description) == ["-1/2", "1", "2", "25/8", "4", "5"])
    for text in ["1,2;3,4\n5,6;7,8", "1;2\n3;4"] {
      let error = #expect(throws: EntryError.self) { try MatrixEntry.matrix(text) }
      #expect(error?.message.hasPrefix("`;` and line breaks both end rows here") == true)
    }
    // One reading only: rows that end with `;`, or blanks between columns.
    #expect(try MatrixEntry.matrix("1,2;\n3,4").rows == 2)
    #expect(try MatrixEntry.matrix("1 2; 3 4\n5 6; 7 8").rows == 4)
    #expect(try MatrixEntry.matrix("1,2;3,4").elements.map(\.description) == ["1", "2", "3", "4"])
  }

  @Test func besideAmpersandsACommaIsADecimalPoint() throws {
    func entries(_ text: String) throws -> [String] { try MatrixEntry.matrix(text).elements.map(\.description) }
    #expect(try entries(#"\begin{bmatrix}1,5&2,5\\3,5&4,5\end{bmatrix}"#) == ["3/2", "5/2", "7/2", "9/2"])
    #expect(try entries(#"\begin{pmatrix}-1,25&2\\3&4\end{pmatrix}"#) == ["-5/4", "2", "3", "4"])
    #expect(try entries("1,5&2,5") == ["3/2", "5/2"])
    #expect(try entries(#"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"#) == ["1", "2", "3", "4"])
    for text in ["1.5,2&3", "1,2,3&4", "1,&2", "1,-2&3"] {
      #expect(throws: EntryError.self, "\(text)") { try MatrixEntry.matrix(text) }
    }
  }
}
