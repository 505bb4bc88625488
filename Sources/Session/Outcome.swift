/// What came of a message: what was said, what was given, and why anything was refused.
///
/// A status line, a line of a pipe, an object of JSON and the exit status of `replay` are ways to write it.
package struct Outcome: Equatable, Sendable {
  /// The last remark, for the status line.
  package var remark: Remark?
  /// The last refusal: what was refused has changed nothing.
  package var refusal: ActionError?
  package var replies: [Reply] = []

  package init(remark: Remark? = nil, refusal: ActionError? = nil) { (self.remark, self.refusal) = (remark, refusal) }

  /// What was said before, then this.
  package mutating func add(_ other: Outcome) {
    remark = other.remark ?? remark
    refusal = other.refusal ?? refusal
    replies += other.replies
  }
}

/// One sentence, until the next key.
package struct Remark: Equatable, Sendable {
  package let text: String
  package let isError: Bool

  package init(text: String, isError: Bool) { (self.text, self.isError) = (text, isError) }
}
