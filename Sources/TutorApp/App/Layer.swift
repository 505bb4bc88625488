import LayerMath
import Session
import TextUI
import Tutoring

/// What can lie over the screen (not the layer of the mathematics): one case a feature, and the only switch that knows them all.
enum Layer: Equatable, Sendable {
  case prompt(PromptState)
  case help(HelpState)
  case editor(EditorState)
  case check(CheckState)
  case zoom(ZoomState)
  case lesson(LessonState)
  case list(ListState)
  case home(HomeState)
  case practice(PracticeState)
  case sheet(SheetState)
  case exam(ExamState)
  case examiner(ExaminerState)

  var feature: any Feature {
    switch self {
    case .prompt(let state): state
    case .help(let state): state
    case .editor(let state): state
    case .check(let state): state
    case .zoom(let state): state
    case .lesson(let state): state
    case .list(let state): state
    case .home(let state): state
    case .practice(let state): state
    case .sheet(let state): state
    case .exam(let state): state
    case .examiner(let state): state
    }
  }

  /// Whether both are of one feature.
  func isLike(_ other: Layer) -> Bool { type(of: feature) == type(of: other.feature) }
}

/// What a layer is to the model under it.
///
/// A feature is a state with what keys do to it in one file, and its picture in another.
protocol Feature {
  /// Whether it is open only until something was typed or chosen, and then gives way to what was there before.
  var isPassing: Bool { get }
  /// Which keys are bound to action lines while it is on top.
  func context(isWalk: Bool) -> KeyContext
  /// The line that is being typed.
  var typedField: TextField? { get }
  /// What its keys mean, for the bottom line; `nil` shows those of its context.
  var keys: [(String, String)]? { get }
  /// Whether it shows what the walk has not come to yet.
  var showsAll: Bool { get }
  /// What a key does; `nil` where it is left to the bindings.
  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]?
  /// Whether it takes what was pasted.
  func paste(_ text: String, in app: inout AppModel) -> Bool
  func draw(_ model: AppModel, on canvas: inout Canvas)
}

extension Feature {
  var isPassing: Bool { false }
  func context(isWalk: Bool) -> KeyContext { isWalk ? .overlay : .reader }
  var typedField: TextField? { nil }
  var keys: [(String, String)]? { nil }
  var showsAll: Bool { false }
  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? { nil }
  func paste(_ text: String, in app: inout AppModel) -> Bool { false }
}

/// A layer that is a list filtered by typing.
protocol Choosing: Feature {
  var chooser: Chooser { get set }
  /// The layer that it is.
  var layer: Layer { get }
  var rowCount: Int { get }
  /// What choosing a row does, once the list has given way.
  func choose(in app: inout AppModel) -> [Effect]
}

extension Choosing {
  var isPassing: Bool { true }
  var typedField: TextField? { chooser.field }

  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? { pressInList(key, in: &app) }

  /// What a key does in every list.
  func pressInList(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    var state = self
    switch state.chooser.press(key, rows: rowCount) {
    case .stay: app.overlay = state.layer
    case .close: app.uncover()
    case .choose: return state.choose(in: &app)
    }
    return []
  }

  func paste(_ text: String, in app: inout AppModel) -> Bool {
    var state = self
    state.chooser.field.insert(text)
    app.overlay = state.layer
    return true
  }
}
