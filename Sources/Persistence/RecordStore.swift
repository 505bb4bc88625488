import Curriculum
import Files
import Synchronization
import Tutoring

/// The record of one user on disk: attempts, which are only ever added.
///
/// Several programs may have it open: each line is a transaction of its own. It is opened when it is first asked for something.
package final class RecordStore: Sendable {
  package let path: String
  private let database = Mutex<Database?>(nil)
  /// Milliseconds to wait for another program.
  private static let waits: Int32 = 5_000

  package init(path: String) { self.path = path }

  // MARK: adding

  /// - Returns: once it is on disk as far as the system is concerned: it outlives the program.
  package func add(_ attempt: Attempt) throws(StoreError) {
    try with { database throws(StoreError) in
      try database.query(
        Statements.addAttempt,
        [
          .int(attempt.time), .int(attempt.sitting), .text(attempt.lesson), .text(attempt.module), .text(attempt.layer),
          .text(attempt.step), .text(attempt.answer), .text(attempt.outcome.rawValue),
          .text(attempt.rules.joined(separator: " ")),
          .text(attempt.skills.map(\.rawValue).joined(separator: " ")), .int(attempt.seconds),
        ])
    }
  }

  // MARK: reading

  /// All attempts, the first one first; one of a kind that this version does not know is passed over.
  package func attempts(_ body: (Attempt) -> Void) throws(StoreError) {
    try with { database throws(StoreError) in
      try database.query(Statements.attempts) { row in
        guard let outcome = Attempt.Outcome(rawValue: row.text(7)) else { return }
        body(
          Attempt(
            time: Self.sane(row.int(0)), sitting: row.int(1), lesson: row.text(2), module: row.text(3),
            layer: row.text(4),
            step: row.text(5), answer: row.text(6), outcome: outcome,
            rules: row.text(8).split(separator: " ").map(String.init),
            skills: row.text(9).split(separator: " ").compactMap { Skill(rawValue: String($0)) },
            seconds: Self.sane(row.int(10))))
      }
    }
  }

  /// Seconds as they can be, whatever somebody wrote there.
  private static func sane(_ seconds: Int) -> Int { min(max(seconds, 0), 1 << 40) }

  /// Whether it can be read at all.
  package func check() throws(StoreError) { try with { _ throws(StoreError) in } }

  /// Whether there is anything to read; a file that is not there is not made for that.
  package var exists: Bool { FileBytes.exists(path) }

  // MARK: the file

  /// Gives a file that cannot be used another name, and begins a new one.
  /// - Returns: its new path.
  package func setAside(_ stamp: String) throws(StoreError) -> String {
    database.withLock { $0 = nil }
    let name = path.hasSuffix(".sqlite") ? String(path.dropLast(7)) : path
    var aside = "\(name)-\(stamp).sqlite"
    var count = 1
    while FileBytes.exists(aside) {
      count += 1
      aside = "\(name)-\(stamp)-\(count).sqlite"
    }
    do throws(FileError) {
      try FileBytes.move(path, to: aside)
      for end in ["-wal", "-shm"] where FileBytes.exists(path + end) { try FileBytes.move(path + end, to: aside + end) }
    } catch { throw StoreError(.unusable, error.message) }
    return aside
  }

  private func with(_ body: (Database) throws(StoreError) -> Void) throws(StoreError) {
    let result: Result<Void, StoreError> = database.withLock { open in
      do throws(StoreError) {
        if open == nil { open = try Self.opened(path) }
        if let open { try body(open) }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  private static func opened(_ path: String) throws(StoreError) -> Database {
    if let end = path.lastIndex(of: "/") { FileBytes.makeFolder(String(path[..<end])) }
    let database = try Database(path, waits: waits)
    try database.run(Statements.setUp)
    try Migrations.apply(to: database)
    return database
  }
}
