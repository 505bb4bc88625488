import Curriculum
import Files
import Session
import TextLayout
import TextUI
import TutorApp

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where somebody left off, kept in a file while the program runs, so that its end by force loses no more than two seconds.
///
/// The file is a session: a name behind `#`, the time, then action lines. Of two programs the one that wrote last is gone on with.
final class PlaceEffects: EffectFamily {
  private let path: String?
  private let background: Background?
  private var kept: LeftOff?
  /// Whether something happened since the last look.
  private var isStale = false
  private var lastLook = 0

  /// How long after a key its place is kept, in milliseconds and in seconds.
  private static let delay = (milliseconds: 1_500, seconds: 2)
  private static let mark = "# backprop place "
  private static let sizeLimit = 4 << 20

  init(_ path: String?, _ background: Background?) {
    self.path = path
    self.background = background
  }

  /// Whether a place can be kept.
  var isUsable: Bool {
    path.flatMap { path in path.lastIndex(of: "/").map { FileBytes.isWritable(folder: String(path[..<$0])) } } ?? false
  }

  /// Milliseconds until the place is to be kept; nothing wakes the program where nothing happened.
  var timeout: Int? { path != nil && isStale ? Self.delay.milliseconds : nil }

  /// Something happened: the place is kept a moment after the last key, and now and then while keys come.
  func noticed(_ event: TerminalEvent, _ model: AppModel) {
    guard path != nil else { return }
    switch event {
    case .key, .paste:
      isStale = true
      let now = time(nil)
      if lastLook == 0 { lastLook = now }
      if now - lastLook >= Self.delay.seconds { keep(model) }
    case .timeout where isStale: keep(model)
    default: break
    }
  }

  func keep(_ model: AppModel) {
    isStale = false
    lastLook = time(nil)
    guard let path, let place = model.leftOff, place != kept else { return }
    kept = place
    let text =
      ([Self.mark + "\(lastLook) \(place.name)"] + place.lines.map(Self.absolute)).joined(separator: "\n") + "\n"
    guard let background else { return }
    background.add {
      if let end = path.lastIndex(of: "/") { FileBytes.makeFolder(String(path[..<end])) }
      // A place that cannot be kept is no reason to disturb anybody; quitting then asks once more.
      return .placeKept((try? FileBytes.replace(path, with: text)) != nil)
    }
  }

  /// A card that was opened by its file is there from any folder.
  private static func absolute(_ line: String) -> String {
    guard line.hasPrefix("open "), line.contains("/") || line.hasSuffix(".md") else { return line }
    guard let resolved = realpath(String(line.dropFirst(5)), nil) else { return line }
    defer { free(resolved) }
    return "open " + String(cString: resolved)
  }

  /// What was left off.
  var leftOff: LeftOff? { if case .leftOff(let place, _)? = offer { place } else { nil } }

  /// What was left off, to be offered.
  var offer: Message? {
    guard let path, let bytes = try? FileBytes.contents(of: path, limit: Self.sizeLimit) else { return nil }
    var lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    guard let head = lines.first, head.hasPrefix(Self.mark), lines.count > 1 else { return nil }
    lines.removeFirst()
    let words = head.dropFirst(Self.mark.count).split(separator: " ", maxSplits: 1)
    guard words.count == 2, let then = Int(words[0]), lines.count <= LeftOff.mostLines else { return nil }
    let now = time(nil)
    // A clock that was set back, or somebody else's file.
    let age = (0...now).contains(then) ? now - then : 0
    return .leftOff(LeftOff(name: CharacterWidth.printable(String(words[1].prefix(60))), lines: lines), time: age)
  }

  func perform(_ effect: Effect, on terminal: (any Terminal)?) -> [Message]? {
    guard case .goOn(let place) = effect else { return nil }
    return place.lines.enumerated().map { .loadedLine($0.element, number: $0.offset + 1, file: LeftOff.file) }
      + [.loadEnded(file: LeftOff.file)]
  }
}
