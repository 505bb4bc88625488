/// What came of a message: what was said, what was given, and why anything was refused.
///
/// A status line, a line of a pipe, an object of JSON and the exit status of `replay` are ways to write it.
package struct Outcome: Equatable, Sendable {
  /// The last remark, for the status line.
  package internal(set) var remark: AppModel.Status?
  /// The last refusal: nothing was changed by what it is about.
  package internal(set) var refusal: ActionError?
  package internal(set) var replies: [Reply] = []

  /// What was said before, then this.
  mutating func add(_ other: Outcome) {
    remark = other.remark ?? remark
    refusal = other.refusal ?? refusal
    replies += other.replies
  }
}
