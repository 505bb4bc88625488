import LayerMath

/// A line of a derivation as it was typed, taken apart: chains of equations, or words.
///
/// What is typed may be ASCII, Unicode or LaTeX, also `aligned`; several equations stand behind each other with `;`, `\\` or a comma.
struct SheetText {
  /// `A = B = C`; one that begins with `=` goes on with the chain above.
  struct Chain {
    var continues: Bool
    var sides: [String]
  }

  private(set) var chains: [Chain] = []
  /// What is given as the reason: words in brackets at the end, or behind `by`.
  private(set) var reason: String?

  /// Whether there is an equation whose brackets do not match.
  private(set) var isBroken = false

  /// A line without `=` is a note and has no chains.
  init(_ line: String) {
    var line = Self.plain(line)
    // A fact given as the reason is a claim of its own.
    for word in [" since ", " because "] {
      guard let place = line.firstRange(of: word) else { continue }
      let fact = String(line[place.upperBound...])
      line = String(line[..<place.lowerBound]) + (fact.contains("=") ? "; " + fact : "")
      if !fact.contains("=") { reason = fact }
    }
    if let (equation, words) = Self.reason(of: line) { (line, reason) = (equation, words) }
    for part in Self.split(line, at: [";", "\\\\"]) {
      for text in Self.equations(part) {
        var sides = Self.split(text, at: ["="]).map(\.trimmingSpaces)
        guard sides.count > 1 else { continue }
        let continues = sides[0].isEmpty
        if continues { sides.removeFirst() }
        chains.append(Chain(continues: continues, sides: sides))
      }
    }
    let open = line.count { "([{".contains($0) }
    isBroken = chains.isEmpty && line.contains("=") && open != line.count { ")]}".contains($0) }
  }

  /// `… (chain rule)`, `… by the chain rule`: the equation, and the words.
  private static func reason(of line: String) -> (String, String)? {
    guard line.contains("=") else { return nil }
    if let place = line.ranges(of: " by ").last, !line[place.upperBound...].contains("=") {
      return (String(line[..<place.lowerBound]), String(line[place.upperBound...]))
    }
    guard line.hasSuffix(")"), let open = line.lastIndex(of: "("), open > line.startIndex,
      line[line.index(before: open)] == " "
    else { return nil }
    let words = line[line.index(after: open)...].dropLast()
    let isWords = words.allSatisfy { $0.isLetter || " -'’,".contains($0) }
    guard isWords, words.split(separator: " ").contains(where: { $0.count > 4 || $0.count > 2 && words.contains(" ") })
    else {
      return nil
    }
    return (String(line[..<open]), String(words))
  }

  /// Without what only lays out or counts: `aligned`, `&`, dollars, `(1)`.
  private static func plain(_ line: String) -> String {
    var text = line.trimmingSpaces
    for name in ["aligned", "align", "align*", "equation", "equation*", "gathered", "split"] {
      text = text.replacing("\\begin{\(name)}", with: " ").replacing("\\end{\(name)}", with: " ")
    }
    for mark in ["$$", "$", "\\[", "\\]", "\\qquad", "\\quad"] { text = text.replacing(mark, with: " ") }
    // `\text{Backward message: }` says what the line is.
    if text.hasPrefix("\\text{"), let end = text.firstIndex(of: ":"), let brace = text[end...].firstIndex(of: "}"),
      text[end..<brace].allSatisfy({ ": ".contains($0) })
    {
      text = String(text[text.index(after: brace)...])
    } else if text.hasPrefix("\\text{"), let colon = text.firstIndex(of: ":"), let equal = text.firstIndex(of: "="),
      colon < equal
    {
      text = String(text[text.index(after: colon)...])
    }
    // Outside of cases `&` only aligns.
    var depth = 0
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      if rest.hasPrefix("\\begin{") { depth += 1 }
      if rest.hasPrefix("\\end{") { depth -= 1 }
      if first != "&" || depth > 0 { result.append(first) }
      rest = rest.dropFirst()
    }
    result = result.trimmingSpaces
    return withoutLabel(result).replacing(":=", with: "=").replacing("==", with: "=")
  }

  /// Without the number of a line, a word that says what it is, and a comment behind it: `1) Forward: s = Wx // linear`.
  private static func withoutLabel(_ line: String) -> String {
    var text = line
    for mark in [" //", " # ", " % "] {
      if let place = text.firstRange(of: mark) { text = String(text[..<place.lowerBound]) }
    }
    let number = text.drop { $0 == "(" }.prefix(while: \.isNumber)
    if !number.isEmpty, let end = text[number.endIndex...].first, ").:".contains(end) {
      let rest = text[text.index(after: number.endIndex)...]
      if rest.first?.isWhitespace ?? false { text = String(rest).trimmingSpaces }
    }
    if let colon = text.firstIndex(of: ":"), text[text.index(after: colon)...].first != "=",
      text[..<colon].allSatisfy({ $0.isLetter || " -".contains($0) }), text[..<colon].count > 2
    {
      text = String(text[text.index(after: colon)...])
    }
    for word in ["let ", "Let ", "define ", "Define ", "with ", "where "] where text.trimmingSpaces.hasPrefix(word) {
      text = String(text.trimmingSpaces.dropFirst(word.count))
    }
    return text.trimmingSpaces
  }

  /// `s = Wx, y = f(s)` is two equations; a comma between the cases of one is none.
  private static func equations(_ text: String) -> [String] {
    let parts = split(text, at: [",", "\t"])
    guard parts.count > 1, parts.allSatisfy({ split($0, at: ["="]).count > 1 && !hasCondition($0) }) else {
      return [text]
    }
    return parts
  }

  /// Whether an `if` has been passed outside of brackets, behind which `=` compares.
  private static func hasCondition(_ text: String) -> Bool {
    var depth = 0
    let outside = text.filter { character in
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      return depth <= 0
    }
    return outside.split(whereSeparator: { !$0.isLetter }).contains {
      ["if", "for", "when", "where", "otherwise", "else"].contains($0)
    }
  }

  /// Parts between signs that stand in no brackets and no environment; behind an `if`, `=` is no such sign.
  private static func split(_ text: String, at signs: [String]) -> [String] {
    var parts = [""]
    var depth = 0
    var rest = text[...]
    while let first = rest.first {
      if rest.hasPrefix("\\begin{") { depth += 1 }
      if rest.hasPrefix("\\end{") { depth -= 1 }
      if "([{".contains(first) { depth += 1 }
      if ")]}".contains(first) { depth -= 1 }
      if depth == 0, let sign = signs.first(where: { rest.hasPrefix($0) }), !isPart(sign, parts[parts.count - 1], rest)
      {
        parts.append("")
        rest = rest.dropFirst(sign.count)
        continue
      }
      parts[parts.count - 1].append(first)
      rest = rest.dropFirst()
    }
    return parts
  }

  /// Of `<=` and `!=` the sign is a part; behind an `if` it compares.
  private static func isPart(_ sign: String, _ before: String, _ rest: Substring) -> Bool {
    guard sign == "=" else { return false }
    return before.last.map { "<>!".contains($0) } ?? false || hasCondition(before)
  }
}
