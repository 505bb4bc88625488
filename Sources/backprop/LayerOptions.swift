import ArgumentParser
import Curriculum
import Files
import LayerMath

/// `W`, `x`, `δy` from the command line or a file.
struct LayerOptions: ParsableArguments {
  @Option(
    name: .customLong("W"), parsing: .unconditional,
    help: ArgumentHelp("Weights, K×n: '1 2; 3 4'.", valueName: "matrix"))
  var w: String?

  @Option(
    name: .customLong("b"), parsing: .unconditional,
    help: ArgumentHelp("Bias, K numbers; without it s = Wx.", valueName: "vector"))
  var b: String?

  @Option(name: .customLong("x"), parsing: .unconditional, help: ArgumentHelp("Input, n numbers.", valueName: "vector"))
  var x: String?

  @Option(
    name: .customLong("dy"), parsing: .unconditional,
    help: ArgumentHelp("Upstream gradient, K numbers.", valueName: "vector"))
  var deltaY: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Read W, x and dy from JSON, CSV/TSV or .npz; - is standard input.", valueName: "file"))
  var layer: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "f: \(Activation.Kind.allCases.map(\.rawValue).joined(separator: ", ")), or a formula in s; elu without it.",
      valueName: "name|formula"))
  var activation: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The parameter α of elu (1) or leaky_relu (0.01).", valueName: "number"))
  var alpha: String?

  /// Whether no numbers are given.
  var isEmpty: Bool { w == nil && x == nil && deltaY == nil && b == nil && layer == nil }

  /// What `--activation` and `--alpha` say; `nil` without them.
  /// - Throws: `EntryError` that names the option.
  func chosenActivation() throws(EntryError) -> Activation? {
    let parameter: Rational? = try alpha.map { text throws(EntryError) in
      do throws(EntryError) { return try Rational.parse(text) } catch { throw error.named("--alpha") }
    }
    guard let activation else {
      guard parameter == nil else { throw EntryError("--alpha goes with --activation elu or leaky_relu") }
      return nil
    }
    do throws(FormulaError) { return try Activation.named(activation, alpha: parameter) } catch {
      throw EntryError("--activation, column \(error.column): \(error.message)")
    }
  }

  /// Whether there is a file that takes longer to read than to draw a screen.
  var isLargeFile: Bool { layer.map { FileBytes.size(of: $0) > LayerFile.exactLimit } ?? false }

  /// - Throws: `EntryError` that names what is missing, unreadable or does not fit.
  func loaded(exactly: Bool) throws -> LayerFile.Loaded {
    let loaded = try loadedNumbers(exactly: exactly)
    guard let activation = try chosenActivation() else { return loaded }
    switch loaded {
    case .exact(let example): return .exact(example.with(activation))
    case .double(let example): return .double(example.with(activation))
    }
  }

  private func loadedNumbers(exactly: Bool) throws -> LayerFile.Loaded {
    if let layer {
      guard w == nil && x == nil && deltaY == nil && b == nil else {
        throw EntryError("--layer brings W, x and dy; leave --W, --x and --dy out")
      }
      return try LayerFile.load(layer, exactly: exactly)
    }
    guard let w, let x, let deltaY else {
      let missing = [("--W", w), ("--x", x), ("--dy", deltaY)].filter { $0.1 == nil }.map(\.0).joined(separator: ", ")
      throw EntryError("\(missing) missing; give --W '1 2; 3 4' --x '1 2' --dy '1 -1', or --layer FILE")
    }
    guard [w, x, deltaY, b ?? ""].contains(where: { $0.hasSuffix(".npy") }) else {
      return .exact(try MatrixEntry.example(w: w, x: x, deltaY: deltaY, b: b))
    }
    return .exact(
      try LayerExample(
        w: try array(w)?.matrix() ?? MatrixEntry.matrix(w), x: try array(x)?.vector() ?? MatrixEntry.vector(x),
        deltaY: try array(deltaY)?.vector() ?? MatrixEntry.vector(deltaY),
        b: try b.map { try array($0)?.vector() ?? MatrixEntry.vector($0) }))
  }

  /// Numbers for what needs them exact.
  func example() throws -> LayerExample {
    switch try loaded(exactly: true) {
    case .exact(let example): return example
    case .double(let example): return try LayerExample(example)
    }
  }

  private func array(_ text: String) throws -> NumPyFile.Array? {
    guard text.hasSuffix(".npy") else { return nil }
    return try NumPyFile.array(try FileBytes.contents(of: text, limit: NumPyFile.sizeLimit)[...], file: text)
  }
}
