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

  /// Whether none of them is given.
  var isEmpty: Bool { w == nil && x == nil && deltaY == nil && b == nil && layer == nil }

  /// Whether there is a file that takes longer to read than to draw a screen.
  var isLargeFile: Bool { layer.map { FileBytes.size(of: $0) > LayerFile.exactLimit } ?? false }

  /// - Throws: `EntryError` that names what is missing, unreadable or does not fit.
  func loaded(exactly: Bool) throws -> LayerFile.Loaded {
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
