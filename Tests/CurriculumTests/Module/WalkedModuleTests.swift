import Curriculum
import Foundation
import LayerMath
import TestSupport
import Testing

/// Which cards are walked with ELU's numbers: those that ask for ELU, and no others.
@Suite struct WalkedModuleTests {
  private func card(_ question: String, title: String = "Card", tags: String = "") throws -> LessonDocument {
    try Fixtures.document(
      "---\nid: card\ntitle: \(title)\ntype: derivation\ntags: [\(tags)]\n---\n# Question\n\(question)\n\n# Solution\n$s = Wx$, with ELU and others.\n"
    )
  }

  @Test(arguments: [
    #"Each ELU unit applies $$ f(x) = \begin{cases} x & \text{if } x > 0 \\ \exp(x) - 1 & \text{if } x \le 0 \end{cases} $$"#,
    #"$$ f(s) = \begin{cases} s & s \geq 0 \\ e^{s} - 1 & s < 0 \end{cases} $$"#,
    #"$$ f(z) = \begin{cases} z, & z > 0, \\ e^z - 1, & \text{otherwise} \end{cases} $$"#,
    #"$$ \mathrm{ELU}(t) = \max(t, 0) + \min(0, \exp(t) - 1) $$"#,
    #"with $\alpha = 1$: $$ f(s) = \begin{cases} s & s > 0 \\ \alpha (e^s - 1) & s \le 0 \end{cases} $$"#,
    #"$f(s_k) = s_k$ for positive and $f(s_k) = e^{s_k} - 1$ for other $s_k$."#,
    "Define a module joining a linear layer and an ELU layer.",
    "Join a linear layer and an exponential linear unit without bias.",
    #"ELU units: $$ y_k = \begin{cases} s_k & s_k > 0 \\ e^{s_k} - 1 & \text{otherwise} \end{cases} $$"#,
    #"$$ f(x) = \left\{ \begin{array}{ll} x & \text{if } x > 0 \\ \exp(x) - 1 & \text{else.} \end{array} \right. $$"#,
    "An ELU layer, with $f(s) = s$ for $s > 0$ and $e^s - 1$ otherwise.",
    "A linear layer of $K$ exponential linear units; unlike ReLU it has a slope below 0.",
    "A linear layer and an ELU layer (not ReLU). Ignore the bias.",
    "A linear ELU layer without bias or dropout.",
    "A linear ELU layer. The bias is omitted.",
    "Join a linear layer and ELU with α = 1.0.",
    #"$s = W_{k1} x_1 + \dots + W_{kn} x_n$ and ELU; the loss $L = L(y)$ comes behind."#,
  ])
  func aCardThatAsksForELUIsWalked(question: String) throws {
    let card = try card(question)
    #expect(card.isWalked, "\(card.notWalked ?? "")")
  }

