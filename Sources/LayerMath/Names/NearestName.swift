/// The name a writer most likely meant.
package enum NearestName {
  /// The nearest of `names` within one change for short words and two for longer ones, or `limit`; `nil` where none is
  /// near.
  ///
  /// A change is a letter more, less, other or swapped with its neighbour (Damerau 1964). A single letter is near to
  /// everything, so it has no nearest name.
  package static func of(_ word: String, in names: [String], limit: Int? = nil) -> String? {
    let word = Array(word.lowercased())
    guard (2...32).contains(word.count) else { return nil }
    let limit = limit ?? (word.count > 4 ? 2 : 1)
    let near = names.map { (name: $0, distance: distance(word, Array($0.lowercased()))) }
      .filter { $0.distance <= limit }
    guard let nearest = near.min(by: { $0.distance < $1.distance }) else { return nil }
    // Of two letters one is wrong: several names are as near, and none of them is meant more than the others.
    let isAmbiguous = word.count == 2 && near.count { $0.distance == nearest.distance } > 1
    return isAmbiguous ? nil : nearest.name
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, beforeLast[j - 2] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
