import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

/// The modules that the catalogue speaks of: every named activation, with and without a bias, and every loss.
enum Modules {
  static let all: [(name: String, example: LayerExample)] = {
    var modules: [(String, LayerExample)] = []
    let base = LayerExample.reference
    for kind in Activation.Kind.allCases {
      guard let activation = try? Activation.named(kind.rawValue) else { continue }
      modules.append((kind.rawValue, base.with(activation)))
    }
    modules.append(("elu with a bias", base.withTeachingBias))
    if let elu = try? Activation.named("elu", alpha: Rational(1, positive: 2)) {
      modules.append(("elu 1/2", base.with(elu)))
    }
    let t = (0..<base.k).map { Rational($0 == 0 ? 1 : 0) }
    for kind in Loss.Kind.allCases {
      let activation = kind == .binaryCrossEntropy ? "sigmoid" : kind == .softmaxCrossEntropy ? "identity" : "tanh"
      guard let named = try? Activation.named(activation) else { continue }
      modules.append(("\(activation), \(kind.rawValue)", base.with(named).with(Loss(kind), t: t)))
    }
    return modules
  }()
}

@Suite struct DiagnosingLayersTests {
  static let misconceptions = Fixtures.loader.misconceptions()

  @Test(arguments: Modules.all.map(\.name))
  func aLayerIsFoundThatShowsAllOfThem(name: String) throws {
    let module = try #require(Modules.all.first { $0.name == name }?.example)
    var layers = DiagnosingLayers(module, Self.misconceptions)
    for (k, n) in [(2, 2), (2, 3), (3, 2), (4, 4)] {
      var generator = SeededGenerator(seed: 3)
      let found = layers.layers(k: k, n: n, using: &generator)
      if found?.count != 1 { print("NONE", name, k, n, found?.count ?? 0) }
      #expect(found != nil, "\(name) \(k)×\(n)")
    }
  }
}
