import Curriculum
import Files
import Synchronization
import Tutoring

/// The record of one user on disk: attempts, which are only ever added, and the places where somebody left off.
///
/// Several programs may have it open: each line is a transaction of its own. It is opened when it is first asked for something.
package final class RecordStore: Sendable {
  package let path: String
  private let database = Mutex<Database?>(nil)
  /// Milliseconds to wait for another program.
  private static let waits: Int32 = 5_000
  private static let keptPlaces = 20

  package init(path: String) { self.path = path }

  /// Where somebody left off: action lines that lead back there.
  package struct Place: Equatable, Sendable {
    package let time: Int
    /// `δx₂, 3×2`
    package let name: String
    package let lines: [String]

    package init(time: Int, name: String, lines: [String]) { (self.time, self.name, self.lines) = (time, name, lines) }
  }

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

  /// The place takes the place of the one before it of the same program; some earlier ones are kept.
  package func keep(_ place: Place) throws(StoreError) {
    try with { database throws(StoreError) in
      try database.transaction { () throws(StoreError) in
        try database.query(
          Statements.addPlace, [.int(place.time), .text(place.name), .text(place.lines.joined(separator: "\n"))])
        try database.query(Statements.forgetPlaces, [.int(Self.keptPlaces)])
      }
    }
  }

  /// Forgets where somebody left off.
  package func forgetPlaces() throws(StoreError) {
    try with { database throws(StoreError) in try database.query(Statements.forgetPlaces, [.int(0)]) }
  }

  // MARK: reading

  /// All attempts, the first one first; one of a kind that this version does not know is passed over.
  package func attempts(_ body: (Attempt) -> Void) throws(StoreError) {
    try with { database throws(StoreError) in
      try database.query(Statements.attempts) { row in
        guard let outcome = Attempt.Outcome(rawValue: row.text(7)) else { return }
        body(
          Attempt(
            time: row.int(0), sitting: row.int(1), lesson: row.text(2), module: row.text(3), layer: row.text(4),
            step: row.text(5), answer: row.text(6), outcome: outcome,
            rules: row.text(8).split(separator: " ").map(String.init),
            skills: row.text(9).split(separator: " ").compactMap { Skill(rawValue: String($0)) }, seconds: row.int(10)))
      }
    }
  }

  /// The last place; `nil` where there is none.
  package func lastPlace() throws(StoreError) -> Place? {
    var place: Place?
    try with { database throws(StoreError) in
      try database.query(Statements.lastPlace) { row in
        place = Place(
          time: row.int(0), name: row.text(1),
          lines: row.text(2).split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      }
    }
    return place
  }

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
