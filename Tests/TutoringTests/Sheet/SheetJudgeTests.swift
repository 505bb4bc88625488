import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

/// What is said of one line: the rule that leads there, or what is wrong with it.
///
/// `derive.md`, sections 3.2 and 3.5.
@Suite struct SheetJudgeTests {
  private static let misconceptions = Fixtures.loader.misconceptions()
  /// K ≠ n both ways, and K = n.
  private static let shapes = [
    LayerExample.reference, LayerExample.Preset.tall.example,
    LayerExample.random(k: 2, n: 2, using: &generator),
  ]
  private nonisolated(unsafe) static var generator = SeededGenerator(seed: 3)

  private func line(_ texts: String..., of example: LayerExample = .reference) throws -> Sheet.Line {
    try #require(Sheet(texts, of: example, Self.misconceptions).lines.last)
  }

  @Test(arguments: [
    ("∂L/∂y_k = δy_k", "R1"), ("s_k = Σ_l W_kl x_l", "R2"), ("s = W x", "R2"), ("y = f(s)", "R3"),
    ("y_k = s_k if s_k > 0, exp(s_k) - 1 otherwise", "R3"), ("∂y_k/∂x_j = ∂y_k/∂s_k ∂s_k/∂x_j", "R4"),
    ("∂L/∂x_j = Σ_k δy_k ∂y_k/∂x_j", "R5"), ("Σ_i ∂y_k/∂s_i ∂s_i/∂x_j = ∂y_k/∂s_k ∂s_k/∂x_j", "R6"),
    ("∂y_k/∂s_k = f'(s_k)", "R7"), ("f'(s_k) = 1 if s_k > 0, exp(s_k) otherwise", "R7"),
    ("f'(s_k) = min(1, y_k + 1)", "R8"), ("∂/∂x_j Σ_l W_kl x_l = Σ_l W_kl ∂x_l/∂x_j", "R9"),
    ("∂W_il/∂W_kj = [i=k][l=j]", "R10"), ("∂x_l/∂x_j = δ_lj", "R10"), ("Σ_l W_kl δ_lj = W_kj", "R11"),
    ("∂s_k/∂W_kj = x_j", "R12"), ("∂s_k/∂x_j = W_kj", "R12"), ("Σ_k W_kj δs_k = (W^T δs)_j", "R13"),
    ("Σ_k W_kj f'(s_k) δy_k = Σ_k δy_k f'(s_k) W_kj", "R14"),
  ])
  func eachRuleIsNamed(text: String, rule: String) throws {
    for example in Self.shapes {
      let line = try line(text, of: example)
      #expect(line.truth == .yes && line.rules.map(\.rawValue).contains(rule), "\(text): \(line.rules) \(line.text)")
    }
  }

