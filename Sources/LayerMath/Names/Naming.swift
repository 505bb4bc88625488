/// What a lesson calls the quantities of its module: `w`, `z`, `σ` for `W`, `s`, `f`; and whether its one unit goes without index.
///
/// A name stands on the screen, in exports and in the language; step ids, JSON keys and options are always the same.
package struct Naming: Equatable, Sendable {
  /// A name as it is shown, as LaTeX has it, and as it is typed.
  package struct Name: Equatable, Sendable {
    package let screen: String
    package let latex: String
    package let typed: String

    /// By the LaTeX of a single symbol, `z`, `\sigma`, `\hat{y}`; `nil` for anything else.
    package init?(latex: String) {
      let bare = latex.filter { !$0.isWhitespace }
      if let greek = Self.greek[bare] {
        (screen, self.latex, typed) = (greek, bare, String(bare.dropFirst()))
      } else if bare == "\\hat{y}" || bare == "\\haty" {
        (screen, self.latex, typed) = ("ŷ", "\\hat{y}", "yhat")
      } else if bare.count == 1, let letter = bare.first, letter.isLetter, letter.isASCII {
        (screen, self.latex, typed) = (bare, bare, bare)
      } else {
        return nil
      }
    }

    private static let greek = [
      "\\sigma": "σ", "\\phi": "φ", "\\varphi": "φ", "\\psi": "ψ", "\\rho": "ρ", "\\alpha": "α", "\\beta": "β",
      "\\gamma": "γ", "\\lambda": "λ", "\\theta": "θ", "\\eta": "η",
    ]
  }

  package static let standard = Naming()

  /// What is other than usual, behind one reference: nearly every layer has none, and layers are copied at every key.
  private final class Others: Sendable {
    let names: [(quantity: Quantity, name: Name)]
    let function: Name?
    let isOfOneUnit: Bool
    let loneDelta: Quantity?

    init(
      _ names: [(quantity: Quantity, name: Name)], _ function: Name?, _ isOfOneUnit: Bool, _ loneDelta: Quantity?
    ) {
      (self.names, self.function, self.isOfOneUnit, self.loneDelta) = (names, function, isOfOneUnit, loneDelta)
    }
  }

  private var own: Others?

  package init() {}

  private init(
    _ names: [(quantity: Quantity, name: Name)], _ function: Name?, _ isOfOneUnit: Bool, _ loneDelta: Quantity?
  ) {
    let isStandard = names.isEmpty && function == nil && !isOfOneUnit && loneDelta == nil
    own = isStandard ? nil : Others(names, function, isOfOneUnit, loneDelta)
  }

  private var others: [(quantity: Quantity, name: Name)] { own?.names ?? [] }

  /// What `f` is called, where that is not `f`.
  package var function: Name? {
    get { own?.function }
    set { self = Naming(others, newValue, isOfOneUnit, loneDelta) }
  }

  /// Whether there is one unit, whose index is not written.
  package var isOfOneUnit: Bool {
    get { own?.isOfOneUnit ?? false }
    set { self = Naming(others, function, newValue, loneDelta) }
  }

  /// What `δ` and `δ_k` stand for alone, `δs` to many; with two indices it is Kronecker's.
  package var loneDelta: Quantity? {
    get { own?.loneDelta }
    set { self = Naming(others, function, isOfOneUnit, newValue) }
  }

  package static func == (a: Naming, b: Naming) -> Bool {
    if a.own === b.own { return true }
    return a.function == b.function && a.isOfOneUnit == b.isOfOneUnit && a.loneDelta == b.loneDelta
      && a.others.elementsEqual(b.others) { $0.quantity == $1.quantity && $0.name == $1.name }
  }

  package mutating func call(_ quantity: Quantity, _ name: Name) {
    var names = others.filter { $0.quantity != quantity }
    if name.screen != quantity.row.screen { names.append((quantity, name)) }
    self = Naming(names, function, isOfOneUnit, loneDelta)
  }

  /// One more name by which a quantity is read; what is shown stays.
  package mutating func alsoRead(_ name: Name, as quantity: Quantity) {
    self = Naming(others + [(quantity, name)], function, isOfOneUnit, loneDelta)
  }

  /// Whether a word stands for something here, or everywhere.
  package func reads(_ word: String) -> Bool { token(word) != nil || FormulaParser.knows(word) }

  private func other(_ quantity: Quantity) -> Name? { others.first { $0.quantity == quantity }?.name }

  /// Whether no two things have one name.
  ///
  /// - Parameter trained: whether f has a trained parameter.
  package func isUnambiguous(trained: Bool) -> Bool {
    let quantities: [Quantity] = [.w, .b, .x, .s, .y, .t, .loss] + (trained ? [.a] : [])
    let all = quantities.map(screen) + [functionScreen, "K", "n", "e"]
    return Set(all).count == all.count
  }

  /// `W`, `δy`, `∂y/∂x`, `f′(s)`, each from the names that it is made of.
  package func screen(_ quantity: Quantity) -> String {
    guard own != nil else { return quantity.row.screen }
    switch quantity.role {
    case .slope(let argument): return "\(functionScreen)′(\(screen(argument)))"
    case .gradient(let of): return "δ" + screen(of)
    case .arriving: return "δ" + screen(.y)
    case .jacobian(let by): return "∂\(screen(.y))/∂\(screen(by))"
    default: return other(quantity)?.screen ?? quantity.row.screen
    }
  }

  package func latex(_ quantity: Quantity) -> String {
    guard own != nil else { return quantity.row.latex }
    switch quantity.role {
    case .slope(let argument): return "\(functionLatex)'(\(latex(argument)))"
    case .gradient(let of): return "\\delta " + latex(of)
    case .arriving: return "\\delta " + latex(.y)
    case .jacobian(let by): return "\\frac{\\partial \(latex(.y))}{\\partial \(latex(by))}"
    default: return other(quantity)?.latex ?? quantity.row.latex
    }
  }

  package var functionScreen: String { function?.screen ?? "f" }
  package var functionLatex: String { function?.latex ?? "f" }

  /// The indices that are written: of one unit those of its inputs alone.
  package func written<Index>(_ index: [Index], of quantity: Quantity) -> [Index] {
    isOfOneUnit ? zip(quantity.row.letters, index).filter { $0.0 == "j" }.map(\.1) : index
  }

  /// What a word that is typed stands for here; `nil` where it means what it always does.
  func token(_ word: String) -> FormulaToken? {
    if own == nil { return nil }
    if let function, function.typed == word || function.screen == word { return .function(.f) }
    for (quantity, name) in others {
      if name.typed == word || name.screen == word { return .quantity(quantity) }
      // `dz` is what arrives at `z`.
      if "d" + name.typed == word, let gradient = quantity.gradient { return .quantity(gradient) }
    }
    return nil
  }

  /// A formula as it is shown, with these names.
  package func text(_ formula: Formula) -> String { FormulaPrinter.text(formula, names: self) }
}
