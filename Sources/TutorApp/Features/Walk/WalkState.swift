import LayerMath
import Session
import TextUI
import Tutoring

/// How the walk looks: the text beside it, what is scrolled, which pane is chosen.
struct WalkState: Equatable, Sendable {
  enum Pane: CaseIterable, Equatable, Sendable { case lesson, values, step }

  /// What `back` restores beside the place.
  struct Look: Equatable, Sendable {
    var lesson: TextPane
    var valuesScroll = 0
    var pane = Pane.lesson
  }

  private(set) var look: Look
  /// One for each earlier place of the walk.
  private var earlier: [Look] = []

  var lesson: TextPane {
    get { look.lesson }
    set { look.lesson = newValue }
  }
  var valuesScroll: Int {
    get { look.valuesScroll }
    set { look.valuesScroll = newValue }
  }
  var pane: Pane {
    get { look.pane }
    set { look.pane = newValue }
  }

  init(_ walk: Walk, size: Size) {
    let area = WalkLayout(size, at: walk.position, of: walk.example).lessonText
    look = Look(
      lesson: TextPane(walk.walkthrough.text(at: walk.position).blocks, width: area.columns, height: area.rows))
  }

  /// The look after a walk went on, went back, or had other numbers.
  mutating func follow(from old: Walk, to new: Walk, size: Size) {
    if !old.derivation.isSameModule(as: new.derivation) {
      // Another text, also where the place is the same.
      earlier = []
      return show(new, at: new.position, size: size)
    }
    let isSameWalk = old.walkthrough == new.walkthrough
    var place = old.position
    if new.earlier.count < earlier.count {
      // Back; where the shape is another there is nothing earlier to go back to.
      if isSameWalk {
        place = old.earlier[new.earlier.count]
        look = earlier[new.earlier.count]
        fit(size, at: new, place)
      }
      earlier.removeLast(earlier.count - new.earlier.count)
    }
    // Forward, or to where the entry in play is now.
    for next in new.earlier.dropFirst(earlier.count).dropFirst() + [new.position]
    where new.earlier.count > earlier.count {
      earlier.append(look)
      show(new, at: next, size: size)
      place = next
    }
    // Back beyond the first place that was recorded.
    while isSameWalk, place != new.position, let before = new.walkthrough.previous(place) {
      show(new, at: before, size: size)
      place = before
    }
    if place != new.position { show(new, at: new.position, size: size) }
  }

  private mutating func show(_ walk: Walk, at position: WalkPosition, size: Size) {
    look.valuesScroll = 0
    let text = walk.walkthrough.text(at: position)
    fit(size, at: walk, position)
    look.lesson.show(text.blocks, anchor: text.anchor)
    look.lesson.deselectLink()
  }

  mutating func fit(_ size: Size, at walk: Walk) { fit(size, at: walk, walk.position) }

  /// Lays the text out for the size; a formula in play that was in view stays in view.
  private mutating func fit(_ size: Size, at walk: Walk, _ position: WalkPosition) {
    let area = WalkLayout(size, at: position, of: walk.example).lessonText
    // Nothing moves that was scrolled as it is, as where `back` restores it.
    guard look.lesson.text.width != area.columns || look.lesson.height != max(1, area.rows) else { return }
    let anchor = walk.walkthrough.text(at: position).anchor
    let isInView = anchor.map(look.lesson.isVisible(block:)) ?? false
    look.lesson.resize(width: area.columns, height: area.rows)
    if isInView { look.lesson.reveal(block: anchor) }
  }

  /// The new text of the same place.
  mutating func reload(_ walk: Walk, size: Size) {
    earlier = []
    look.lesson.replace(walk.walkthrough.text(at: walk.position).blocks)
    fit(size, at: walk)
  }
}
