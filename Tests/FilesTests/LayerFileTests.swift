import Foundation
import LayerMath
import Testing

@testable import Files

/// Layers in files: JSON and CSV in pieces, three blocks of a table, NumPy's arrays.
@Suite struct LayerFileTests {
  private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("backprop-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent(name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func exact(_ name: String, _ text: String) throws -> LayerExample? {
    if case .exact(let example) = try LayerFile.load(try file(name, Array(text.utf8)), exactly: false) {
      example
    } else {
      nil
    }
  }

  private let expected = try? MatrixEntry.example(w: "1 -2; 0.5 1/3; 0 4", x: "2 1", deltaY: "-2 1.5 0.5")

  @Test(arguments: [
    "1,-2\n0.5,1/3\n0,4\n\n2,1\n\n-2,1.5,0.5\n", "1\t-2\r\n0.5\t1/3\r\n0\t4\r\n\r\n2\t1\r\n\r\n-2\t1.5\t0.5\r\n",
    "W\n1,-2\n0.5,1/3\n0,4\nx\n2\n1\ndy\n-2\n1.5\n0.5\n", "# dy\n-2 1.5 0.5\n# W\n1 -2\n.5 1/3\n0 4\n# x\n2 1\n",
    "1,-2\n0.5,1/3\n0,4\n,\n2,1\n,\n-2,1.5,0.5\n",
  ])
  func threeBlocksAreALayer(text: String) throws {
    #expect(try exact("layer.csv", text) == expected)
    #expect(try exact("layer.csv", "\u{FEFF}" + text) == expected, "with a byte order mark, as spreadsheets write it")
  }

  @Test func aByteOrderMarkIsNoPartOfALayerAndUTF16IsNamed() throws {
    let json = #"{"W": [[1, -2], [0.5, "1/3"], [0, 4]], "x": [2, 1], "dy": [-2, 1.5, 0.5]}"#
    #expect(try exact("layer.json", "\u{FEFF}" + json) == expected)
    for encoding in [String.Encoding.utf16, .utf16BigEndian, .utf16LittleEndian] {
      let mark: [UInt8] = encoding == .utf16 ? [] : encoding == .utf16BigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
      let path = try file("wide.json", mark + (json.data(using: encoding) ?? Data()))
      let error = #expect(throws: FileError.self) { try LayerFile.load(path, exactly: false) }
      #expect(error?.message == "\(path): this is UTF-16; save it as UTF-8")
    }
  }

