/// Which module a derivation lesson asks for, as far as the walk knows it: a linear layer and ELU with α = 1.
///
/// What the lesson defines decides: the formula of its `f`, compared with ELU on both branches and at 0, then the names that
/// stand in it, then what it has beside. Where something speaks against it, or nothing for it, nothing is walked, since the
/// numbers would be taken for the answer.
package enum WalkedModule: Equatable, Sendable {
  case linearELU
  /// Something else, or nothing that can be told; the sentence goes on after "not walked: ".
  case unknown(String)

  package init(of lesson: LessonDocument) {
    let scope = (lesson.section(.question) ?? lesson.blocks).flatMap(\.withInner)
    let words = ModuleWords(scope.lazy.map(\.wording))
    let about = ModuleWords([lesson.title] + lesson.frontMatter.tags)
    let formulas = scope.flatMap(Self.formulas)
    let plain = formulas.map { ModuleFormula($0.latex) }
    let hasLayer = lesson.layer != nil
    self =
      if let extra = words.first(of: Self.beyond) ?? plain.lazy.compactMap(\.beyond).first {
        .unknown("it asks for more than a linear layer and ELU: \(extra)")
      } else if let reason = Self.refusal(words, about, formulas, hasLayer) {
        .unknown(reason)
      } else if !hasLayer, !plain.contains(where: \.hasLinearLayer), words.first(of: Self.linear) == nil,
        about.first(of: Self.linear) == nil, !Self.hasLinearLayer(lesson.blocks)
      {
        .unknown("it names no linear layer")
      } else {
        .linearELU
      }
  }

  /// Why its activation is not ELU with α = 1.
  private static func refusal(
    _ words: ModuleWords, _ about: ModuleWords, _ formulas: [LessonFormula], _ hasLayer: Bool
  ) -> String? {
    let other = words.first(of: otherActivations)
    let isNamed = words.first(of: names) != nil && other == nil
    // One that cannot be read is what the lesson calls it.
    let definitions = formulas.compactMap(ActivationDefinition.init).filter { $0.isReadable || !isNamed || $0.hasAlpha }
    if let foreign = definitions.first(where: { $0.agrees.isEmpty }) { return "it defines \(foreign.shown)" }
    // α is 1 in the walk: one that is not said to be 1 is another.
    let mentionsAlpha = words.mentionsAlpha || formulas.contains { $0.latex.contains("\\alpha") }
    if mentionsAlpha, !words.saysAlphaIsOne { return "its ELU has an α that is not said to be 1" }
    if definitions.reduce(Set<Int>(), { $0.union($1.agrees) }).count == 2 { return nil }
    // `f(s) = s` may go on in words, where the lesson calls it ELU.
    if let partial = definitions.first(where: { !isNamed || !$0.isPlain }) { return "it defines \(partial.shown)" }
    if let other { return "it asks for another activation: \(other)" }
    let aboutOther = about.first(of: otherActivations)
    if isNamed || aboutOther == nil && (about.first(of: names) != nil || hasLayer) { return nil }
    return aboutOther.map { "it is about another activation: \($0)" }
      ?? "its question does not say that it asks for ELU"
  }

  /// Where the question leaves it open, the rest of the lesson tells.
  private static func hasLinearLayer(_ blocks: [Block]) -> Bool {
    let all = blocks.flatMap(\.withInner)
    return all.flatMap(formulas).contains { ModuleFormula($0.latex).hasLinearLayer }
      || ModuleWords(all.lazy.map(\.wording)).first(of: linear) != nil
  }

  private static func formulas(_ block: Block) -> [LessonFormula] {
    if case .formula(let formula, _) = block { return [formula] }
    return block.inlines.compactMap(\.formula)
  }

  // MARK: names

  private static let names = ["ELU", "ELUs", "exponential linear unit", "exponential linear units"]

  private static let linear = [
    "linear layer", "linear layers", "linear-layer", "linear map", "linear module", "linear part", "linear output",
    "linear units", "linear transformation", "fully connected", "fully-connected", "dense layer", "weight matrix",
  ]

  /// Longer names first.
  private static let otherActivations = [
    "leaky ReLU", "Leaky", "parametric ReLU", "PReLU", "noisy ReLU", "ReLU6", "ReLU", "ReLUs", "rectified linear unit",
    "rectified linear units", "rectifier", "logistic sigmoid", "sigmoid", "logistic", "tanh", "hyperbolic tangent",
    "softplus", "softsign", "GELU", "SELU", "CELU", "scaled exponential linear unit", "swish", "SiLU", "Mish", "maxout",
    "Heaviside", "softmax", "step function", "sine", "identity activation",
  ]

  /// What a module may have beside its linear layer and its activation.
  private static let beyond = [
    "bias", "biases", "affine", "offset vector", "intercept", "softmax", "cross-entropy", "cross entropy",
    "log-likelihood", "squared error", "squared loss", "mean squared", "MSE", "hinge", "dropout",
    "batch normalization", "batch normalisation", "batch norm", "batchnorm", "layer normalization", "layer norm",
    "layernorm", "normalization layer", "convolution", "convolutional", "attention", "recurrent", "residual",
    "skip connection", "skip connections", "shortcut connection", "two linear layers", "two layers",
    "second linear layer",
    "hidden layer", "hidden layers", "multilayer", "multi-layer", "MLP", "three layers", "two modules", "gated", "gate",
  ]
}
