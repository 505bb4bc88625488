import LayerMath
import TextLayout

/// Which module a derivation lesson asks for, as far as the walk knows it: a linear layer, with or without bias, and the
/// activation that its front matter names, or ELU with α = 1.
///
/// Without a name the question decides. Its `f` is compared with ELU on both branches and at 0, every other formula in it must hold for the
/// module (`QuestionFormula`), and its words must name nothing else. Where something speaks against it, or nothing for it,
/// nothing is walked, since the numbers would be taken for the answer.
package enum WalkedModule: Equatable, Sendable {
  case layer(hasBias: Bool, activation: Activation, loss: Loss?, names: Naming = .standard)
  /// Something else, or nothing that can be told; the sentence goes on after "not walked: ".
  case unknown(String)

  package init(of lesson: LessonDocument) {
    self = Self.stated(by: lesson) ?? Self(readFrom: lesson)
  }

  /// What the author says needs no reading of the question; `nil` where that leaves the activation open.
  private static func stated(by lesson: LessonDocument) -> WalkedModule? {
    guard let module = lesson.frontMatter.module else { return nil }
    let loss: Loss?
    do throws(ModuleEntry.Mistake) { loss = try module.withoutTargets.loss() } catch { return nil }
    let isWithoutActivation = module[.activation] == nil && module[.alpha] == nil
    if isWithoutActivation {
      guard case .layer(let hasBias, let activation, _, _) = Self(readFrom: lesson) else { return nil }
      return .layer(hasBias: lesson.frontMatter.hasBias ?? hasBias, activation: activation, loss: loss)
    }
    guard let activation = try? module.activation() else { return nil }
    let words = ModuleWords((lesson.section(.question) ?? []).flatMap(\.withInner).lazy.map(Self.prose))
    let hasBias = lesson.layer?.example.b != nil || words.first(of: Self.bias) != nil
    return .layer(hasBias: lesson.frontMatter.hasBias ?? hasBias, activation: activation, loss: loss)
  }

  private init(readFrom lesson: LessonDocument) {
    let scope = (lesson.section(.question) ?? lesson.blocks).flatMap(\.withInner)
    let words = ModuleWords(scope.lazy.map(Self.prose))
    let about = ModuleWords([lesson.title] + lesson.frontMatter.tags)
    guard let reason = Self.refusal(lesson, scope, words, about, hasBias: false) else {
      self = .layer(hasBias: lesson.layer?.example.b != nil, activation: .elu, loss: nil)
      return
    }
    // Only what speaks of a bias may have one.
    let speaksOfBias =
      words.first(of: Self.bias) != nil
      || scope.flatMap(Self.formulas).contains { $0.latex.utf8.contains(UInt8(ascii: "b")) }
    if speaksOfBias {
      guard let reason = Self.refusal(lesson, scope, words, about, hasBias: true) else {
        self = .layer(hasBias: true, activation: .elu, loss: nil)
        return
      }
      self = Self.other(lesson, scope, words, about) ?? .unknown(reason)
      return
    }
    self = Self.other(lesson, scope, words, about) ?? .unknown(reason)
  }

  /// A linear layer with another activation; `nil` where anything speaks against it.
  private static func other(
    _ lesson: LessonDocument, _ scope: [Block], _ words: ModuleWords, _ about: ModuleWords
  ) -> WalkedModule? {
    var formulas = scope.flatMap(formulas)
    let hatted = HattedOutput(formulas)
    formulas = hatted?.formulas ?? formulas
    let losses = formulas.filter(DefinedLoss.isDefined)
    guard losses.count <= 1, !scope.contains(where: hasLooseFormula) else { return nil }
    let loss = losses.first.flatMap(DefinedLoss.init)
    if let unread = losses.first, loss == nil {
      return .unknown("the walk does not know its loss \(shown(unread)); it reads one of y and t")
    }
    formulas.removeAll(where: DefinedLoss.isDefined)
    let ofOneUnit = SingleUnit.renamed(formulas)
    if ofOneUnit != nil, formulas.contains(where: { QuestionFormula.bare($0.latex).contains("W") }) { return nil }
    for block in scope {
      if let other = NamedRoles.contradiction(block.inlines, targetIsY: hatted?.targetIsY ?? false) {
        return .unknown("its letters stand for other things: \(other)")
      }
    }
    formulas = ofOneUnit?.filter { !SingleUnit.isNaming($0) } ?? formulas
    if let loss {
      guard loss.isOfOneUnit == (ofOneUnit != nil) else {
        return .unknown(
          ofOneUnit == nil
            ? "its loss has no sum over the outputs of the layer" : "its loss is a sum, and it speaks of one unit")
      }
      // What the loss is of must be the output: `y` or `s` named by itself may be another.
      let loose = formulas.map { QuestionFormula.bare($0.latex) }
      if loose.contains(where: { ["y", "s", "z", "y_k", "s_k", "z_k"].contains($0) }) {
        return .unknown("the walk does not know what its loss is of")
      }
      if loose.contains(where: { $0.hasPrefix("x_") && ($0.dropFirst(2).first?.isNumber ?? false) }) {
        return .unknown("its loss may be one of several inputs")
      }
      if scope.contains(where: { DefinedLoss.asksForTarget($0.inlines) }) {
        return .unknown("it asks for a derivative by the target")
      }
      formulas.removeAll { DefinedLoss.isTarget($0) }
      guard loss.fits(words) else { return .unknown("its words name another loss than its formula") }
    }
    let parameter = words.mentions(trained) ? TrainedParameter.letter(scope.map(\.inlines)) : nil
    // "trained with the loss …" trains the weights.
    if words.mentions(trained), parameter == nil, loss == nil { return nil }
    let isMore = loss != nil || ofOneUnit != nil
    guard let defined = try? DefinedActivation(formulas, words, trained: parameter, mayBeNone: loss != nil),
      isMore || !defined.activation.isELU,
      words.first(of: DefinedActivation.others) == nil,
      parameter != nil || !words.mentionsAlpha && words.first(of: DefinedActivation.parametric) == nil
    else { return nil }
    if let obstacle = PlainWords(
      words, trains: parameter != nil, hasLoss: loss != nil, isOneUnit: ofOneUnit != nil
    ).obstacle {
      return .unknown("its words may ask for more than a linear layer and \(defined.activation.title): \(obstacle)")
    }
    // Where the author's own forward message defines another function, one of the two is a slip.
    let shownFunctions = (lesson.section(.forward) ?? []).flatMap(\.withInner).flatMap(Self.formulas).compactMap {
      ActivationDefinition($0, parameter: parameter)?.right
    }
    for right in shownFunctions.flatMap({ $0.equationSides ?? [$0] }) {
      guard let other = try? Activation(formula: right) else { continue }
      if !other.isSame(as: defined.activation) {
        return .unknown("its forward message defines another function than its question")
      }
    }
    // With a bias where the question has one; else where the author's own forward message does.
    let asksForBias = words.first(of: bias) != nil
    let leavesItOut = words.mentions(bias) && !asksForBias
    let forward = (lesson.section(.forward) ?? []).flatMap(\.withInner).flatMap(Self.formulas)
    let hasBias =
      asksForBias
      || !leavesItOut
        && (forward.contains { QuestionFormula.bare($0.latex).hasSuffix("+b") }
          || ofOneUnit != nil && formulas.contains { QuestionFormula.bare($0.latex).contains("x+b") })
    guard words.first(of: loss == nil ? beyond : beyond.filter { !DefinedLoss.words.contains($0) }) == nil else {
      return nil
    }
    var hasLinear =
      words.first(of: linear) != nil || about.first(of: linear) != nil || lesson.layer != nil
    var aliases: [Character: String] = [:]
    for formula in formulas {
      if let parameter, TrainedParameter.isNamed(formula, parameter) { continue }
      switch QuestionFormula(
        defined.renamed(formula), hasBias: hasBias, activation: defined.activation, aliases: &aliases)
      {
      case .nothing, .definition: break
      case .linear: hasLinear = true
      case .piece, .condition, .alpha, .unknown: return nil
      }
    }
    // A loss of `z` is one of the output only where z is that.
    if let loss, loss.output == "y", hatted == nil, aliases.values.contains("y") {
      return .unknown("its output has another name than in its loss")
    }
    if let loss, ofOneUnit != nil, loss.loss.term.holdsSize {
      return .unknown("its loss is a mean, and it speaks of one unit")
    }
    if let loss, loss.output == "z", aliases["z"] != "y", aliases["z"] != "s" || defined.activation.kind != .identity {
      return .unknown("its loss is one of z, and it does not say that z is the output")
    }
    let called = names(defined, aliases, parameter, hatted, isOfOneUnit: ofOneUnit != nil)
    guard called.isUnambiguous(trained: parameter != nil), Set(aliases.values).count == aliases.count else {
      return .unknown("two of its quantities have one name, or one has two")
    }
    return hasLinear || ofOneUnit != nil
      ? .layer(
        hasBias: hasBias, activation: defined.activation, loss: loss?.loss,
        names: called) : nil
  }

  /// What the question calls `W`, `s`, `y`, `f` and what is trained, where that is something else than here.
  private static func names(
    _ defined: DefinedActivation, _ aliases: [Character: String], _ parameter: String?, _ hatted: HattedOutput?,
    isOfOneUnit: Bool
  ) -> Naming {
    var names = Naming()
    names.isOfOneUnit = isOfOneUnit
    hatted?.name(&names)
    if let function = defined.name, function != "f" { names.function = Naming.Name(latex: function) }
    if isOfOneUnit, let name = Naming.Name(latex: "w") { names.call(.w, name) }
    if let parameter, let name = Naming.Name(latex: parameter) { names.call(.a, name) }
    for (letter, quantity) in aliases.sorted(by: { $0.key < $1.key }) {
      guard let quantity = Quantity(rawValue: quantity), let name = Naming.Name(latex: String(letter)) else { continue }
      names.call(quantity, name)
    }
    return names
  }

  private static func refusal(
    _ lesson: LessonDocument, _ scope: [Block], _ words: ModuleWords, _ about: ModuleWords, hasBias: Bool
  ) -> String? {
    let other = words.first(of: otherActivations)
    var isNamed = words.first(of: names) != nil
    if let extra = words.first(of: hasBias ? beyond : bias + beyond) {
      return "it asks for more than a linear layer and ELU: \(extra)"
    }
    for block in scope {
      if let other = NamedRoles.contradiction(block.inlines, targetIsY: false) {
        return "its letters stand for other things: \(other)"
      }
    }
    if let phrase = PlainWords.phrases.first(where: { !PlainWords.ofLeavingOut.contains($0) && words.mentions([$0]) }) {
      return "its words may ask for more than a linear layer and ELU: \(phrase)"
    }
    if scope.contains(where: hasLooseFormula) {
      return "it has formulas in its text; only those between `$` are read"
    }

    var evidence = Evidence(hasBias: hasBias)
    for formula in scope.flatMap(formulas) { evidence.read(formula) }
    if let refusal = evidence.refusal { return refusal }
    isNamed = isNamed || evidence.namesELU
    // α is 1 in the walk: one that is not said to be 1 is another.
    if evidence.hasOtherAlpha
      || (evidence.hasAlpha || words.mentionsAlpha) && !evidence.isAlphaOne && !words.saysAlphaIsOne
      || (evidence.hasAlpha || words.mentionsAlpha) && words.mentions(trained)
    {
      return "its ELU has an α that is not said to be 1"
    }
    if evidence.branches.count < 2 {
      if let partial = evidence.definitions.first, !isNamed || other != nil || !partial.isPlain {
        return "it defines \(partial.shown)"
      }
      if let other { return "it asks for another activation: \(other)" }
      if let aboutOther = about.first(of: otherActivations), !isNamed {
        return "it is about another activation: \(aboutOther)"
      }
      let hasLayer = lesson.layer != nil
      if !isNamed, about.first(of: names) == nil, !hasLayer { return "its question does not say that it asks for ELU" }
    }
    let isLinear =
      evidence.hasLinearLayer || lesson.layer != nil || words.first(of: linear) != nil || about.first(of: linear) != nil
      || isNamed && hasLinearLayer(lesson.blocks)
      || evidence.branches.count == 2 && hasLinearLayer(lesson.blocks)
    return isLinear ? nil : "it names no linear layer"
  }

  /// What the formulas of a question say together.
  private struct Evidence {
    let hasBias: Bool
    var definitions: [ActivationDefinition] = []
    var branches: Set<Int> = []
    var hasLinearLayer = false
    var namesELU = false
    var hasAlpha = false
    var isAlphaOne = false
    var hasOtherAlpha = false
    var refusal: String?

    init(hasBias: Bool) { self.hasBias = hasBias }

    /// The branch of a definition that waits for the condition behind it.
    private var awaited: (branch: Int, shown: String)?
    private var aliases: [Character: String] = [:]

    mutating func read(_ formula: LessonFormula) {
      guard refusal == nil else { return }
      namesELU = namesELU || QuestionFormula.bare(formula.latex).hasNameELU
      switch QuestionFormula(formula, hasBias: hasBias, aliases: &aliases) {
      case .nothing: break
      case .linear: hasLinearLayer = true
      case .piece(let branch):
        branches.insert(branch)
        awaited = (branch, WalkedModule.shown(formula))
      case .condition(let sign):
        if let awaited, awaited.branch != sign { refusal = "it defines \(awaited.shown) for the other branch" }
        awaited = nil
      case .alpha(let isOne):
        hasAlpha = true
        if isOne { isAlphaOne = true } else if WalkedModule.shown(formula) != "α" { hasOtherAlpha = true }
      case .definition(let definition):
        guard definition.isReadable, !definition.agrees.isEmpty else {
          refusal = "it defines \(definition.shown)"
          return
        }
        hasAlpha = hasAlpha || definition.hasAlpha
        definitions.append(definition)
        branches.formUnion(definition.agrees)
        if definition.isPlain, definition.agrees.count == 1 {
          awaited = definition.agrees.first.map { ($0, definition.shown) }
        }
      case .unknown: refusal = "the walk does not know its formula \(WalkedModule.shown(formula))"
      }
    }
  }

  fileprivate static func shown(_ formula: LessonFormula) -> String {
    (try? LaTeXParser.parse(formula.latex)).map { InlineMath.text($0) } ?? formula.latex
  }

  /// Where the question leaves it open, the rest of the lesson tells.
  private static func hasLinearLayer(_ blocks: [Block]) -> Bool {
    let all = blocks.flatMap(\.withInner)
    if ModuleWords(all.lazy.map(prose)).first(of: linear) != nil { return true }
    var aliases: [Character: String] = [:]
    return all.flatMap(formulas).contains {
      if case .linear = QuestionFormula($0, hasBias: false, aliases: &aliases) { true } else { false }
    }
  }

  private static func formulas(_ block: Block) -> [LessonFormula] {
    if case .formula(let formula, _) = block { return [formula] }
    return block.inlines.compactMap(\.formula)
  }

  /// The words of a block without its formulas.
  private static func prose(_ block: Block) -> String {
    switch block {
    case .formula: ""
    case .code(_, let text, _): text
    default: block.inlines.reduce(into: "") { $0 += $1.formula == nil ? $1.text : "\u{2E28}" }
    }
  }

  /// Mathematics that is not between `$`: nobody has checked what it says.
  private static func hasLooseFormula(_ block: Block) -> Bool {
    if case .code(_, let text, _) = block { return text.contains("=") || text.contains("(") }
    return block.inlines.contains { inline in
      guard inline.formula == nil else { return false }
      if inline.manner.contains(.code) { return inline.text.contains("=") || inline.text.contains("(") }
      let text = inline.text.utf8
      return zip(text, text.dropFirst()).contains {
        $0 == UInt8(ascii: "\\") && ($1 | 0x20) >= 0x61 && ($1 | 0x20) <= 0x7A
      }
        || inline.text.contains(" = ") && !inline.text.contains("α = ")
    }
  }

  // MARK: names

  private static let names = [
    "ELU", "ELUs", "exponential linear unit", "exponential linear units", "exponential-linear-unit",
    "exponential-linear",
    "ELU-layer", "linear-ELU",
  ]

  private static let linear = [
    "linear layer", "linear layers", "linear-layer", "linear map", "linear mapping", "linear function", "linear module",
    "linear part", "linear block", "linear output", "linear units", "linear transformation", "linear projection",
    "linear-ELU", "linear and an ELU", "linear and ELU", "linear ELU", "fully connected", "fully-connected", "FC layer",
    "dense layer", "weight matrix", "matrix-vector product", "weighted sum",
  ]

  private static let trained = [
    "trainable", "trained", "learnable", "learned", "initialised", "initialized", "general parameter",
  ]

  /// Longer names first.
  private static let otherActivations = [
    "leaky ReLU", "Leaky", "parametric ReLU", "PReLU", "noisy ReLU", "ReLU6", "ReLU", "ReLUs", "rectified linear unit",
    "rectified linear units", "rectifier", "hard sigmoid", "logistic sigmoid", "sigmoid", "tanh", "hyperbolic tangent",
    "arctan", "softplus", "softsign", "GELU", "Gaussian error linear unit", "SELU", "CELU", "PELU", "parametric ELU",
    "shifted ELU", "scaled ELU", "scaled exponential linear unit", "parametric exponential linear unit",
    "continuously differentiable exponential linear unit", "swish", "SiLU", "Mish", "GLU", "maxout", "Heaviside",
    "step function", "sine", "identity activation", "general activation",
  ]

  private static let bias = ["biases", "bias", "affine"]

  /// What a module may have beside its linear layer and its activation, longer names first.
  private static let beyond = [
    "offset", "thresholds", "intercept", "softmax", "cross-entropy", "cross entropy",
    "log-likelihood", "log likelihood", "maximum likelihood", "logistic loss", "logistic regression", "squared error",
    "squared loss", "mean squared", "MSE", "hinge", "Huber", "KL divergence", "weight decay", "regularisation",
    "regularization", "penalty", "dropout", "batch normalization", "batch normalisation", "batch norm", "batchnorm",
    "layer normalization", "layer norm", "layernorm", "RMSNorm", "weight normalization", "spectral normalization",
    "instance normalization", "group norm", "normalization layer", "normalized", "standardised", "standardized",
    "pooling", "max-pooling", "convolution", "convolutional", "CNN", "LSTM", "attention layer", "recurrent",
    "embedding",
    "quadratic", "bilinear", "polynomial", "residual", "ResNet", "highway", "skip connection", "skip connections",
    "shortcut", "two linear layers", "three linear layers", "second linear layer", "another linear layer",
    "linear layers with", "multilayer", "multi-layer", "MLP", "three layers", "two modules", "such modules",
    "such module", "of these modules", "stacked", "stack two", "twice", "two ELU layers", "second ELU", "output layer",
    "linear output layer", "gated", "added to its input", "ELU layer is followed by a linear",
    "ELU followed by a linear",
    "ELU layer followed by a linear", "ELU layer and a linear layer", "ELU layer and then a linear", "ELU layer feeds",
    "then a linear", "preceded by ELU", "preceded by an ELU", "applied after ELU", "output of an ELU",
    "pass through ELU",
    "of the ELUs", "ELU then", "ELU layer only", "second derivatives", "Hessian", "vanishing", "gradient descent",
    "saturating", "saturates", "minus one", "plus one", "multiplied", "doubled", "halved", "averaged", "average",
    "shared", "tied", "readout", "squared", "square of", "capped", "clipped", "with parameter", "inductive", "divided",
    "Adam", "not part of it", "do not use ELU", "without activation", "such as ELU", "constant input", "kernels",
  ]
}

extension String {
  /// `ELU` as a name of its own, not in `PReLU` or `SELU`.
  fileprivate var hasNameELU: Bool {
    guard let range = firstRange(of: "ELU") else { return false }
    return range.lowerBound == startIndex || !self[index(before: range.lowerBound)].isLetter
  }
}
