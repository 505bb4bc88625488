import LayerMath

/// Which wrong rules the numbers of an exercise do not show: whoever has one of them answers right, and learns nothing.
struct UnseenErrors {
  private let misconceptions: Misconceptions
  /// By module, since what can be seen at all is learnt once for each.
  private var layers: [(module: LayerExample, layers: DiagnosingLayers)] = []

  init(_ misconceptions: Misconceptions) { self.misconceptions = misconceptions }

  /// `nil` where all are seen, or nothing is computed.
  mutating func note(on exercise: Exercise, _ derivation: Derivation) -> String? {
    guard !misconceptions.all.isEmpty, let step = exercise.step, let asked = try? derivation.entries(step) else {
      return nil
    }
    let example = derivation.example
    guard example.k * example.n <= 64 else { return nil }
    let place = layers.firstIndex { $0.module.isSameModule(as: example) } ?? layers.count
    if place == layers.count { layers.append((example, DiagnosingLayers(example, misconceptions))) }
    let unseen = layers[place].layers.unseen(at: asked, of: example)
    guard !unseen.isEmpty else { return nil }
    let shown = unseen.prefix(3).map { "\($0.id) (\($0.belief))" }.joined(separator: ", ")
    let more = unseen.count > 3 ? " and \(unseen.dropFirst(3).map(\.id).joined(separator: ", "))" : ""
    return "ask: these numbers do not show \(shown)\(more)"
  }
}
