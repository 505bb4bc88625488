/// The words in which a question asks for a linear layer and an activation and for nothing else.
///
/// Of ELU's cards the words that change a module are known; of all other functions nobody can list them: "squared", "shared",
/// "averaged", "on top". So a question that says more than these words is read, not walked.
struct PlainWords {
  private let words: [String]
  /// Whether the question says that a parameter of the activation is trained.
  private let trains: Bool

  /// Whether it writes down a loss that was read.
  private let hasLoss: Bool

  /// Whether it is about one unit, whose formula says what comes first.
  private let isOneUnit: Bool

  init(_ words: ModuleWords, trains: Bool = false, hasLoss: Bool = false, isOneUnit: Bool = false) {
    self.words = words.list
    (self.trains, self.hasLoss, self.isOneUnit) = (trains, hasLoss, isOneUnit)
  }

  /// The first word, or pair of words, that may make another module of it; `nil` where there is none.
  var obstacle: String? {
    if let phrase = Self.phrases.first(where: { (" " + words.joined(separator: " ") + " ").contains(" \($0) ") }) {
      return phrase
    }
    if let other = repetition ?? (trains ? shares : nil) ?? (hasLoss ? ofLossElsewhere : nil) { return other }
    if let word = words.first(where: {
      !Self.isPlain($0) && !(trains && Self.ofTraining.contains($0)) && !(hasLoss && Self.ofLoss.contains($0))
        && !(isOneUnit && Self.ofOneUnit.contains($0))
    }) {
      return word
    }
    for (word, next) in zip(words, words.dropFirst()) {
      if word == "without", !["bias", "biases", "a", "any"].contains(next) { return "without \(next)" }
      if word == "of", Self.names.contains(next) { return "of \(next)" }
    }
    // `derivatives of the sigmoid`: another function; `of the linear layer` is none.
    for place in words.indices.dropLast(2)
    where words[place] == "of" && ["the", "a", "this"].contains(words[place + 1])
      && Self.names.contains(words[place + 2])
      && !(place + 3 < words.count && ["layer", "layers"].contains(words[place + 3]))
    {
      return "of \(words[place + 1]) \(words[place + 2])"
    }
    return isOneUnit ? nil : order
  }

  /// A second layer or function: "a sigmoid layer, followed by a sigmoid layer".
  private var repetition: String? {
    let articles: Set<String> = ["a", "an", "one", "another", "second", "two"]
    for kind in [Self.linear, Self.names, ["neuron", "neurons"]] {
      let named = zip(words, words.dropFirst()).filter { articles.contains($0) && kind.contains($1) }
      // `a rectified linear unit` is no linear layer.
      if named.count > 1 { return "\(named[1].0) \(named[1].1)" }
    }
    return nil
  }

  /// A parameter for each unit is another than one for all.
  private var shares: String? {
    for (word, next) in zip(words, words.dropFirst()) where ["each", "every"].contains(next) {
      if ["of", "for", "in", "per"].contains(word) { return "\(word) \(next)" }
    }
    for place in words.indices.dropLast(2) where ["each", "every"].contains(words[place]) {
      if ["has", "have"].contains(words[place + 2]) {
        return "\(words[place]) \(words[place + 1]) \(words[place + 2])"
      }
    }
    return nil
  }

  /// Words that put a loss somewhere else than on the outputs of all units, or sum it over something else.
  private var ofLossElsewhere: String? {
    for place in words.indices {
      let (word, next) = (words[place], place + 1 < words.count ? words[place + 1] : "")
      if ["squared", "square"].contains(word), !["error", "errors", "loss"].contains(next) {
        return "\(word) \(next)"
      }
      if ["trained"].contains(word), !["with", "by", "using", "on"].contains(next) { return "\(word) \(next)" }
      if ["each", "every", "all", "points", "half", "both", "target", "targets"].contains(word) {
        // "where ⸨ is the target" names it, and no more.
        if word.hasPrefix("target"), place > 1 || next.isEmpty, ["is", "are", "of", "has"].contains(next) == false {
          continue
        }
        return next.isEmpty ? word : "\(word) \(next)"
      }
      if ["weights", "weight", "inputs", "input", "parameters"].contains(word), place > 1, words[place - 1] == "the",
        ["of", "on", "to", "is", "are"].contains(words[place - 2]),
        place < 3 || words[place - 3] != "respect" && words[place - 3] != "\u{2E28}"
      {
        return "\(words[place - 2]) the \(word)"
      }
    }
    return nil
  }

