/// What is said to SQLite.
enum Statements {
  /// A line that was added outlives the program at once, and the machine's end after a while at the latest.
  static let setUp = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA cache_size = -256;
    PRAGMA trusted_schema = OFF;
    """

  static let addAttempt = """
    INSERT INTO attempt (time, sitting, lesson, module, layer, step, answer, outcome, rules, skills, seconds)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static let attempts = """
    SELECT time, sitting, lesson, module, layer, step, answer, outcome, rules, skills, seconds FROM attempt ORDER BY id
    """
}