  @Test(arguments: [
    ("∂L/∂y_k = y_k - t_k", "E8"), ("s_k = Σ_j W_jk x_j", "I6"), ("s_k = Σ_j W_jk x_j", "S1"),
    ("y_k = s_k if s_k > 0, exp(s_k) otherwise", "F3"), ("∂y_k/∂x_j = ∂y_k/∂s_k + ∂s_k/∂x_j", "E4"),
    ("∂L/∂x_j = δy_k f'(s_k) W_kj", "I2"), ("∂L/∂W_kj = Σ_k δy_k f'(s_k) x_j", "I3"),
    ("∂L/∂W_kj = Σ_k δy_k f'(s_k) x_j", "P5"), ("∂y_i/∂s_k = f'(s_k)", "J5"),
    ("f'(s_k) = 1 if s_k > 0, exp(s_k) - 1 otherwise", "D1"), ("f'(s_k) = f'(x_k)", "D15"),
    ("f'(s_k) = y_k + 1", "D11"),
    ("f'(s_k) = 1 if s_k > 0, f(y_k) + 1 otherwise", "D3"), ("∂/∂x_j Σ_j W_kj x_j = Σ_j W_kj", "I9"),
    ("∂W_il/∂W_kj = δ_lj", "J5"), ("∂s_k/∂x_j = Σ_l W_kl", "I9"), ("∂s_k/∂x_j = x_j", "X4"),
    ("∂s_k/∂W_kj = W_kj x_j", "P14"), ("δx = W δs", "X1"), ("δW = x δs^T", "P2"), ("δx = (W^T δy) ⊙ f'(s)", "X8"),
    ("δx_j = f'(s_k) Σ_k W_kj δy_k", "X8"), ("∂y_k/∂W_kj = f'(s_k) W_kj", "P1"), ("∂y_i/∂W_kj = [i = k] x_j", "P3"),
  ])
  func eachNearMissGetsItsID(text: String, id: String) throws {
    // D15 and such need as many inputs as units to be read at all, so here only the shapes that read it count.
    for example in [LayerExample.reference, Self.shapes[2]] {
      let line = try line(text, of: example)
      #expect(line.truth == .no && line.ids.contains(id), "\(text): \(line.truth) \(line.ids) \(line.text)")
      #expect(!line.text.isEmpty && line.rules.isEmpty)
    }
  }

  /// Letters that are wrong in each way, in several alphabets, on K ≠ n and K = n.
  ///
  /// `.no` costs, `.yes` is said and costs nothing.
  @Test(
    arguments: [
      ("δx_i = Σ_k δs_k W_kj", "I1", Sheet.Truth.yes), ("∂s_k/∂x_j = W_kl", "I1", .yes),
      ("∂L/∂x_j = δy_k f'(s_k) W_kj", "I2", .no), ("δx_j = δs_k W_kj", "I2", .no),
      ("∂y_k/∂x_j = Σ_k f'(s_k) W_kj", "I3", .no), ("δW_kj = Σ_k δy_k f'(s_k) x_j", "I3", .no),
      ("∂L/∂W_kj = Σ_k ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂W_kj", "I4", .yes), ("δx_j = Σ_k Σ_k δs_k W_kj", "I5", .no),
      ("s_k = Σ_j W_jk x_j", "I6", .no), ("δx_j = Σ_k δs_k W_jk", "I6", .no),
      ("s_k = Σ_{j=1}^{K} W_kj x_j", "I7", .yes), ("δx_j = Σ_{k=1}^{n} δs_k W_kj", "I7", .yes),
      ("δx_j = Σ_{k=1}^{n} δy_k W_kj", "I7", .no),
      ("δW_kj = Σ_i δW_kj", "I8", .no), ("∂s_k/∂x_j = Σ_l W_kj", "I8", .no),
      ("∂/∂x_j Σ_j W_kj x_j = Σ_j W_kj", "I9", .no), ("∂/∂x_j Σ_j W_kj x_j = W_kj", "I9", .yes),
      ("δx = Σ_k δs_k W_kj", "I10", .yes), ("∂y_k/∂W_kj = f'(s_k) x_j", "I11", .yes),
    ] as [(String, String, Sheet.Truth)])
  func whatIsWrongWithTheLettersIsNamed(text: String, id: String, truth: Sheet.Truth) throws {
    // Units i, m, q for k; inputs l, p, r for j.
    for (unit, input) in [("k", "j"), ("i", "l"), ("m", "p"), ("q", "r")] {
      // Only behind a `_`, and in a sum's bounds.
      var called = ""
      var isLowered = false
      for character in text {
        if character == "_" { isLowered = true } else if !"kjil{}=1".contains(character) { isLowered = false }
        let other = isLowered && unit != "k" ? ["k": unit, "j": input, "i": "k", "l": "j"][String(character)] : nil
        called += other ?? String(character)
      }
      for example in Self.shapes {
        let line = try line(called, of: example)
        #expect(line.ids.first == id && line.truth == truth, "\(called): \(line.truth) \(line.ids) \(line.text)")
      }
    }
  }

