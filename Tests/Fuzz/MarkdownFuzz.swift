/// Any bytes as a lesson: blocks come out, every line that is named exists, and the check of the folder never traps.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzzMarkdown(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let lines = bytes.count { $0 == 10 } + 2
  guard let document = try? LessonReader.read(bytes, file: "fuzz.md") else { return 0 }
  for issue in CourseCheck.issues(in: [document]) {
    precondition(issue.line >= 1 && issue.line <= lines, "\(issue) in a file of \(lines) lines")
  }
  for section in LessonSection.allCases { _ = document.section(section) }
  return 0
}
