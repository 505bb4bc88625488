import Curriculum
import LayerMath
import TextLayout
import Tutoring

/// Lessons and walks as lines, for where there is no screen.
///
/// Every line is safe to print.
package enum PlainText {
  /// The text of a lesson, laid out for a width in columns.
  package static func lesson(_ document: LessonDocument, width: Int) -> [String] {
    lines(document.readBlocks, width: width)
  }

  private static func lines(_ blocks: [Block], width: Int) -> [String] {
    LaidOutText(blocks, width: width).lines.map { line in
      var text = CharacterWidth.printable(line.map(\.text).joined())
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  /// The whole walk: question, values, and every step labelled with its number.
  package static func walk(
    _ lesson: LessonDocument, example: LayerExample? = nil, number: NumberText, width: Int, emit: (String) -> Void
  ) {
    let walkthrough = Walkthrough(lesson: lesson, example: example)
    emit(CharacterWidth.printable(walkthrough.title))
    emit("")
    for line in lines(walkthrough.text(at: .question).blocks, width: width) { emit(line) }
    emit("")
    if let solution = walkthrough.ownSolution {
      for line in lines(solution, width: width) { emit(line) }
      emit("")
    }
    derivation(walkthrough.derivation, number: number, emit: emit) { stage in
      lines(walkthrough.ownText(of: stage), width: width)
    }
  }

  /// More steps than this are not written out.
  package static let mostSteps = 5000

  /// The values and every step of a derivation, behind what is to be read before each stage.
  package static func derivation(
    _ derivation: Derivation, number: NumberText, emit: (String) -> Void, before: (Stage) -> [String] = { _ in [] }
  ) {
    let text = StepText(derivation, number: number)
    emit(SymbolText.size(derivation.example))
    for quantity in derivation.rules.given { emit(text.named(quantity)) }
    guard derivation.stepCount <= mostSteps else {
      emit("")
      for quantity in derivation.rules.messages { emit(text.named(quantity)) }
      emit("(\(derivation.stepCount) steps are too many to write out; --step ID shows any one)")
      return
    }
    var stage: Stage?
    for index in 0..<derivation.stepCount {
      guard let step = derivation.step(at: index) else { continue }
      if step.stage != stage {
        stage = step.stage
        emit("")
        let text = before(step.stage)
        for line in text { emit(line) }
        if !text.isEmpty { emit("") }
        emit("\(SymbolText.title(step.stage)):")
      }
      for line in labelled(step, index, text) { emit(line) }
    }
  }

  /// Steps beside each other: each under its number and id.
  package static func labelled(_ step: DerivationStep, _ index: Int, _ text: StepText) -> [String] {
    ["step \(index + 1) of \(text.derivation.stepCount), \(step.id):"] + self.step(step, text).map { "  " + $0 }
  }

  package static func step(_ step: DerivationStep, _ text: StepText) -> [String] {
    ["formula: " + InlineMath.text(step.formulaNode)] + text.lines(step)
  }
}
