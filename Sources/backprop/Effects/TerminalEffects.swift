import Session
import TextUI
import TutorApp

/// What the terminal itself does.
struct TerminalEffects: EffectFamily {
  func perform(_ effect: Effect, on terminal: (any Terminal)?) -> [Message]? {
    switch effect {
    case .copyText(let text): terminal?.copy(text)
    case .redrawScreen: terminal?.redrawAll()
    case .suspendProgram: terminal?.suspend()
    default: return nil
    }
    return []
  }
}
