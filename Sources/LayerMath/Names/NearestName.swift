/// The name a writer most likely meant.
package enum NearestName {
  /// The nearest of `names` within one change for short words and two for longer ones, or `limit`; `nil` where none is
  /// near.
  ///
  /// A change is a letter more, less, other or swapped with its neighbour (Damerau 1964). A single letter is near to
  /// everything, so it has no nearest name.
  package static func of(_ word: String, in names: [String], limit: Int? = nil) -> String? {
    NearestNames(names).nearest(to: word, limit: limit)
  }
}

/// Names to be asked more than once, as all lessons of a large folder are for each dead link in it.
package struct NearestNames: Sendable {
  /// A name by its letters, and how often each of them is in it.
  private struct Word: Sendable {
    let letters: [UInt32]
    /// Letters by the last five bits of their number.
    private var counts = SIMD32<Int8>(repeating: 0)

    init(_ name: String) {
      letters = name.lowercased().unicodeScalars.map(\.value)
      for letter in letters { counts[Int(letter & 31)] &+= 1 }
    }

    /// At least as many changes lie between the two: what one has and the other lacks.
    func leastDistance(to other: Word) -> Int {
      let difference = counts &- other.counts
      var (more, less) = (0, 0)
      for index in 0..<32 {
        let value = Int(difference[index])
        if value > 0 { more += value } else { less -= value }
      }
      return max(more, less)
    }
  }

  private let names: [String]
  private let words: [Word]

  package init(_ names: [String]) {
    self.names = names
    words = names.map(Word.init)
  }

  package func nearest(to word: String, limit: Int? = nil) -> String? {
    let word = Word(word)
    let count = word.letters.count
    guard (2...32).contains(count) else { return nil }
    var best: (distance: Int, index: Int)?
    var isAmbiguous = false
    var most = limit ?? (count > 4 ? 2 : 1)
    for index in words.indices {
      let other = words[index]
      guard abs(other.letters.count - count) <= most, word.leastDistance(to: other) <= most,
        let distance = Self.distance(word.letters, other.letters, atMost: most)
      else { continue }
      isAmbiguous = distance == best?.distance
      if let best, best.distance <= distance { continue }
      (best, most) = ((distance, index), distance)
    }
    // Of two letters one is wrong: several names are as near, and none of them is meant more than the others.
    return count == 2 && isAmbiguous ? nil : best.map { names[$0.index] }
  }

  /// `nil` where it is more than `most`.
  private static func distance(_ a: [UInt32], _ b: [UInt32], atMost most: Int) -> Int? {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) <= most ? max(a.count, b.count) : nil }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = last
    for i in 1...a.count {
      row[0] = i
      var smallest = i
      for j in 1...b.count {
        var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, beforeLast[j - 2] + 1) }
        row[j] = best
        smallest = min(smallest, best)
      }
      // A swap reaches back two rows, so one above the limit is not yet too much.
      if smallest > most + 1 { return nil }
      (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[b.count] <= most ? last[b.count] : nil
  }
}