  /// What makes another module of one whose words are all plain.
  static let phrases = [
    "combined with", "to the inputs", "to the input", "inputs are", "inputs is", "input is", "output is", "outputs are",
    "output of a", "outputs of a", "outputs of the", "of the gradients", "of the gradient", "whose output",
    "whose outputs",
    "its output", "input to", "inputs of the", "set of inputs", "set of input", "set of vectors", "set of points",
    "point of",
    "use the", "as inputs", "as input", "joined with", "joined to", "are joined",
    "to the outputs",
    "applied to the weights", "of each weight", "of every weight", "are set to", "is set to", "set to", "weights set",
    "gradients set", "for each", "for every", "identity layer", "exponential layer", "exponential function",
    "nonlinear activation", "is the identity", "then a function", "components are", "of which", "bias is",
    "bias is the", "weights are set", "bias as",
    "bias for", "bias which", "weight for", "has its", "number of units and", "error weight", "are on", "cost has",
    "function is applied to", "identity activation function of",
  ]

  /// Of these phrases those with which a bias or α is left out too: "the bias is set to zero".
  static let ofLeavingOut: Set<String> = ["bias is", "is set to", "are set to", "set to"]

  /// Words that speak of a function between the linear layer and its loss.
  static let ofFunctions: Set<String> = names.union([
    "logistic", "tangent", "exponential", "function", "functions", "pointwise", "elementwise", "element-wise",
    "componentwise", "component-wise", "entrywise", "entry-wise", "activation", "activations", "nonlinear",
    "nonlinearity",
    "non-linearity", "parametric",
  ])

  /// The linear layer comes first, and there is one.
  private var order: String? {
    guard let name = words.firstIndex(where: Self.names.contains) else { return nil }
    let isRectified = words[name] == "rectified"
    guard words[..<name].contains(where: Self.linear.contains) else {
      return words.contains(where: Self.linear.contains) ? "\(words[name]) before the linear layer" : nil
    }
    for place in words.indices.dropFirst(name + (isRectified ? 2 : 1)) where Self.linear.contains(words[place]) {
      if !["the", "preceding", "corresponding", "rectified"].contains(words[place - 1]) {
        return "a second \(words[place])"
      }
    }
    return nil
  }

  private static func isPlain(_ word: String) -> Bool {
    if plain.contains(word) || names.contains(word) { return true }
    // `(5p)`, `12`, and what stands for a formula.
    return word.allSatisfy { $0.isNumber || $0 == "p" } || word == "\u{2E28}" || word.allSatisfy { $0 == "-" }
  }

  private static let ofTraining: Set<String> = [
    "parametric", "prelu", "prelus", "trainable", "trained", "learnable", "learned", "scalar", "single", "slope",
    "coefficient", "share", "shared", "same",
  ]

  private static let ofOneUnit: Set<String> = ["single", "one", "neuron", "computes", "computing", "scalar"]

  private static let ofLoss: Set<String> = [
    "loss", "squared", "square", "error", "target", "targets", "binary", "cross-entropy", "cross", "entropy", "trained",
    "scalar", "single", "neuron", "cost", "one",
  ]

  private static let linear: Set<String> = [
    "linear", "dense", "connected", "fully-connected", "linear-layer", "weights",
  ]

  private static let names: Set<String> = [
    "sigmoid", "sigmoids", "logistic", "tanh", "hyperbolic", "relu", "relus", "rectified", "softplus", "softsign",
    "selu",
    "swish", "silu", "elu", "elus", "prelu", "prelus", "parametric",
  ]

  private static let plain: Set<String> = Set(
    """
    a an the this that these it its is are be as of in on to for from at by with without and which where whose each every
    all both respectively such also finally here then i e k n w r t wrt we you your let
    define defined definition give given derive write find compute state determine calculate consider assume called named
    denoted denote denotes use uses using used has have having
    neural module layer layers linear fully connected fully-connected dense tangent identity unit units exponential
    activation activations function functions nonlinearity non-linearity nonlinear non-linear
    elementwise element-wise componentwise component-wise entrywise entry-wise pointwise entry entries component components
    applied applies apply applying joins joining join joined combining combines combine combined consisting consists
    composed comprising followed follows
    forward backward backwards parameter parameters message messages pass passes gradient gradients derivatives set
    input inputs output outputs vector vectors matrix weight weights bias biases corresponding preceding processing
    processes respect jacobian jacobians real number numbers chain rule backpropagation points point answer question
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
