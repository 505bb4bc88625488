import LayerMath

/// NumPy's `.npy` and `.npz` (NEP 1): floats and integers of every size and byte order.
///
/// Of `.npz` only what `np.savez` writes, which is not compressed; `np.savez_compressed` is refused with a sentence.
package enum NumPyFile {
  package static let sizeLimit = 1 << 30

  package struct Array: Equatable, Sendable {
    package let shape: [Int]
    /// Row after row.
    package let values: [Double]

    package func matrix() throws(EntryError) -> Matrix<Rational> {
      let rows = shape.count == 2 ? shape[0] : 1
      return Matrix(rows: rows, columns: values.count / max(1, rows), elements: try Rational.shortest(values))
    }

    package func vector() throws(EntryError) -> [Rational] { try Rational.shortest(flat()) }

    /// The entries of one row or one column.
    func flat() throws(EntryError) -> [Double] {
      guard shape.count <= 1 || shape.filter({ $0 != 1 }).count <= 1 else {
        throw EntryError("a vector is one row or one column; this is \(shape.map(String.init).joined(separator: "×"))")
      }
      return values
    }
  }

  static func isArray(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x93] + "NUMPY".utf8) }
  static func isArchive(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 3, 4]) }

  /// Reads one array.
  /// - Throws: `EntryError` with the file and what is not supported.
  package static func array(_ bytes: ArraySlice<UInt8>, file: String) throws(EntryError) -> Array {
    let data = Swift.Array(bytes)
    guard isArray(data), data.count > 10 else { throw EntryError("\(file): no .npy array; np.save writes one") }
    let isLong = data[6] >= 2
    let start = isLong ? 12 : 10
    guard data.count >= start else { throw EntryError("\(file): the header is cut off") }
    let length = isLong ? integer(data, 8, 4) : integer(data, 8, 2)
    guard length >= 0, start + length <= data.count else { throw EntryError("\(file): the header is cut off") }
    let header = String(decoding: data[start..<(start + length)], as: UTF8.self)
    guard let type = value(of: "descr", in: header), let order = value(of: "fortran_order", in: header),
      let shapeText = value(of: "shape", in: header)
    else { throw EntryError("\(file): the header lacks descr, fortran_order or shape") }
    let shape = shapeText.split { !$0.isNumber }.compactMap { Int($0) }
    guard shape.count <= 2, shape.allSatisfy({ (1...MatrixEntry.sizeLimit).contains($0) }) else {
      throw EntryError("\(file): shape \(shapeText) is no matrix or vector of at most \(MatrixEntry.sizeLimit) a side")
    }
    let kind = type.filter { !"'\" ".contains($0) }
    let count = shape.reduce(1, *)
    let values = try numbers(data[(start + length)...], type: kind, count: count, file: file)
    guard order.hasPrefix("T"), shape.count == 2 else { return Array(shape: shape, values: values) }
    let (rows, columns) = (shape[0], shape[1])
    return Array(shape: shape, values: (0..<count).map { values[$0 % columns * rows + $0 / columns] })
  }

  /// What stands behind a key of the header, a Python dictionary as text.
  private static func value(of key: String, in header: String) -> String? {
    guard let found = header.firstRange(of: "'\(key)':") else { return nil }
    var depth = 0
    var text = ""
    for character in header[found.upperBound...] {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth <= 0 && (character == "," || character == "}") { break }
      text.append(character)
    }
    return String(text.drop { $0 == " " })
  }

  private static func integer(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
  }

  private static func numbers(
    _ bytes: ArraySlice<UInt8>, type: String, count: Int, file: String
  ) throws(EntryError) -> [Double] {
    let isBig = type.hasPrefix(">")
    let kind = type.drop { "<>=|".contains($0) }
    guard let letter = kind.first, let size = Int(kind.dropFirst()), "fiu".contains(letter),
      letter == "f" ? [2, 4, 8].contains(size) : [1, 2, 4, 8].contains(size)
    else {
      throw EntryError("\(file): type \(type) is not supported; use float16/32/64 or integers, as W.astype(float)")
    }
    guard bytes.count >= count * size else {
      throw EntryError("\(file): \(bytes.count) bytes of data, \(count * size) expected; the file is cut off")
    }
    var values: [Double] = []
    values.reserveCapacity(count)
    var place = bytes.startIndex
    for index in 0..<count {
      var bits: UInt64 = 0
      for offset in 0..<size {
        let byte = UInt64(bytes[place + (isBig ? offset : size - 1 - offset)])
        bits = bits << 8 | byte
      }
      place += size
      let value: Double
      switch (letter, size) {
      case ("f", 8): value = Double(bitPattern: bits)
      case ("f", 4): value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
      case ("f", _): value = half(UInt16(truncatingIfNeeded: bits))
      case ("i", _):
        let shift = UInt64(64 - 8 * size)
        value = Double(Int64(bitPattern: bits << shift) >> Int64(shift))
      default: value = Double(bits)
      }
      guard value.isFinite else {
        throw EntryError("\(file): entry \(index + 1) is not finite; every entry must be")
      }
      values.append(value)
    }
    return values
  }

  /// IEEE 754 binary16.
  private static func half(_ bits: UInt16) -> Double {
    let fraction = Double(bits & 0x3FF) / 1024
    let exponent = Int(bits >> 10 & 0x1F)
    let magnitude: Double
    switch exponent {
    case 0: magnitude = fraction * 0x1p-14
    case 31: magnitude = fraction == 0 ? .infinity : .nan
    default: magnitude = (1 + fraction) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
    }
    return bits >> 15 == 1 ? -magnitude : magnitude
  }

  /// The arrays of an `.npz` by name, found through the archive's central directory.
  /// - Throws: `EntryError` with the file; for compressed archives how to write them plain.
  package static func archive(_ bytes: [UInt8], file: String) throws(EntryError) -> [String: Array] {
    let broken = EntryError("\(file): the archive is cut off or damaged")
    // The end record lies in the last 64 KiB: a comment may follow it.
    guard bytes.count >= 22,
      let end = (max(0, bytes.count - 65_557)...(bytes.count - 22)).last(where: {
        integer(bytes, $0, 4) == 0x0605_4B50
      })
    else { throw broken }
    var arrays: [String: Array] = [:]
    var place = integer(bytes, end + 16, 4)
    for _ in 0..<integer(bytes, end + 10, 2) {
      guard place + 46 <= bytes.count, integer(bytes, place, 4) == 0x0201_4B50 else { throw broken }
      let method = integer(bytes, place + 10, 2)
      var size = integer(bytes, place + 20, 4)
      let nameLength = integer(bytes, place + 28, 2)
      let extraLength = integer(bytes, place + 30, 2)
      let header = integer(bytes, place + 42, 4)
      guard place + 46 + nameLength + extraLength <= bytes.count, header + 30 <= bytes.count else { throw broken }
      let name = String(decoding: bytes[(place + 46)..<(place + 46 + nameLength)], as: UTF8.self)
      guard method == 0 else {
        throw EntryError("\(file): \(name) is compressed; write it with np.savez, not np.savez_compressed")
      }
      let data = header + 30 + integer(bytes, header + 26, 2) + integer(bytes, header + 28, 2)
      // NumPy writes ZIP64 sizes; the data ends where the array says.
      if size == 0xFFFF_FFFF { size = bytes.count - data }
      guard data <= bytes.count, data + size <= bytes.count else { throw broken }
      if name.hasSuffix(".npy") {
        let key = String(name.dropLast(4))
        arrays[key] = try array(bytes[data..<(data + size)], file: "\(file), \(key)")
      }
      place += 46 + nameLength + extraLength + integer(bytes, place + 32, 2)
    }
    return arrays
  }
}