  @Test(arguments: [
    (#"ELU-like $$ f(s) = \max(s, as) $$"#, "it defines f(s) = max(s, as)"),
    (#"$$ \sigma(s) = \frac{1}{1 + e^{-s}} $$ where $w$ is trained."#, "it defines σ(s) = 1/(1 + e⁻ˢ)"),
    (#"$$ f(s) = \begin{cases} s & s > 0 \\ 0 & s \le 0 \end{cases} $$"#, "it defines "),
    (#"$$ f(s) = \begin{cases} s & s > 0 \\ \exp(s) & s \le 0 \end{cases} $$"#, "it defines "),
    (#"$$ f(s) = \begin{cases} s & s > 0 \\ \alpha (e^s - 1) & s \le 0 \end{cases} $$"#, "its ELU has an α"),
    (#"$$ f(s) = \tanh(s) $$"#, "it defines f(s) = tanh(s)"),
    (#"$f(s) = s$ for positive s."#, "it defines f(s) = s"),
    ("Join a linear layer and a leaky ReLU layer.", "it asks for another activation: leaky ReLU"),
    ("A linear layer, ELU and softmax with cross-entropy.", "it asks for more than a linear layer and ELU: softmax"),
    ("Derive the normal equations of least squares.", "its question does not say that it asks for ELU"),
    ("Join a linear layer and a leaky ReLU.", "it asks for another activation: leaky ReLU"),
    ("Join a linear layer and $K$ CELU units.", "it asks for another activation: CELU"),
    (#"An ELU layer with $\alpha = 2$ on a linear layer."#, "its ELU has an α"),
    (#"An ELU layer with α = 1.5 on a linear layer."#, "its ELU has an α"),
    (#"Join a linear layer and $\mathrm{ELU}_\alpha$."#, "its ELU has an α"),
    (#"$$ y = \mathrm{ELU}(W x + c) $$"#, "the walk does not know its formula "),
    (#"$s_k = \sum_j W_{kj} x_j + w_{k0}$, $y = ELU(s)$"#, "the walk does not know its formula "),
    (#"$$ s = \mathbf{W} \mathbf{x} + w_0 $$ with ELU"#, "the walk does not know its formula "),
    (#"A linear ELU layer with $L = \frac12 \|y - t\|^2$."#, "the walk does not know its formula "),
    (#"A linear ELU layer with $\ell = -\sum_k t_k \ln y_k$."#, "the walk does not know its formula "),
    (
      #"$y = \mathrm{ELU}(W_2 \mathrm{ELU}(W_1 x))$"#, "the walk does not know its formula "
    ),
    ("Two linear layers with ELU between them.", "it asks for more than a linear layer and ELU: two linear layers"),
    (#"ELU with $W_1$ and $W_2$."#, "the walk does not know its formula W₁"),
    (#"$y = \mathrm{ELU}(Wx) + x$"#, "the walk does not know its formula "),
    ("A linear layer, batch norm and ELU.", "it asks for more than a linear layer and ELU: batch norm"),
    (#"$y = W \, \mathrm{ELU}(x)$"#, "the walk does not know its formula "),
    (#"An ELU layer: $f(s) = s$ for $s > 0$ and $f(s) = 2(e^s - 1)$ otherwise."#, "it defines "),
  ])
  func anyOtherIsReadAndSaysWhy(question: String, reason: String) throws {
    let card = try card(question)
    #expect(card.isDerivation && !card.isWalked)
    #expect(card.notWalked?.hasPrefix(reason) == true, "\(card.notWalked ?? "walked")")
    guard case .callout(_, _, let body, _)? = card.readBlocks.first else {
      return #expect(Bool(false), "no word on it")
    }
    #expect(body.first?.inlines.plain.contains(reason) == true)
    #expect(Array(card.readBlocks.dropFirst()) == card.blocks)
  }

  /// Questions that a lecturer might ask, most of them near to ELU: `Data/questions.txt`, by whether they are walked, and with a bias.
  ///
  /// The lesson's other sections speak of a linear layer, so that the question alone decides.
  @Test func aHundredAndSixtyQuestionsAreToldApart() throws {
    let url = try #require(Bundle.module.url(forResource: "Data/questions", withExtension: "txt"))
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    #expect(rows.count >= 160)
    for row in rows {
      let fields = row.split(separator: "\t")
      let card = try card(String(fields[1]))
      let activation = card.opening.activation
      let loss = card.opening.loss.map { ", \($0.name)" } ?? ""
      let name = activation.isELU && loss.isEmpty ? "" : " \(activation.entryText)\(loss)"
      let found = !card.isWalked ? "read" : (card.opening.b == nil ? "walk" : "bias") + name
      #expect(found == fields[0], "\(fields[1]): \(card.notWalked ?? name)")
    }
  }

  @Test func theCardsOfTheCollectionAreReadForWhatTheyAre() throws {
    let folder = Fixtures.root + "/Tests/TestSupport/Data/"
    #expect(try Fixtures.card().isWalked && Fixtures.lesson().isWalked)
    let prelu = try Fixtures.loader.open(folder + "linear-prelu-layer.md").opening
    #expect(prelu.activation.name == "max(s_k, a s_k)" && prelu.activation.title == "PReLU" && prelu.b == nil)
    #expect(prelu.activation.trained == Rational(1, positive: 4))
    #expect(try Fixtures.loader.open(folder + "linear-sigmoid-layer.md").notWalked == nil)
    // Its question names no bias, its solution has one.
    let sigmoid = try Fixtures.loader.open(folder + "linear-sigmoid-layer.md").opening
    #expect(sigmoid.activation.name == "sigmoid" && sigmoid.b != nil)
  }

  @Test func elementwiseELUAloneIsNoLinearLayer() throws {
    let card = try Fixtures.document("---\nid: a\ntype: derivation\n---\n# Question\nDerive $y = \\mathrm{ELU}(x)$.\n")
    #expect(card.notWalked == "the walk does not know its formula y = ELU(x)")
    let named = try Fixtures.document("---\nid: a\ntype: derivation\n---\n# Question\nDerive the slope of ELU.\n")
    #expect(named.notWalked == "it names no linear layer")
  }

  /// Two headings make no derivation, whatever they begin with.
  @Test(arguments: [
    "# Introduction\n\n# Forward Pass\n\n# Backward Pass\n", "# Backward compatibility\n\n# Forward thinking\n",
    "ELU\n\n## Forward message\n\n## Backward message\n",
  ])
  func aNoteWithForwardAndBackwardIsRead(text: String) throws {
    let note = try Fixtures.document(text)
    #expect(!note.isDerivation && !note.isWalked && note.notWalked == nil && note.readBlocks == note.blocks)
  }

  @Test func headingsOfADerivationMayBeNumbered() throws {
    let text =
      "---\nid: a\ntype: derivation\n---\nWords before.\n\n# 0. Question\nA linear layer, ELU.\n\n## 1. Forward message\nF\n\n## a) Backward\nB\n\n"
      + "## (iii) The parameter message\nP\n\n## 2.1 Related\n"
    let document = try Fixtures.document(text)
    for section in [LessonSection.question, .forward, .backward, .parameter, .related] {
      #expect(document.section(section) != nil, "\(section)")
    }
    #expect(document.isWalked && document.preamble.map(\.wording) == ["Words before."])
    // Elsewhere only the word itself begins a section.
    #expect(try Fixtures.document("## 1. Forward message\n").section(.forward) == nil)
    for other in ["Backwards", "a forward", "Question"] {
      #expect(LessonSection(heading: other, isNumbered: true) != nil || other == "a forward")
    }
    #expect(LessonSection(heading: "Afterwards", isNumbered: true) == nil)
  }
}
