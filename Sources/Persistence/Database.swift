import CSQLite

/// A connection to a file of SQLite; it closes itself.
final class Database {
  private let handle: OpaquePointer

  /// - Parameter waits: milliseconds to wait for another program that is writing.
  /// - Throws: `StoreError` where the file cannot be opened.
  init(_ path: String, waits: Int32) throws(StoreError) {
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
    guard code == SQLITE_OK, let handle else {
      let message = handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "it cannot be opened"
      sqlite3_close_v2(handle)
      throw StoreError(code, message)
    }
    self.handle = handle
    sqlite3_busy_timeout(handle, waits)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Statements that give nothing.
  func run(_ sql: String) throws(StoreError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code) }
  }

  /// All or nothing of what a body does.
  func transaction(_ body: () throws(StoreError) -> Void) throws(StoreError) {
    try run("BEGIN IMMEDIATE")
    do throws(StoreError) {
      try body()
      try run("COMMIT")
    } catch {
      sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
      throw error
    }
  }

  /// Runs a statement, and gives each row to `row`.
  func query(_ sql: String, _ values: [Value] = [], row: (Row) -> Void = { _ in }) throws(StoreError) {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw error(code) }
    defer { sqlite3_finalize(statement) }
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let bound =
        switch value {
        case .int(let number): sqlite3_bind_int64(statement, place, Int64(number))
        // SQLite takes a copy.
        case .text(let text):
          sqlite3_bind_text(statement, place, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        }
      guard bound == SQLITE_OK else { throw error(bound) }
    }
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw error(code) }
      row(Row(statement: statement))
    }
  }

  private func error(_ code: Int32) -> StoreError { StoreError(code, String(cString: sqlite3_errmsg(handle))) }

  enum Value {
    case int(Int)
    case text(String)
  }

  /// A row of an answer, for as long as it is looked at.
  struct Row {
    fileprivate let statement: OpaquePointer

    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }
    func text(_ column: Int32) -> String { sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "" }
  }
}

/// Why the record cannot be used.
package struct StoreError: Error, Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// The file is no database, or a broken one: it can be set aside.
    case damaged
    /// It cannot be opened or written.
    case unusable
  }

  package let kind: Kind
  package let message: String

  package init(_ kind: Kind, _ message: String) { (self.kind, self.message) = (kind, message) }

  init(_ code: Int32, _ message: String) {
    let isDamaged = [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT].contains(code & 0xff)
    self.init(isDamaged ? .damaged : .unusable, message)
  }
}
