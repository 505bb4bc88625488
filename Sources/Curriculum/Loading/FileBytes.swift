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
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY)
    guard descriptor >= 0 else { throw LessonError("\(path): \(reason())") }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = readChunk(descriptor, &chunk)
      if count < 0 { throw LessonError("\(path): \(reason())") }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      if bytes.count > limit { return bytes }
    }
  }

  private static func readChunk(_ descriptor: Int32, _ chunk: inout [UInt8]) -> Int {
    chunk.withUnsafeMutableBytes { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count >= 0 || errno != EINTR { return count }
      }
    }
  }

  private static func reason() -> String {
    let code = errno
    return strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  package static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  package static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// The Markdown files below a folder, hidden ones and `README.md` left out, sorted by path; at most 10,000.
  package static func markdownFiles(in folder: String, depth: Int = 0) -> [String] {
    guard depth < 8, let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var files: [String] = []
    var folders: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      if name.hasSuffix(".md") {
        if name != "README.md" { files.append(path) }
      } else if isDirectory(path) {
        folders.append(path)
      }
    }
    files.sort()
    for inner in folders.sorted() where files.count < 10_000 { files += markdownFiles(in: inner, depth: depth + 1) }
    return Array(files.prefix(10_000))
  }
}
