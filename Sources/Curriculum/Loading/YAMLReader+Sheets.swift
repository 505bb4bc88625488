import Files

/// Blocks `marks` and `derive`.
extension YAMLReader {
  /// ```` ```marks ````: what is asked, the marks by their names, and answers whose points are known.
  mutating func scheme(_ yaml: String) -> MarkScheme? {
    guard let mapping = mapping(yaml, "marks") else { return nil }
    let keys = ["asks", "marks", "answers"]
    for pair in mapping where !(pair.key.string.map(keys.contains) ?? false) {
      reportUnknown(pair.key, among: keys, in: "marks", .note)
    }
    var asks = MarkScheme.Asks.outputs
    if let node = mapping["asks"] {
      guard let found = node.string.flatMap(MarkScheme.Asks.init) else {
        report("marks: asks is outputs or loss", at: node.mark)
        return nil
      }
      asks = found
    }
    var marks: [MarkScheme.Mark] = []
    for pair in mapping["marks"]?.mapping ?? [] {
      guard let name = pair.key.string, let mark = mark(name, pair.value) else { return nil }
      marks.append(mark)
    }
    if mapping["marks"] == nil { marks = MarkScheme.standard(asks).marks }
    guard !marks.isEmpty else {
      report("marks: `marks:` has names and what earns them, as F: forward", at: mapping["marks"]?.mark)
      return nil
    }
    var scheme = MarkScheme(asks: asks, marks: marks)
    for answer in mapping["answers"]?.sequence ?? [] {
      let points = answer.mapping?["points"]?.string.flatMap(Int.init)
      guard let fields = answer.mapping, let lines = fields["lines"], let points, (0...scheme.most).contains(points)
      else {
        report("marks: an answer has `lines:` and `points:`, from 0 to \(scheme.most)", at: answer.mark)
        return nil
      }
      scheme.samples.append(
        MarkScheme.Sample(
          lines: lines.sequence.map { $0.map { $0.string ?? "" } }
            ?? (lines.string ?? "").split(separator: "\n").map(String.init),
          points: points, reason: fields["why"].flatMap { text($0, "why") } ?? "", place: place(answer.mark)))
    }
    return scheme
  }

  /// `forward`, or `{for: forward, points: 2, title: "…"}`.
  private mutating func mark(_ name: String, _ node: YAMLNode) -> MarkScheme.Mark? {
    let word = node.string ?? node.mapping?["for"]?.string ?? ""
    guard let criterion = MarkScheme.Criterion(word) else {
      let words = MarkScheme.Criterion.words.joined(separator: ", ")
      report("marks: `\(name)` is for \(words) or a derivative such as dx, J or Pb, not `\(word)`", at: node.mark)
      return nil
    }
    let points = node.mapping?["points"]?.string ?? "1"
    guard let count = Int(points), (1...100).contains(count) else {
      report("marks: points of `\(name)` are a whole number from 1 to 100, not `\(points)`", at: node.mark)
      return nil
    }
    return MarkScheme.Mark(
      name, criterion, points: count, title: node.mapping?["title"].flatMap { text($0, "title") })
  }

  /// ```` ```derive ````: what is to be derived, and lines that stand there already.
  mutating func derivation(_ yaml: String) -> DerivationTask? {
    guard let mapping = mapping(yaml, "derive") else { return nil }
    for pair in mapping where !["prompt", "start"].contains(pair.key.string ?? "") {
      reportUnknown(pair.key, among: ["prompt", "start"], in: "derive", .note)
    }
    guard let prompt = mapping["prompt"].flatMap({ text($0, "prompt") }) else {
      report("derive lacks `prompt:`; say what is to be derived", at: nil)
      return nil
    }
    // A line has commas of its own, so text is one line here.
    let start = mapping["start"].map { node in
      node.sequence.map { $0.map { $0.string ?? "" } } ?? [node.string ?? ""]
    }
    return DerivationTask(prompt: prompt, start: start ?? [])
  }
}
