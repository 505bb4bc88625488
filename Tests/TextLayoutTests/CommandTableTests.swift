import Testing

@testable import TextLayout

@Suite struct CommandTableTests {
  @Test func theTableIsInTheOrderThatItsSearchNeeds() {
    let names = LaTeXCommands.table.map(\.name)
    #expect(zip(names, names.dropFirst()).allSatisfy { $0 < $1 })
    for name in names { #expect(LaTeXCommands[name] != nil, "\(name)") }
    for name in ["", "alph", "alphaa", "zzz", "A", "\u{FF}"] { #expect(LaTeXCommands[name] == nil, "\(name)") }
  }
}