  @Test(arguments: [
    ("1,2\n3\n\n1\n\n1\n", "layer.csv:1: W: row 2 has 1 entry, row 1 has 2: all rows need the same number"),
    (
      "1,2\n\n1,2\n",
      "layer.csv: no block for dy; write W, x and dy as rows of numbers with blank lines between, or JSON"
    ),
    ("1\n\n1\n\n1\n\n1\n", "layer.csv:7: a fourth block; a layer has three: W, x and dy"),
    ("1,x\n\n1,2\n\n1\n", "layer.csv:1: W: row 1, column 2: cannot read `x` as a number; write -2, 0.5, 1e-3 or 1/3"),
    ("W\n1\nW\n1\n", "layer.csv:3: W stands there twice"),
    ("1,2\n\n1\n\n1\n", "layer.csv: x has 1 entry, W has 2 columns: they must agree"),
  ])
  func aBadTableNamesItsLine(text: String, message: String) throws {
    let path = try file("layer.csv", Array(text.utf8))
    let error = #expect(throws: EntryError.self) { try LayerFile.load(path, exactly: false) }
    #expect(
      error?.message.replacingOccurrences(of: (path as NSString).deletingLastPathComponent + "/", with: "") == message)
  }

  /// The stream gives what the whole text gives, wherever the pieces break.
  @Test(arguments: [1, 2, 3, 7, 64, 100_000])
  func jsonInPiecesIsTheSame(piece: Int) throws {
    let text = """
      {"K": 3, "note": ["a \\" ] b", {"c": [1, 2]}], "x": [2, 1e0], "W": [[1, -2], [5e-1, 0.25], [-0, 4.0]],
       "other": null, "dy": [-2, 1.5, 0.5]}
      """
    let example = try LayerStream.json(ByteSource(Array(text.utf8), piece: piece), "layer.json")
    #expect(example.layer.w == [1, -2, 0.5, 0.25, 0, 4] && example.x == [2, 1] && example.deltaY == [-2, 1.5, 0.5])
    let table = try LayerStream.table(
      ByteSource(Array("W\n1,-2\n.5 0.25\n0\t4\n\n2 1\n\n-2\n1.5\n0.5".utf8), piece: piece), "layer.csv")
    #expect(table.layer.w == example.layer.w && table.x == example.x && table.deltaY == example.deltaY)
  }

  @Test(arguments: [
    (
      #"{"W": [[1, 2], [3]], "x": [1, 2], "dy": [1, 2]}"#,
      "f:1: W, row 2 has 1 entries, row 1 has 2: all rows need the same number"
    ),
    (
      "{\"W\": [[1,\n2x]], \"x\": [1], \"dy\": [1]}",
      "f:2: W, row 1, column 2: cannot read `2x` as a number; write -2, 0.5 or 1e-3"
    ),
    (#"{"W": [[1e999]], "x": [1], "dy": [1]}"#, "f:1: W, row 1, column 1: `1e999` is not finite; every entry must be"),
    (#"{"W": [[NaN]], "x": [1], "dy": [1]}"#, "f:1: W, row 1, column 1: `NaN` is not finite; every entry must be"),
    (#"{"W": [[1]], "x": [1]}"#, "f: layer lacks dy; it needs W, x and dy"),
    (#"{"W": [[1]], "x": [1, 2], "dy": [1]}"#, "f: x has 2 entries, W has 1 column: they must agree"),
    (#"{"W": [[1]], "x": [1"#, "f:1: the file ends here; expected `,` or `]` in x"),
    ("{\"W\" 1}", "f:1: expected `:` after \"W\", not `1`"),
    (#"{"W": [[1], "x": 2}"#, "f:1: expected `[` and the numbers of W, row 2, not `\"`"),
  ])
  func aBadStreamNamesItsLine(text: String, message: String) {
    let error = #expect(throws: EntryError.self) {
      try LayerStream.json(ByteSource(Array(text.utf8), piece: 5), "f")
    }
    #expect(error?.message == message)
  }

  // MARK: NumPy

  private func npy(_ type: String, _ shape: String, fortran: Bool = false, _ data: [UInt8]) -> [UInt8] {
    let header = "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': (\(shape)), }"
    let padded = header + String(repeating: " ", count: (64 - (header.utf8.count + 11) % 64) % 64) + "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(padded.utf8.count & 255), UInt8(padded.utf8.count >> 8)]
      + Array(padded.utf8) + data
  }

  private func bytes<T: FixedWidthInteger>(_ values: [T], big: Bool = false) -> [UInt8] {
    values.flatMap { value in
      let bits = big ? value.bigEndian : value.littleEndian
      return withUnsafeBytes(of: bits) { Array($0) }
    }
  }

  @Test func everyTypeOfNumberIsRead() throws {
    func values(_ type: String, _ data: [UInt8]) throws -> [Double] {
      try NumPyFile.array(npy(type, "3,", data)[...], file: "a.npy").values
    }
    let doubles = [1.5, -2, 0.25]
    #expect(try values("<f8", bytes(doubles.map(\.bitPattern))) == doubles)
    #expect(try values(">f8", bytes(doubles.map(\.bitPattern), big: true)) == doubles)
    #expect(try values("<f4", bytes(doubles.map { Float($0).bitPattern })) == doubles)
    #expect(try values("<f2", bytes([0x3E00, 0xC000, 0x3400] as [UInt16])) == doubles)
    #expect(try values("<i8", bytes([1, -2, 3] as [Int64])) == [1, -2, 3])
    #expect(try values(">i4", bytes([1, -2, 3] as [Int32], big: true)) == [1, -2, 3])
    #expect(try values("<i2", bytes([1, -2, 3] as [Int16])) == [1, -2, 3])
    #expect(try values("|i1", bytes([1, -2, 3] as [Int8])) == [1, -2, 3])
    #expect(try values("|u1", [1, 200, 3]) == [1, 200, 3])
    #expect(try values("<u8", bytes([1, 2, 3] as [UInt64])) == [1, 2, 3])
  }

  @Test func fortranOrderAndShapesAreKept() throws {
    let data = bytes([1.0, 3, 5, 2, 4, 6].map(\.bitPattern))
    let array = try NumPyFile.array(npy("<f8", "3, 2", fortran: true, data)[...], file: "a.npy")
    #expect(array.shape == [3, 2] && array.values == [1, 2, 3, 4, 5, 6])
  }

  @Test func whatIsNotSupportedSaysWhatIs() {
    func message(_ bytes: [UInt8]) -> String? {
      do throws(EntryError) {
        _ = try NumPyFile.array(bytes[...], file: "a.npy")
        return nil
      } catch { return error.message }
    }
    #expect(
      message(npy("<c16", "1,", []))
        == "a.npy: type <c16 is not supported; use float16/32/64 or integers, as W.astype(float)")
    #expect(message(npy("<f8", "3,", [0])) == "a.npy: 1 bytes of data, 24 expected; the file is cut off")
    #expect(
      message(npy("<f8", "1,", bytes([Double.nan.bitPattern]))) == "a.npy: entry 1 is not finite; every entry must be")
    #expect(
      message(npy("<f8", "2, 2, 2", [])) == "a.npy: shape (2, 2, 2) is no matrix or vector of at most 4096 a side")
    #expect(message(Array("hello world".utf8)) == "a.npy: no .npy array; np.save writes one")
    for length in 0..<80 { _ = message(Array(npy("<f8", "1,", bytes([Double(1).bitPattern])).prefix(length))) }
  }

  /// A real archive by NumPy, where Python has it.
  @Test(.enabled(if: LayerFileTests.hasNumPy, "python3 with numpy is not at hand"))
  func npzOfNumPyIsRead() throws {
    let path = try file("layer.npz", [])
    try Self.python(
      "import numpy as np; np.savez('\(path)', W=np.array([[1, -2], [0.1, 0.25], [0, 4]]), x=np.array([2, 1]), dy=np.array([-2, 1.5, 0.5], dtype=np.float32))"
    )
    guard case .exact(let example) = try LayerFile.load(path, exactly: false) else {
      Issue.record("read in doubles")
      return
    }
    #expect(
      try example == MatrixEntry.example(w: "1 -2; 0.1 0.25; 0 4", x: "2 1", deltaY: "-2 1.5 0.5"), "0.1 stays a tenth")
    try Self.python(
      "import numpy as np; np.savez_compressed('\(path)', W=np.ones((2, 2)), x=np.ones(2), dy=np.ones(2))")
    let error = #expect(throws: EntryError.self) { try LayerFile.load(path, exactly: false) }
    #expect(error?.message.hasSuffix("is compressed; write it with np.savez, not np.savez_compressed") == true)
  }

  static let hasNumPy = (try? python("import numpy")) != nil

  private static func python(_ program: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw EntryError("python") }
  }

  /// What `--exact` wrote of a large layer is read exactly, however large the text.
  @Test func exactNumbersOfALargeLayerAreReadFromItsJSON() throws {
    let size = 120
    let row = "[" + (0..<size).map { _ in "0.3333333333333333" }.joined(separator: ", ") + "]"
    let exactRow = "[" + (0..<size).map { _ in "\"1/3\"" }.joined(separator: ", ") + "]"
    func json(_ first: String) -> String {
      let w = "[" + (0..<size).map { _ in row }.joined(separator: ", ") + "]"
      let exactW = "[" + (0..<size).map { _ in exactRow }.joined(separator: ", ") + "]"
      let padding = String(repeating: " ", count: LayerFile.exactLimit)
      return
        "{\"W\": \(w), \"x\": \(row), \"dy\": \(row.replacing("[0.3333333333333333", with: "[\(first)")), \(padding)"
        + "\"exact\": {\"W\": \(exactW), \"s\": [[\"exp(1)\"]], \"x\": \(exactRow), \"dy\": \(exactRow)}}"
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("exact-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try json("0.3333333333333333").write(to: file, atomically: true, encoding: .utf8)
    guard case .exact(let example) = try LayerFile.load(file.path, exactly: true) else {
      return #expect(Bool(false), "not exact")
    }
    let third = Rational(1, positive: 3)
    #expect(example.k == size && example.n == size && example.w.elements.allSatisfy { $0 == third })
    try json("0.5").write(to: file, atomically: true, encoding: .utf8)
    let error = #expect(throws: EntryError.self) { try LayerFile.load(file.path, exactly: true) }
    #expect(error?.message.hasSuffix("dy: `exact` beside it says other numbers; take one of the two out") == true)
  }

  /// A comma within a number is refused where it could be one between two.
  @Test(arguments: [
    (#"{"W": [["1,5", "2,5"]], "x": [1, 2, 3, 4], "dy": [1]}"#, "W: `1,5` has a comma in it"),
    (#"{"W": [[1, 2]], "x": ["1,5"], "dy": [1]}"#, "x: `1,5` has a comma in it"),
    (#"{"W": [[1, 2, 3]], "x": ["1,000", 5], "dy": [1]}"#, "x: `1,000` has a comma in it"),
    ("0,5;1,5\n\n2;3\n\n1,5\n", "W: `,` and `;` in one line"),
    ("W\n0.5 1.5\nx\n2 3\ndy\n1,5;2\n", "dy: `,` and `;` in one line"),
  ])
  func decimalCommasAreNeverWholeNumbers(text: String, message: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("comma-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try text.write(to: file, atomically: true, encoding: .utf8)
    let error = #expect(throws: EntryError.self) { try LayerFile.load(file.path, exactly: true) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "read")")
  }

  @Test func textInOneStringIsStillAnyEntryFormat() throws {
    let example = try LayerFile.parse(#"{"W": "1,2; 3,4", "x": "1 -2", "dy": ["1/3", "-1"]}"#, file: "f")
    #expect(example.w.elements.map(\.description) == ["1", "2", "3", "4"] && example.deltaY[0].description == "1/3")
  }
}
