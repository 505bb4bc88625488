import CNcurses
import TextUI

/// Waiting for the terminal and for what has events beside it.
enum Wait {
  /// One of `BP_WAIT_…`; from `BP_WAIT_SOURCE` on the number of a source.
  static func next(_ milliseconds: Int?, _ sources: [any EventSource]) -> Int {
    let descriptors = sources.map(\.descriptor)
    return Int(bp_wait(descriptors, Int32(descriptors.count), Int32(milliseconds ?? -1)))
  }

  /// The event of the source that is ready; `nil` where it had none.
  static func event(_ outcome: Int, _ sources: [any EventSource]) -> TerminalEvent? {
    let number = outcome - Int(BP_WAIT_SOURCE)
    return sources.indices.contains(number) ? sources[number].event() : .closed
  }
}

/// A folder of which one wants to know when a file in it was written.
package final class FolderSource: EventSource {
  package let descriptor: Int32
  private var watched: Int32 = -1

  /// `nil` where the system tells nothing of files.
  package init?() {
    descriptor = bp_folder_open()
    guard descriptor >= 0 else { return nil }
  }

  /// From now on this folder; none ends it.
  package func watch(_ folder: String?) { watched = bp_folder_watch(descriptor, watched, folder) }

  package func event() -> TerminalEvent? {
    bp_folder_drain(descriptor)
    return .filesChanged
  }
}
