import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The Markdown files below a folder, hidden ones and `README.md` left out, sorted by path; at most 10,000, 8 folders
/// deep.
///
/// Links to folders are followed, each folder once.
package struct LessonFolder {
  package private(set) var files: [String] = []
  /// Folders that cannot be opened, with the system's reason; one that is not there holds nothing.
  package private(set) var errors: [FileError] = []

  private struct Identity: Hashable {
    let device: dev_t
    let node: ino_t
  }

  private var seen: Set<Identity> = []
  private static let mostFiles = 10_000
  private static let mostDepth = 8

  package init(_ folder: String) {
    visit(folder, depth: 0)
    files = Array(files.prefix(Self.mostFiles))
  }

  private mutating func visit(_ folder: String, depth: Int) {
    guard depth < Self.mostDepth, files.count < Self.mostFiles else { return }
    guard let directory = opendir(folder) else {
      if errno != ENOENT { errors.append(FileError("\(folder): \(FileBytes.reason())")) }
      return
    }
    defer { closedir(directory) }
    var status = stat()
    guard fstat(dirfd(directory), &status) == 0,
      seen.insert(Identity(device: status.st_dev, node: status.st_ino)).inserted
    else { return }
    var here: [String] = []
    var folders: [String] = []
    while let entry = readdir(directory) {
      guard let name = FileBytes.name(of: entry) else {
        errors.append(FileError("\(folder): a file in it has a name that is not UTF-8; rename it"))
        continue
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      if FileBytes.isDirectory(path) {
        folders.append(path)
      } else if name.hasSuffix(".md"), name != "README.md", !Self.isSpecial(path) {
        here.append(path)
      }
    }
    files += here.sorted()
    for inner in folders.sorted() { visit(inner, depth: depth + 1) }
  }

  /// A pipe, device or socket: reading it may never end.
  private static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }
}
