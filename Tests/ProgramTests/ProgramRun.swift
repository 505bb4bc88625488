import Foundation
import TestSupport

/// The built program, run to its end without a terminal.
struct ProgramRun {
  let output: String
  let errors: String
  let status: Int32

  /// Beside the test bundle, as SwiftPM builds it.
  static let path: String = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? .main
      let products = bundle.bundleURL.deletingLastPathComponent()
    #else
      let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    #endif
    return products.appendingPathComponent("backprop").path
  }()

  init(_ arguments: String..., input: String? = nil) throws { try self.init(arguments, input: input) }

  /// - Parameter file: where standard output goes instead of `output`.
  init(
    _ arguments: [String], input: String? = nil, writingTo file: String? = nil, data: String = "/dev/null/none"
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment
    variables["BACKPROP_LESSONS"] = nil
    variables["XDG_DATA_HOME"] = data
    process.environment = variables
    let (out, err) = (Pipe(), Pipe())
    process.standardOutput = try file.map { try FileHandle(forWritingTo: URL(fileURLWithPath: $0)) } ?? out
    process.standardError = err
    if let input {
      let pipe = Pipe()
      process.standardInput = pipe
      try process.run()
      // A program that has read enough ends before the rest is written.
      signal(SIGPIPE, SIG_IGN)
      try? pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try? pipe.fileHandleForWriting.close()
    } else {
      process.standardInput = FileHandle.nullDevice
      try process.run()
    }
    if file != nil { try out.fileHandleForWriting.close() }
    output = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationReason == .uncaughtSignal ? 256 + process.terminationStatus : process.terminationStatus
  }
}

/// A file that exists for one test.
struct TemporaryFile {
  let path: String

  init(_ name: String, _ bytes: [UInt8]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("backprop-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent(name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  init(_ name: String, _ text: String) throws { try self.init(name, Array(text.utf8)) }

  func remove() { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
}
