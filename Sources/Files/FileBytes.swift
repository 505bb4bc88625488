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
  ///
  /// What is longer than `limit` is read a little beyond it and no further.
  /// - Throws: `FileError` with the file's name and the system's reason; for what is no file too, since a pipe or a
  ///   terminal may never end.
  package static func contents(of path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let file = try OpenFile(path)
    var bytes: [UInt8] = []
    while true {
      guard let chunk = readChunk(file.descriptor, most: 1 << 16) else { throw FileError("\(path): \(reason())") }
      if chunk.isEmpty { return bytes }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if bytes.count > limit { return bytes }
    }
  }

  /// All bytes of a file that has at most so many.
  package static func contents(of path: String, most: Int) throws(FileError) -> [UInt8] {
    let bytes = try contents(of: path, limit: most)
    guard bytes.count <= most else { throw FileError("\(path): more than \(most >> 20) MiB; nothing of it was used") }
    return bytes
  }

  /// The bytes of a file a mebibyte at a time; an empty piece is the end.
  ///
  /// `-` is standard input.
  /// - Throws: `FileError` with the file's name and the system's reason.
  package static func pieces(of path: String) throws(FileError) -> () throws(FileError) -> [UInt8] {
    let file = try OpenFile(path)
    return { () throws(FileError) in
      guard let chunk = readChunk(file.descriptor, most: 1 << 20) else { throw FileError("\(path): \(reason())") }
      return chunk
    }
  }

  /// Closes what it opened.
  private final class OpenFile {
    let descriptor: Int32

    init(_ path: String) throws(FileError) {
      guard !path.isEmpty else { throw FileError("a file's name is empty; give one, or - for standard input") }
      guard path != "-" else {
        descriptor = STDIN_FILENO
        return
      }
      // Opening a pipe waits for its writer, unless one does not wait for anything.
      let opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      guard opened >= 0 else { throw FileBytes.error(path) }
      var status = stat()
      if fstat(opened, &status) == 0, let kind = FileBytes.special(status) {
        close(opened)
        throw FileError("\(path): this is \(kind), not a file")
      }
      descriptor = opened
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

  /// What a name stands for that is neither file nor folder.
  private static func special(_ status: stat) -> String? {
    switch status.st_mode & S_IFMT {
    case S_IFIFO: "a pipe"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFSOCK: "a socket"
    default: nil
    }
  }

  /// What the system said last of a file.
  static func error(_ path: String) -> FileError {
    // Bytes that make no character came to us as this one, and no such file is there.
    errno == ENOENT && path.contains("\u{FFFD}")
      ? FileError("\(path): its name is not UTF-8; rename it") : FileError("\(path): \(reason())")
  }

  /// What the system said last.
  package static func reason() -> String {
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

  /// Writes a file anew: whole, or not at all.
  ///
  /// The text goes to a file beside it, which takes its place once it is on the disk, so that neither a full disk nor the
  /// end of the program leaves a part of it. A link stays a link, a file's permissions its own.
  /// - Throws: `FileError` with the file's name and the system's reason; then the file is what it was.
  package static func replace(_ path: String, with text: String) throws(FileError) {
    let target = realpath(path, nil).map { name in
      defer { free(name) }
      return String(cString: name)
    }
    let place = target ?? path
    var status = stat()
    let isThere = stat(place, &status) == 0
    if isThere, let kind = special(status) { throw FileError("\(path): this is \(kind), not a file") }
    let folder = place.lastIndex(of: "/").map { String(place[...$0]) } ?? ""
    let draft = folder + ".\(place.dropFirst(folder.count).prefix(100)).\(getpid()).tmp"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw error(path) }
    var isDone = write(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
    if isThere { _ = fchmod(descriptor, status.st_mode & 0o777) }
    isDone = close(descriptor) == 0 && isDone
    guard isDone, rename(draft, place) == 0 else {
      let error = error(path)
      unlink(draft)
      throw error
    }
    // The new name is on the disk only when the folder is; where that cannot be asked for, the file is written all the same.
    let directory = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard directory >= 0 else { return }
    fsync(directory)
    close(directory)
  }

  /// Whether files can be made in a folder, which is made where it is not there.
  package static func isWritable(folder: String) -> Bool {
    makeFolder(folder)
    return access(folder, W_OK | X_OK) == 0
  }

  /// Gives a file another name, unless that is taken.
  /// - Throws: `FileError` with the file's name and the system's reason.
  package static func move(_ path: String, to name: String) throws(FileError) {
    guard !exists(name) else { throw FileError("\(name): there is such a file already") }
    guard rename(path, name) == 0 else { throw error(path) }
  }

  /// Adds to the end of a file: all of the text, or nothing.
  /// - Throws: `FileError` with the file's name and the system's reason.
  package static func append(_ text: String, to path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw error(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw error(path) }
    if let kind = special(status) { throw FileError("\(path): this is \(kind), not a file") }
    guard write(Array(text.utf8), to: descriptor) else {
      let error = error(path)
      ftruncate(descriptor, status.st_size)
      throw error
    }
  }

  /// Whether all of it was written.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = writeChunk(descriptor, rest)
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Does something while no other program of ours does it to the same folder.
  package static func holding(folder: String, _ body: () throws(FileError) -> Void) throws(FileError) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0 { flock(descriptor, LOCK_EX) }
    try body()
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

  /// The names in a folder, folders with `/` at the end, sorted; hidden ones left out, and those that are not UTF-8.
  package static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory), names.count < 10_000 {
      guard let name = name(of: entry), !name.hasPrefix(".") else { continue }
      names.append(isDirectory(folder + name) ? name + "/" : name)
    }
    return names.sorted()
  }

  /// The name of a folder's entry; `nil` where it is not UTF-8.
  ///
  /// The record is as long as its name, so that a copy of the whole type reads beyond it.
  package static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
    guard let place = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
    return String(validatingCString: (UnsafeRawPointer(entry) + place).assumingMemoryBound(to: CChar.self))
  }
}
