import Curriculum
import LayerMath
import TextLayout

/// Short texts that stand in for what a lesson does not have, in the lesson format itself; their formulas are the rules.
struct BuiltInText {
  private let rules: RuleSet
  private let activation: Activation
  private let loss: Loss?
  private let words: LossWords
  private let names: Naming

  init(_ derivation: Derivation) {
    (rules, activation) = (derivation.rules, derivation.activation)
    loss = derivation.example.loss
    names = derivation.names
    words = LossWords(loss, derivation)
  }

  private var hasBias: Bool { rules.given.contains(.b) }
  private var isTrained: Bool { activation.trained != nil }

  func section(_ section: LessonSection) -> String {
    switch section {
    case .question:
      """
      # Question
      Define a module that joins a linear layer with \(names.isOfOneUnit ? "one unit" : "$K$ units") and $n$ inputs to \
      \(layer)\(definition)\(lossSentence) Give its \
      forward, backward and parameter messages.
      """
    case .solution:
      """
      # Solution
      The input is $x \\in \\mathbb{R}^n$, the weights are $\(names.latex(.w)) \\in \\mathbb{R}\(
        names.isOfOneUnit ? "^n" : "^{K \\times n}")$\(
        hasBias ? ", the bias is $b \\in \\mathbb{R}\(units)$" : ""
      ). The module computes $\(names.latex(.s)) = \(names.latex(.w))\(names.isOfOneUnit ? "^T " : "")x\(hasBias ? " + b" : "")$ \
      and $\(names.latex(.y)) = \(names.functionLatex)(\(names.latex(.s)))$\(names.isOfOneUnit ? "" : ", entry by entry").\
      \(isTrained ? " The parameter $\(names.latex(.a))$ is trained\(names.isOfOneUnit ? "" : "; all units share it")." : "")\
      \(loss == nil ? "" : " The target is $t \\in \\mathbb{R}\(units)$.")
      """
    case .forward:
      """
      ## Forward message
      \(display(.s))
      $$ \(bare("y_k")) = \(right(activation.formula)) $$
      """
        + (loss?.isSoftmax ?? false ? "\nThe softmax makes shares of the outputs:\n\(display(.softmax))" : "")
        + (loss == nil ? "" : "\nThe loss is one number:\n\(display(.loss))")
        + (words.remark.map { "\n\($0.capitalizedFirst)." } ?? "")
    case .backward:
      """
      ## Backward message
      \(arrivingNotes)\(display(.fPrime))\(slopeNotes)
      \(names.isOfOneUnit
        ? "Input $x_j$ reaches the output on one path:"
        : "Input $x_j$ reaches every unit, so its gradient adds one term per path:")
      \(display(.deltaX))
      """
    case .parameter:
      """
      ## Parameter message
      The weight \(inline("W_kj")) reaches \(inline("s_k")) alone: one path, no sum.
      \(display(.deltaW))
      """
        + (hasBias
          ? "\nThe bias \(inline("b_k")) reaches \(inline("s_k")) alone too; it is a weight whose input is $1$.\n\(display(.deltaB))"
          : "")
        + (isTrained
          ? "\nThe parameter $\(names.latex(.a))$ is in every unit. For the derivative by it \(inline("s_k")) is a constant:\n"
            + "\(display(.activationJacobian))\nIts gradient adds one term per unit:\n\(display(.deltaA))" : "")
    case .related:
      """
      ## Related
      - [[linear-elu-layer]]
      """
    }
  }

  /// Shown beside the vector form.
  var vectorForm: String {
    """
    ## The same in vector form
    Stack the entries. Row $k$ of the Jacobian is row $k$ of $\(w)$ times the slope of unit $k$:
    \(display(whole: .jacobian))
    \(names.isOfOneUnit
      ? "All entries of the gradient by the input at once:"
      : "So $\\delta_x = J^T \\delta_y$. The sum over $k$ runs down column $j$ of $\(w)$, and column $j$ of $\(w)$ is row $j$ of $\(w)^T$:")
    \(display(whole: .deltaX))
    \(names.isOfOneUnit
      ? "Entry $j$ of $\\delta_\(w)$ is one number times one number of input $j$:"
      : "Entry $(k,j)$ of $\\delta_\(w)$ is one number of unit $k$ times one number of input $j$, an outer product:")
    \(display(whole: .deltaW))
    """
      + (hasBias ? "\n$\\delta_b$ has one entry per unit, like $s$:\n\(display(whole: .deltaB))" : "")
      + (isTrained
        ? "\n$\\delta_{\(names.latex(.a))}$ is one number, a row times a column:\n\(display(whole: .deltaA))" : "")
      + "\n*Shapes:* $\\delta_x$ has one entry per input like $x$; $\\delta_\(w)$ is \(names.isOfOneUnit ? "as long as" : "$K \\times n$ like") $\(w)$."
  }

  /// Shown beside the gradient check.
  var check: String {
    """
    ## Check by central differences
    \(loss == nil ? "Take $L = \(names.isOfOneUnit ? "" : "\\sum_k ")\(bare("dy_k")) \\, \(bare("y_k"))$." : "Take the loss $L$.") Let $p$ be any one input or \
    \(hasBias ? "weight, a bias too" : "weight")\(isTrained ? ", or $\(names.latex(.a))$" : ""). \
    Move it by $h$ up and down; the slope of $L$ \
    must agree with the formula:
    $$ \\frac{\\partial L}{\\partial p} \\approx \\frac{L(p + h) - L(p - h)}{2h} $$
    We compute both sides exactly with $h = 10^{-6}$, so nothing is lost to rounding. What remains is the bend of \(loss == nil ? "$\(names.functionLatex)$\(bend)" : lossBend)
    """
  }