  @Test func aCardsOwnStepsAreNoJumps() throws {
    let sheet = Sheet(
      [
        "∂L/∂x_j = Σ_k ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂x_j", "= Σ_k δy_k f'(s_k) W_kj", "= W^T (δy ⊙ f'(s))",
        "∂L/∂W_kj = ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂W_kj", "= δy_k f'(s_k) x_j",
      ], of: .reference, Self.misconceptions)
    #expect(sheet.lines.map(\.size) == [1, 2, 1, 2, 2], "\(sheet.lines.map(\.rules))")
    #expect(try line("∂L/∂x = W^T (δy ⊙ f'(s))").size == 4)
  }

  @Test func reasonsAreReadAndNeverMakeALineFalse() throws {
    #expect(try line("∂y_k/∂x_j = ∂y_k/∂s_k ∂s_k/∂x_j (chain rule)").text == "true; chain rule through s")
    let other = try line("∂y_k/∂s_k = f'(s_k) by the chain rule")
    #expect(other.truth == .yes && other.text.contains("the step is slope of f, not chain rule"), "\(other.text)")
    let fact = try line("∂s_k/∂x_j = W_kj since s_k = Σ_j W_kj x_j")
    #expect(fact.truth == .yes && fact.text.contains("linear layer"))
    #expect(try line("∂s_k/∂x_j = W_kj since s_k = Σ_j W_jk x_j").truth == .no)
  }

  @Test func notationOnceSeenHoldsAndIsSaidOnce() {
    func texts(_ lines: String...) -> [String] {
      Sheet(lines, of: .reference, Self.misconceptions).lines.map { "\($0.truth.rawValue): \($0.text)" }
    }
    let letters = texts("z_k = Σ_j W_kj x_j", "y_k = f(z_k)", "∂y_k/∂x_j = f'(z_k) W_kj")
    #expect(letters[0].contains("z is s on this sheet") && letters.allSatisfy { $0.hasPrefix("yes") }, "\(letters)")
    #expect(!letters[2].contains("z is"))
    #expect(texts("let z be s", "z = W x")[1].hasPrefix("yes"))
    // A letter is not adopted for something wrong.
    #expect(texts("z_k = Σ_j W_kj x_j x_j", "y = f(z)").allSatisfy { $0.hasPrefix("unreadable") })
    let rows = texts("∂L/∂x = ∂L/∂y ∂y/∂x", "∂L/∂x = ∂L/∂s W")
    #expect(rows[0].contains("rows") && rows[1].hasPrefix("yes") && !rows[1].contains("rows"), "\(rows)")
    let stored = texts(
      "W is n×K", "s = W^T x", "s_k = Σ_j W_jk x_j", "δx = W (δy ⊙ f'(s))", "δW = x δs^T", "δW_jk = x_j δs_k", "s = W x"
    )
    #expect(stored[1...5].allSatisfy { $0.hasPrefix("yes") } && !stored[6].hasPrefix("yes"), "\(stored)")
  }

  /// A letter may be said what it is after its use, and `d` means ∂ of it too.
  @Test func aLetterOfOnesOwnIsReadEverywhere() {
    let lines = Sheet(
      [
        "dy_k/dx_j = dy_k/dz_k dz_k/dx_j", "= f'(z_k) W_kj", "dL/dW_kj = dL/dz_k dz_k/dW_kj", "δW = (δy ⊙ f'(z)) x^T",
        "z_k = Σ_j W_kj x_j", "∂y_k/∂q_k = 1",
      ], of: .reference, Self.misconceptions
    ).lines
    #expect(lines.dropLast().allSatisfy { $0.truth == .yes }, "\(lines.map(\.text))")
    #expect(lines[5].truth == .unreadable)
    let unknown = Sheet(["y = f(u)"], of: .reference, Self.misconceptions).lines[0]
    #expect(unknown.truth == .unreadable && unknown.text.contains("u = W x"), "\(unknown.text)")
  }

