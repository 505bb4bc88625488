import Curriculum
import Synchronization

/// Texts that were laid out last, kept as long as the screen that shows them: a walk comes back to the same few sections.
final class TextLayouts: Sendable, Equatable {
  private static let most = 8
  private let known = Mutex<[(blocks: [Block], text: LaidOutText)]>([])

  func text(_ blocks: [Block], width: Int) -> LaidOutText {
    if let found = known.withLock({ all in all.first { $0.text.width == width && Self.isSame($0.blocks, blocks) } }) {
      return found.text
    }
    let text = LaidOutText(blocks, width: width)
    known.withLock { all in
      if all.count >= Self.most { all.removeFirst() }
      all.append((blocks, text))
    }
    return text
  }

  /// Whether both are one list in memory, which is kept and so is no other by now.
  private static func isSame(_ a: [Block], _ b: [Block]) -> Bool {
    a.count == b.count
      && a.withUnsafeBufferPointer { first in b.withUnsafeBufferPointer { first.baseAddress == $0.baseAddress } }
  }

  /// What was laid out says nothing about a screen.
  static func == (a: TextLayouts, b: TextLayouts) -> Bool { true }
}