  private var lossSentence: String {
    guard let loss else { return "" }
    let name = loss.kind == nil ? "the loss" : loss.title
    return " Behind it stands \(name)\n\(loss.isSoftmax ? display(.softmax) + "\n" : "")\(display(.loss))\n"
  }

  /// How `δy` comes out of the loss, and what `δs` is without a detour.
  private var arrivingNotes: String {
    guard let loss else { return "" }
    var parts = ["Nothing arrives from behind: the loss itself says how it moves with each output."]
    if loss.isSoftmax {
      parts += [
        "By the quotient rule:\n$$ \\frac{\\partial \\hat{y}_i}{\\partial y_k} = \\hat{y}_i ([i = k] - \\hat{y}_k) $$",
        "and $\\frac{\\partial L}{\\partial y_k} = -\\sum_i \\frac{t_i}{\\hat{y}_i} \\frac{\\partial \\hat{y}_i}{\\partial y_k}$ "
          + "comes out as:\n\(display(.deltaY))",
      ]
    } else {
      parts += loss.slopeSteps.dropLast().map { step in
        "\(ActivationWords.name(step.rule).capitalizedFirst):\n"
          + "$$ \\frac{\\partial}{\\partial \(bare("y_k"))} \\left(\(latex(step.of))\\right) = \(latex(step.slope)) $$"
      }
      parts.append(display(.deltaY))
    }
    if let shortcut = words.shortcut {
      parts.append(
        "Times the slope of $\(names.functionLatex)$ nearly all of it cancels, for every $s$ and $t$:\n$$ \(latex(shortcut)) $$"
      )
    }
    return parts.joined(separator: "\n\n") + "\n\nThe slope of $\(names.functionLatex)$:\n"
  }

  private var lossBend: String {
    "$L$: at most $h/2$ times the largest second derivative of $L$ between $p - h$ and $p + h$. The last column takes for "
      + "it a power of 2 that is not below it."
      + (activation.joins.contains { $0.kind != .smooth }
        ? " Where a unit stands at a corner of $\(names.functionLatex)$ no difference says anything of a slope; what depends on it is left out."
        : "")
  }

  /// How far the bend keeps both sides apart.
  private var bend: String {
    let square =
      "the square of $\\frac{\\partial \(bare("s_k"))}{\\partial p}$, which is \(inline("W_kj"))"
      + (hasBias ? ", $x_j$ or $1$" : " or $x_j$")
    if activation.isELU {
      return
        ", and only units with $s_k \\le 0$ bend: at most $h/2$ times the sum of $|\\delta_{y,k}| \\exp(s_k)$ times "
        + square + ". The last column takes for $\\exp(s_k)$ the next power of 2 "
        + "above it. At $s_k = 0$ ELU has no corner, only a change of bend, so the check passes there too."
    }
    let corners =
      activation.joins.contains { $0.kind != .smooth }
      ? " Where a unit stands at a corner of $\(names.functionLatex)$ no difference says anything of a slope; what depends on it is left out."
      : ""
    return
      ": at most $h/2$ times the sum of $|\(bare("dy_k"))|$ times the largest $|\(names.functionLatex)''|$ between "
      + "$\(bare("s_k")) - h$ and $\(bare("s_k")) + h$ times "
      + square + ". The last column takes for $|f''|$ a power of 2 that is not below it." + corners
  }

  private var layer: String {
    guard activation.hasTitle else { return "a layer that applies $\(names.functionLatex)$ to each entry" }
    // ELU and SELU are read letter by letter.
    let startsWithVowel = ["identity", "ELU", "SELU"].contains(activation.title)
    return "\(startsWithVowel ? "an" : "a") \(activation.title) layer"
  }

  /// What f is, where it is not the one of this program's beginning, whose lesson says it.
  private var definition: String {
    activation.isELU ? "." : " with\n$$ \(bare("f(s_k)")) = \(latex(activation.formula)) $$\n"
  }

  /// How the slope is found, the slope by the output, and what happens at corners.
  private var slopeNotes: String {
    guard !activation.isELU else { return "" }
    let words = ActivationWords(activation, names)
    var parts: [String] = []
    for piece in activation.pieces.reversed() where piece.slopeSteps.count > 1 {
      parts += piece.slopeSteps.map { step in
        "\(ActivationWords.name(step.rule).capitalizedFirst):\n"
          + "$$ \\left(\(latex(step.of))\\right)' = \(latex(step.slope)) $$"
      }
    }
    for piece in activation.pieces.reversed() {
      guard let form = piece.slopeByOutput else { continue }
      parts.append(
        "By the output the same: $\(bare("f'(s_k)")) = \(latex(form))$"
          + (piece.range.isEmpty ? "." : " for \(inline("s_k")) \(piece.range)."))
    }
    parts += activation.joins.filter { $0.kind != .smooth }.map { words.join($0).capitalizedFirst + "." }
    return parts.map { "\n\n" + $0 }.joined() + (parts.isEmpty ? "" : "\n")
  }

  private var w: String { names.latex(.w) }
  private var units: String { names.isOfOneUnit ? "" : "^K" }

  /// An entry by its name, `W_{kj}`, in a sentence and alone.
  private func inline(_ entry: String) -> String { "$\(bare(entry))$" }
  private func bare(_ entry: String) -> String { latex(try? FormulaParser.formula(entry)) }

  private func display(_ quantity: Quantity) -> String { "$$ \(latex(rules[quantity]?.equation)) $$" }

  private func display(whole quantity: Quantity) -> String { "$$ \(latex(rules[quantity]?.vectorForm)) $$" }

  private func right(_ formula: Formula?) -> String { latex(formula) }

  private func latex(_ formula: Formula?) -> String {
    formula.map { LaTeXWriter.latex($0.mathNode(.lesson(names))) } ?? ""
  }
}