  /// One case a line: true where it holds, and both together are the whole.
  @Test func casesMayStandOnLinesOfTheirOwn() throws {
    let first = try line("f'(s_k) = 1 for s_k > 0")
    #expect(first.truth == .yes && first.text.contains("and where it does not hold?"))
    #expect(try line("f'(s_k) = 2 for s_k > 0").truth == .no)
    func marks(_ lines: String...) -> Int {
      SheetMarks(Sheet(lines, of: .reference, Self.misconceptions), .standard(.outputs)).points
    }
    #expect(marks("f'(s_k) = 1 for s_k > 0") == 0)
    #expect(marks("f'(s_k) = 1 for s_k > 0", "f'(s_k) = exp(s_k) for s_k <= 0") == 1)
    #expect(marks("∂y_i/∂W_kj = f'(s_i) x_j for i = k", "∂y_i/∂W_kj = 0 if i ≠ k") == 2)
    // Of the own unit alone it is P and not K.
    #expect(marks("∂y_i/∂W_kj = f'(s_i) x_j") == 1)
  }

  @Test func aDotBetweenVectorsIsAskedBack() throws {
    let dot = try line("δs = f'(s) · δy")
    #expect(dot.truth == .unreadable && dot.text.contains("⊙"))
    #expect(try line("δs = f'(s) ⊙ δy").truth == .yes)
  }

  @Test func whatComesBackIsSaidAndCostsNothing() {
    let lines = Sheet(
      [
        "∂L/∂x_j = Σ_k δy_k f'(s_k) W_kj", "= Σ_k W_kj f'(s_k) δy_k", "= Σ_k δy_k ∂y_k/∂s_k W_kj",
        "= Σ_k δy_k f'(s_k) W_kj", "∂L/∂x_j = ∂L/∂x_j", "δx_j = Σ_k δy_k f'(s_k) W_kj",
      ], of: .reference, Self.misconceptions
    ).lines
    #expect(lines.allSatisfy { $0.truth == .yes })
    #expect(lines[1].text.contains("written differently") && lines[3].text.contains("back at line 1"))
    #expect(lines[4].text.contains("same on both sides") && !lines[5].text.contains("again"))
  }

  @Test func theLampAsksForSomethingNew() {
    func lamp(_ lines: String...) -> Bool? { Sheet(lines, of: .reference, Self.misconceptions).isOnTrack }
    #expect(lamp() == nil && lamp("only words") == nil && lamp("s = W x") == true)
    let start = "∂L/∂x_j = Σ_k δy_k f'(s_k) W_kj"
    #expect(lamp(start, "= Σ_k W_kj f'(s_k) δy_k", "= Σ_k δy_k W_kj f'(s_k)") == true)
    #expect(lamp(start, "= Σ_k W_kj f'(s_k) δy_k", "= Σ_k δy_k W_kj f'(s_k)", "= Σ_k f'(s_k) W_kj δy_k") == false)
  }

  /// What is equal to a right side is right; a wrong line between two right ones joins neither.
  @Test func aWrongLineReachesNoGoal() {
    func done(_ lines: String...) -> [Quantity] {
      Sheet(lines, of: .reference, Self.misconceptions).done([.deltaX])
    }
    #expect(done("δx_j = Σ_k δs_k W_kj", "= Σ_k δy_k W_kj", "= Σ_k δs_k W_kj") == [])
    #expect(done("δx_j = Σ_k δy_k W_kj", "δx_j = Σ_k δs_k W_kj", "= ∂L/∂x_j") == [])
    // A condition that nothing meets says nothing.
    for vacuous in ["δx_j = 7 if 1 > 2", "δx_j = 7 if s_1 > 0 and s_1 < 0"] {
      #expect(Sheet([vacuous], of: .reference, Self.misconceptions).lines[0].truth == .unreadable)
      #expect(done(vacuous) == [])
    }
  }

