import Curriculum
import Files
import Session
import TextUI
import TutorApp

/// What only the world outside can complete: files and lessons.
struct CompletionEffects: EffectFamily {
  private let loader: CourseLoader

  init(_ loader: CourseLoader) { self.loader = loader }

  func perform(_ effect: Effect, on terminal: (any Terminal)?) -> [Message]? {
    guard case .complete(let kind, let prefix) = effect else { return nil }
    return [.completed(candidates(kind, prefix), prefix: prefix)]
  }

  private func candidates(_ kind: Completable, _ prefix: String) -> [String] {
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let files = FileBytes.names(in: folder).map { folder + $0 }.filter { $0.hasPrefix(prefix) }
    guard kind == .lessons else { return files }
    let ids = prefix.contains("/") ? [] : loader.lessons().documents.map(\.id).filter { $0.hasPrefix(prefix) }
    return Array(Set(ids)).sorted() + files.filter { $0.hasSuffix(".md") || $0.hasSuffix("/") }
  }
}
