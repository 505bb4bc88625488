/// Any bytes as a formula: reading, printing, evaluating and comparing never trap, and print-then-parse is the identity.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzzFormula(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let derivation = Derivation(.reference)
  guard let statement = try? Statement.parse(text) else { return 0 }
  switch statement {
  case .assignment(let target, let values, _): _ = try? LayerExample.reference.assigning(target, values)
  case .formula(let formula):
    for written in [formula.ascii, formula.unicode] {
      if let again = try? FormulaParser.formula(written) {
        precondition(again == formula, "\(written) reads back otherwise")
      }
    }
    _ = try? formula.evaluated(for: derivation)
  }
  return 0
}
