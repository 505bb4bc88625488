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

  @Option(
    name: .customLong("a"), parsing: .unconditional,
    help: ArgumentHelp("The trained parameter a of prelu (0.25) or of a formula with a.", valueName: "number"))
  var a: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "A loss behind the layer: \(Loss.Kind.allCases.map(\.rawValue).joined(separator: ", ")), or a formula in y and t; dy follows.",
      valueName: "name|formula"))
  var loss: String?

  @Option(
    name: .customLong("t"), parsing: .unconditional,
    help: ArgumentHelp("The target of the loss, K numbers; behind softmax_ce also the class.", valueName: "vector"))
  var t: String?

  @Option(
    name: .customLong("lesson"),
    help: ArgumentHelp(
      "The module of a lesson or card, and its numbers where none are given; the other options overrule it.",
      valueName: "id|file"))
  var lesson: String?

  /// What the lesson opens with; `nil` where none is named.
  /// - Throws: `EntryError` for one that is not walked.
  private func opening() throws -> LayerExample? {
    guard let lesson else { return nil }
    let document = try LessonSource(given: nil).loader(for: lesson).open(lesson)
    guard document.isWalked else {
      let reason = document.notWalked.map { " (\($0))" } ?? ""
      throw EntryError("--lesson: `\(document.id)` is read, not walked\(reason)")
    }
    return document.opening
  }

  /// The lesson's numbers with those that are given in their place; `nil` where another shape, or a file, brings all of them.
  private func changed(_ opening: LayerExample) throws -> LayerExample? {
    let given: [(part: LayerExample.Part, text: String?)] = [(.w, w), (.b, b), (.x, x), (.deltaY, deltaY)]
    let texts = given.compactMap { $0.text }
    guard layer == nil, !texts.contains(where: { $0.hasSuffix(".npy") }) else { return nil }
    if let w {
      let matrix = try MatrixEntry.matrix(w)
      guard matrix.rows == opening.k, matrix.columns == opening.n else { return nil }
    }
    var example = opening
    for (part, text) in given {
      guard let text else { continue }
      guard part == .b || example.parts.contains(part) else { throw EntryError(LayerExample.lacking(part)) }
      example = try MatrixEntry.replacing(part, in: example, with: text)
    }
    return example
  }

  /// Whether no numbers are given.
  var isEmpty: Bool { w == nil && x == nil && deltaY == nil && b == nil && layer == nil }

  /// What the module is besides its numbers.
  var module: ModuleEntry {
    var module = ModuleEntry(prefix: "--")
    for (key, text) in [(ModuleEntry.Key.activation, activation), (.alpha, alpha), (.a, a), (.loss, loss), (.t, t)] {
      module[key] = text
    }
    return module
  }

  /// An example with what the options say of the module.
  /// - Throws: `EntryError` that names the option.
  func completed(_ example: LayerExample) throws(EntryError) -> LayerExample {
    do throws(ModuleEntry.Mistake) { return try module.applied(to: example) } catch { throw EntryError(error.message) }
  }

  /// Whether there is a file that takes longer to read than to draw a screen.
  var isLargeFile: Bool { layer.map { FileBytes.size(of: $0) > LayerFile.exactLimit } ?? false }

  /// - Throws: `EntryError` that names what is missing, unreadable or does not fit.
  func loaded(exactly: Bool) throws -> LayerFile.Loaded {
    let opening = try opening()
    if let opening, let example = try changed(opening) { return .exact(try completed(example)) }
    let ownLoss = layer == nil ? opening?.loss : nil
    let hasLoss = loss.map { $0 != "none" } ?? (ownLoss != nil)
    // Targets are numbers too: without them there is nothing to compute.
    if hasLoss, t == nil, layer == nil { throw EntryError(module.missingTarget.message) }
    switch try loadedNumbers(exactly: exactly, hasLoss: hasLoss) {
    case .exact(let example):
      guard let opening, layer == nil else { return .exact(try completed(example)) }
      return .exact(try completed(example.with(opening.activation).with(opening.names).with(ownLoss)))
    case .double(let example):
      do throws(ModuleEntry.Mistake) { return .double(try module.applied(to: example)) } catch {
        throw EntryError(error.message)
      }
    }
  }

  private func loadedNumbers(exactly: Bool, hasLoss: Bool) throws -> LayerFile.Loaded {
    if let layer {
      guard w == nil && x == nil && deltaY == nil && b == nil else {
        throw EntryError("--layer brings W, x and dy; leave --W, --x and --dy out")
      }
      let work = LongWork("reading \(layer)")
      defer { work.end() }
      return try LayerFile.load(layer, exactly: exactly) { work.report($0 >> 10, of: $1 >> 10) }
    }
    if !hasLoss, t != nil { _ = try completed(.reference) }
    if hasLoss, deltaY != nil { throw EntryError("--dy: it follows from the loss; leave one of the two out") }
    guard let w, let x, hasLoss || deltaY != nil else {
      let needed: [(name: String, text: String?)] = [
        ("--W", w), ("--x", x), hasLoss ? ("--t", t) : ("--dy", deltaY),
      ]
      let missing = needed.filter { $0.text == nil }.map(\.name).joined(separator: ", ")
      throw EntryError("\(missing) missing; give --W '1 2; 3 4' --x '1 2' --dy '1 -1', or --layer FILE")
    }
    guard [w, x, deltaY ?? "", b ?? ""].contains(where: { $0.hasSuffix(".npy") }) else {
      return .exact(try MatrixEntry.example(w: w, x: x, deltaY: deltaY, b: b))
    }
    let weights = try array(w)?.matrix() ?? MatrixEntry.matrix(w)
    return .exact(
      try LayerExample(
        w: weights, x: try array(x)?.vector() ?? MatrixEntry.vector(x),
        deltaY: try deltaY.map { try array($0)?.vector() ?? MatrixEntry.vector($0) }
          ?? Array(repeating: .zero, count: weights.rows),
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
