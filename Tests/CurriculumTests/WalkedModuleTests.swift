import Curriculum
import TestSupport
import Testing

/// Which cards are walked with ELU's numbers: those that ask for ELU, and no others.
@Suite struct WalkedModuleTests {
  private func card(_ question: String, title: String = "Card", tags: String = "") throws -> LessonDocument {
    try Fixtures.document(
      "---\nid: card\ntitle: \(title)\ntype: derivation\ntags: [\(tags)]\n---\n# Question\n\(question)\n\n# Solution\nELU and others.\n"
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
  ])
  func aCardThatAsksForELUIsWalked(question: String) throws {
    let card = try card(question)
    #expect(card.isWalked, "\(card.notWalked ?? "")")
  }

  @Test(arguments: [
    (#"ELU-like $$ f(s) = \max(s, as) $$"#, "it defines f(s) = max(s, as)"),
    (#"$$ \sigma(s) = \frac{1}{1 + e^{-s}}. $$"#, "it defines σ(s) = 1/(1 + e⁻ˢ)"),
    (#"$$ f(s) = \begin{cases} s & s > 0 \\ 0 & s \le 0 \end{cases} $$"#, "it defines "),
    (#"$$ f(s) = \begin{cases} s & s > 0 \\ \exp(s) & s \le 0 \end{cases} $$"#, "it defines "),
    (#"$$ f(s) = \begin{cases} s & s > 0 \\ \alpha (e^s - 1) & s \le 0 \end{cases} $$"#, "its ELU has an α"),
    (#"$$ f(s) = \tanh(s) $$"#, "it defines f(s) = tanh(s)"),
    (#"$f(s) = s$ for positive s."#, "it defines f(s) = s"),
    ("Join a linear layer and a ReLU layer.", "it asks for another activation: relu"),
    ("Join a linear layer with bias and an ELU layer.", "it asks for more than a linear layer and ELU: bias"),
    (#"An ELU layer on $s = Wx + b$."#, "it asks for more than a linear layer and ELU: a bias b"),
    ("A linear layer, ELU and softmax with cross-entropy.", "it asks for more than a linear layer and ELU: softmax"),
    ("Derive the normal equations of least squares.", "no activation is named or defined in its question"),
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

  @Test func theCardsOfTheCollectionAreReadForWhatTheyAre() throws {
    let folder = Fixtures.root + "/Tests/TestSupport/Data/"
    #expect(try Fixtures.card().isWalked && Fixtures.lesson().isWalked)
    #expect(try Fixtures.loader.open(folder + "linear-prelu-layer.md").notWalked == "it defines f(s) = max(s, as)")
    #expect(try Fixtures.loader.open(folder + "linear-sigmoid-layer.md").notWalked == "it defines σ(s) = 1/(1 + e⁻ˢ)")
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
      "---\nid: a\ntype: derivation\n---\nWords before.\n\n# 0. Question\nELU.\n\n## 1. Forward message\nF\n\n## a) Backward\nB\n\n"
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
