import ArgumentParser
import Curriculum
import LayerMath

/// `W`, `x`, `δy` from the command line or a file.
struct LayerOptions: ParsableArguments {
  @Option(
    name: .customLong("W"), parsing: .unconditional,
    help: ArgumentHelp("Weights, K×n: '1 2; 3 4'.", valueName: "matrix"))
  var w: String?

  @Option(name: .customLong("x"), parsing: .unconditional, help: ArgumentHelp("Input, n numbers.", valueName: "vector"))
  var x: String?

  @Option(
    name: .customLong("dy"), parsing: .unconditional,
    help: ArgumentHelp("Upstream gradient, K numbers.", valueName: "vector"))
  var deltaY: String?

  @Option(name: .long, help: ArgumentHelp("Read W, x and dy from a JSON file; - is standard input.", valueName: "file"))
  var layer: String?

  /// Whether none of them is given.
  var isEmpty: Bool { w == nil && x == nil && deltaY == nil && layer == nil }

  /// - Throws: `EntryError` that names what is missing, unreadable or does not fit.
  func example() throws -> LayerExample {
    if let layer {
      guard w == nil && x == nil && deltaY == nil else {
        throw EntryError("--layer brings W, x and dy; leave --W, --x and --dy out")
      }
      let bytes = try FileBytes.contents(of: layer)
      return try LayerFile.parse(String(decoding: bytes, as: UTF8.self), file: layer == "-" ? "standard input" : layer)
    }
    guard let w, let x, let deltaY else {
      let missing = [("--W", w), ("--x", x), ("--dy", deltaY)].filter { $0.1 == nil }.map(\.0).joined(separator: ", ")
      throw EntryError("\(missing) missing; give --W '1 2; 3 4' --x '1 2' --dy '1 -1', or --layer FILE")
    }
    return try MatrixEntry.example(w: w, x: x, deltaY: deltaY)
  }
}
