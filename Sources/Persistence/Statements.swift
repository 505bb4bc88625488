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

  static let addPlace = "INSERT INTO place (time, name, lines) VALUES (?, ?, ?)"
  static let lastPlace = "SELECT time, name, lines FROM place ORDER BY id DESC LIMIT 1"
  static let forgetPlaces = "DELETE FROM place WHERE id NOT IN (SELECT id FROM place ORDER BY id DESC LIMIT ?)"
}