  /// Numbers of lines, labels, comments, `:=`, two equations with a tab between: none of it is lost or read as a product.
  @Test(arguments: [
    "1) s = Wx", "(2) s = Wx", "3. s = Wx", "Forward: s = Wx", "s = Wx // linear", "s := W x", "s == W x",
    "s = Wx\ty = f(s)",
    "let s = Wx", "∂(s_k if s_k > 0, exp(s_k) - 1 otherwise)/∂s_k = f'(s_k)", "δ_k = δy_k f'(s_k)", "s = w x",
  ])
  func whatStandsRoundAnEquationIsNoPartOfIt(text: String) throws {
    let line = try line(text)
    #expect(line.truth == .yes, "\(text): \(line.truth) \(line.text)")
  }

  @Test func whatLooksLikeANoteAndIsAnEquationIsNotLost() throws {
    #expect(try line("∂L/∂x_j = Σ_k (δy_k W_kj").truth == .unreadable)
    #expect(try line("(s = Wx").text.contains("brackets"))
    // A capital and a small letter are two.
    #expect(try line("W = x", "s = W x").truth == .yes && line("W = x").truth != .notAClaim)
    #expect(try line("∂([s_k > 0])/∂s_k = 0").truth == .unreadable)
    #expect(try line("∂(a s_k)/∂s_k = a", of: LayerExample.reference.with(Activation.named("prelu"))).truth == .yes)
  }

  /// `δ_k` alone is what it is said to be; with two indices it stays Kronecker's.
  @Test func aLoneDeltaIsReadAsItIsDefined() {
    func truths(_ lines: String...) -> [Sheet.Truth] {
      Sheet(lines, of: .reference, Self.misconceptions).lines.map(\.truth)
    }
    #expect(
      truths("δW = δ x^T", "δx_j = Σ_k δ_k W_kj", "δ_k = δy_k f'(s_k)", "∂y_i/∂W_kj = δ_ik f'(s_k) x_j")
        == [.yes, .yes, .yes, .yes])
    #expect(truths("\\delta_k = \\frac{\\partial L}{\\partial y_k}", "δx_j = Σ_k δ_k f'(s_k) W_kj") == [.yes, .yes])
    #expect(truths("δ_k = δy_k f'(s_k)", "δx_j = Σ_k δ_k f'(s_k) W_kj") == [.yes, .no])
  }

  /// A small `w` is W where that is right; the weights of one unit only where it is not.
  @Test func aSmallWIsTheMatrixWhereItCanBe() {
    func lines(_ lines: String...) -> [Sheet.Line] { Sheet(lines, of: .reference, Self.misconceptions).lines }
    let many = lines("s_k = Σ_j w_kj x_j", "δx_j = δy_1 f'(s_1) w_1j", "δx = w^T (δy ⊙ f'(s))")
    #expect(many.map(\.truth) == [.yes, .no, .yes] && many[0].text.contains("w is W"))
    let one = lines("s = w^T x", "δx = δy f'(s) w")
    #expect(one.map(\.truth) == [.yes, .yes] && one[0].text.contains("one unit"))
  }

  /// Two errors that cancel earn nothing, unless what is right was there before.
  @Test func aRightResultOfWrongLinesIsFortuitous() {
    func done(_ lines: String...) -> [Quantity] {
      Sheet(lines, of: .reference, Self.misconceptions).done([.deltaX])
    }
    #expect(done("δx_j = Σ_k δy_k W_kj", "= Σ_k δy_k f'(s_k) W_kj") == [])
    #expect(done("δx_j = Σ_k δs_k W_kj", "= Σ_k δy_k W_kj", "= Σ_k δy_k f'(s_k) W_kj") == [.deltaX])
    #expect(done("δx_j = Σ_k δy_k W_kj", "δx_j = Σ_k δy_k f'(s_k) W_kj") == [.deltaX])
  }
}
