/// What a record looks like, version by version: each entry brings one of the version before it to its own.
enum Migrations {
  /// `bkpr`, so that no file of another program is taken for a record.
  static let applicationID = 0x626b_7072

  static let all: [String] = [
    """
    CREATE TABLE attempt (
      id INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      sitting INTEGER NOT NULL,
      lesson TEXT NOT NULL,
      module TEXT NOT NULL,
      layer TEXT NOT NULL,
      step TEXT NOT NULL,
      answer TEXT NOT NULL,
      outcome TEXT NOT NULL,
      rules TEXT NOT NULL,
      skills TEXT NOT NULL,
      seconds INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER attempt_stays BEFORE UPDATE ON attempt BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
    CREATE TRIGGER attempt_is_kept BEFORE DELETE ON attempt BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
    """
  ]

  static var version: Int { all.count }

  /// Brings a file up to now; a file of a later version, or of another program, is left as it is.
  static func apply(to database: Database) throws(StoreError) {
    let found = try version(of: database)
    guard found.version != version else { return }
    guard found.version < version else {
      throw StoreError(
        .unusable, "it is of a later version of this program (\(found.version), this one has \(version))")
    }
    try database.transaction { () throws(StoreError) in
      // Another program may have been first.
      let found = try self.version(of: database)
      for (index, migration) in all.enumerated().dropFirst(found.version) {
        try database.run(migration)
        try database.run("PRAGMA user_version = \(index + 1)")
      }
      try database.run("PRAGMA application_id = \(applicationID)")
    }
  }

  private static func version(of database: Database) throws(StoreError) -> (version: Int, id: Int) {
    var (version, id, tables) = (0, 0, 0)
    try database.query("PRAGMA user_version") { version = $0.int(0) }
    try database.query("PRAGMA application_id") { id = $0.int(0) }
    try database.query("SELECT count(*) FROM sqlite_schema") { tables = $0.int(0) }
    guard version >= 0, id == applicationID || (id == 0 && version == 0 && tables == 0) else {
      throw StoreError(.damaged, "it is a database of another program")
    }
    return (version, id)
  }
}
