#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reading files and folders without Foundation, which would double the program's start-up time.
package enum FileBytes {
  /// The bytes of a file; `-` is standard input.
  /// - Throws: `LessonError` with the file's name and the system's reason.
  package static func contents(of path: String, limit: Int = .max) throws(LessonError) -> [UInt8] {
    let file = try OpenFile(path)
    var bytes: [UInt8] = []
    while true {
      guard let chunk = readChunk(file.descriptor, most: 1 << 16) else { throw LessonError("\(path): \(reason())") }
      if chunk.isEmpty { return bytes }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if bytes.count > limit { return bytes }
    }
  }

  /// The bytes of a file a mebibyte at a time; an empty piece is the end.
  ///
  /// `-` is standard input.
  /// - Throws: `LessonError` with the file's name and the system's reason.
  static func pieces(of path: String) throws(LessonError) -> () throws(LessonError) -> [UInt8] {
    let file = try OpenFile(path)
    return { () throws(LessonError) in
      guard let chunk = readChunk(file.descriptor, most: 1 << 20) else { throw LessonError("\(path): \(reason())") }
      return chunk
    }
  }

  /// Closes what it opened.
  private final class OpenFile {
    let descriptor: Int32

    init(_ path: String) throws(LessonError) {
      guard !path.isEmpty else { throw LessonError("a file's name is empty; give one, or - for standard input") }
      descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY)
      guard descriptor >= 0 else { throw LessonError("\(path): \(reason())") }
    }

    deinit { if descriptor > STDIN_FILENO { close(descriptor) } }
  }

  /// What is there to read, empty at the end; `nil` where reading failed.
  private static func readChunk(_ descriptor: Int32, most: Int) -> [UInt8]? {
    var isReadable = true
    // Memory that is not written first costs nothing where a file is small.
    let chunk = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      var received = read(descriptor, buffer.baseAddress, buffer.count)
      while received < 0 && errno == EINTR { received = read(descriptor, buffer.baseAddress, buffer.count) }
      isReadable = received >= 0
      count = max(0, received)
    }
    return isReadable ? chunk : nil
  }

  /// What the system said last.
  static func reason() -> String {
    let code = errno
    return strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  package static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Size and time of the last change: differs after every save; empty where there is no such file.
  package static func stamp(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "" }
    #if canImport(Darwin)
      return "\(status.st_size) \(status.st_mtimespec.tv_sec) \(status.st_mtimespec.tv_nsec)"
    #else
      return "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    #endif
  }

  /// Bytes; 0 where there is no such file.
  package static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether the name is taken, be it of what cannot be read: then reading says why.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Writes a file anew, or adds to it.
  /// - Throws: `LessonError` with the file's name and the system's reason.
  package static func write(_ text: String, to path: String, appending: Bool = false) throws(LessonError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | (appending ? O_APPEND : O_TRUNC), 0o600)
    guard descriptor >= 0 else { throw LessonError("\(path): \(reason())") }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = writeChunk(descriptor, rest)
      if count < 0 { throw LessonError("\(path): \(reason())") }
      rest = rest.dropFirst(count)
    }
  }

  private static func writeChunk(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { buffer in
      while true {
        #if canImport(Glibc)
          let count = Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          let count = Musl.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          let count = Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
        if count >= 0 || errno != EINTR { return count }
      }
    }
  }

  /// Makes a folder and those above it; one that is there is no error.
  package static func makeFolder(_ path: String) {
    guard !path.isEmpty, !isDirectory(path) else { return }
    if let slash = path.lastIndex(of: "/") { makeFolder(String(path[..<slash])) }
    mkdir(path, 0o700)
  }

  /// The names in a folder, folders with `/` at the end, sorted; hidden ones left out.
  package static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory), names.count < 10_000 {
      let name = name(of: entry)
      if !name.hasPrefix(".") { names.append(isDirectory(folder + name) ? name + "/" : name) }
    }
    return names.sorted()
  }

  static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafeBytes(of: entry.pointee.d_name) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
