/// What is to be said of the letters of an equation before anybody asks whether it holds.
extension Formula {
  /// Letters that a reader may take for two things: bound twice, bound and free, summed over though nothing has them, free on
  /// one side only.
  package static func indexRemarks(of sides: [Formula]) -> [String] {
    let free = sides.map { Set($0.freeIndices) }
    let anywhere = free.reduce(Set<String>()) { $0.union($1) }
    var remarks: [String] = []
    func add(_ remark: String) { if !remarks.contains(remark) { remarks.append(remark) } }
    for side in sides { side.remarkOnSums(within: [], free: anywhere, add) }
    if sides.count == 2, !free[0].isEmpty, !free[1].isEmpty {
      for letter in free[1].subtracting(free[0]).sorted() {
        add("\(letter) stands free on the right side only; a sum over it may be missing")
      }
    }
    return remarks
  }

  private func remarkOnSums(within bound: Set<String>, free: Set<String>, _ add: (String) -> Void) {
    guard case .sum(let letter, let range, let body) = node else {
      for child in children { child.remarkOnSums(within: bound, free: free, add) }
      return
    }
    for child in [range?.from, range?.to].compactMap({ $0 }) { child.remarkOnSums(within: bound, free: free, add) }
    if bound.contains(letter) {
      add("\(letter) is bound by two sums, one within the other; one letter each")
    } else if free.contains(letter) {
      add(
        "\(letter) is bound by the sum and free in the equation; within the sum it is another \(letter), so give that a letter of its own"
      )
    }
    if !body.freeIndices.contains(letter) {
      add("no \(letter) stands within its sum, which only multiplies")
    }
    body.remarkOnSums(within: bound.union([letter]), free: free, add)
  }
}
