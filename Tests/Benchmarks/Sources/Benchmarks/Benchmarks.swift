import Foundation
import LayerMath
import TextLayout

/// Times the layer in doubles and the drawing of formulas.
///
/// `layer N …` or `--serve` (lines `N SECONDS [ACTIVATION]` on standard input, as `run` sends them) prints one JSON line a size;
/// `formulas FILE` the time to read and lay out the lines of a file.
@main
struct Benchmarks {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "--serve":
      while let line = readLine() {
        let parts = line.split(separator: " ")
        guard parts.count >= 2, let n = Int(parts[0]), let seconds = Double(parts[1]) else { continue }
        layer(n, seconds: seconds, parts.count > 2 ? String(parts[2]) : "elu")
      }
    case "formulas": formulas(arguments.dropFirst().first ?? "formulas.txt")
    default: for n in arguments.dropFirst().compactMap({ Int($0) }) { layer(n, seconds: 0.3, "elu") }
    }
  }

  static func layer(_ n: Int, seconds: Double, _ name: String) {
    guard let activation = try? Activation.named(name) else { return print("no activation \(name)") }
    var generator = SeededGenerator(seed: 1)
    func random(_ count: Int, _ scale: Double) -> [Double] {
      (0..<count).map { _ in Double.random(in: -1...1, using: &generator) * scale }
    }
    let layer = DoubleLayer(k: n, n: n, w: random(n * n, 1 / Double(n).squareRoot()), activation: activation)
    let (x, deltaY) = (random(n, 1), random(n, 1))
    var deltaW = [Double](repeating: 0, count: n * n)
    var result = layer.messages(x: x, deltaY: deltaY)
    let (median, tenth, samples) = time(seconds) {
      layer.messages(x: x, deltaY: deltaY, deltaW: &deltaW, into: &result)
    }
    print("{\"impl\":\"backprop\",\"n\":\(n),\"ns\":\(median),\"p10\":\(tenth),\"samples\":\(samples)}\n")
    fflush(nil)
  }

  static func formulas(_ file: String) {
    let lines = ((try? String(contentsOfFile: file, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    var drawn = 0
    let (median, tenth, _) = time(1) {
      drawn = 0
      for line in lines {
        guard let node = try? LaTeXParser.parse(line) else { continue }
        drawn += MathLayout.display(node).height
      }
    }
    print(
      "\(lines.count) formulas, \(drawn) rows: \(median / Double(lines.count) / 1000) µs a formula "
        + "(tenth percentile \(tenth / Double(lines.count) / 1000))")
  }

  /// Nanoseconds a call: median, tenth percentile, number of samples.
  static func time(_ seconds: Double, _ body: () -> Void) -> (Double, Double, Int) {
    let clock = ContinuousClock()
    func nanoseconds(_ calls: Int) -> Double {
      let span = clock.measure { for _ in 0..<calls { body() } }
      return Double(span.components.seconds) * 1e9 + Double(span.components.attoseconds) / 1e9
    }
    body()
    body()
    var calls = 1
    while nanoseconds(calls) < 2e5, calls < 1 << 20 { calls *= 2 }
    var samples: [Double] = []
    let end = clock.now + .seconds(seconds)
    while clock.now < end || samples.count < 5 { samples.append(nanoseconds(calls) / Double(calls)) }
    samples.sort()
    return (samples[samples.count / 2], samples[samples.count / 10], samples.count)
  }
}
