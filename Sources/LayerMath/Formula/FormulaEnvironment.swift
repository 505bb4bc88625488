/// What the names in a formula stand for: a derivation, one with a rule replaced, or somebody's own numbers.
package protocol FormulaEnvironment: Sendable {
  /// Units.
  var k: Int { get }
  /// Inputs.
  var n: Int { get }
  /// Whether the module has such a quantity: `b` is there only with a bias.
  func has(_ quantity: Quantity) -> Bool
  /// What `f` is.
  var activation: Activation { get }
  /// Whether it is entered, not computed: `δy` is computed where a loss stands behind the layer.
  func isGiven(_ quantity: Quantity) -> Bool
  /// Whether `f′(s)` stands for values of its own, as where its rule is replaced, and not for the slope of `f` at `s`.
  var hasOwnSlopes: Bool { get }
  /// The value of an entry, 1-based and within the shape.
  func number(_ symbol: Symbol) -> RealNumber
}

extension FormulaEnvironment {
  package func shape(_ quantity: Quantity) -> [Int] { quantity.shape(k: k, n: n) }

  package var activation: Activation { .elu }

  package var hasOwnSlopes: Bool { false }

  package func isGiven(_ quantity: Quantity) -> Bool { quantity.isGiven }

  /// `f(s)`, or its slope there.
  func activation(_ s: RealNumber, slope: Bool) -> RealNumber { activation.value(at: s, slope: slope) }
}

/// A layer of which only the shape is known: enough to tell whether a formula fits.
struct ShapeEnvironment: FormulaEnvironment {
  let k: Int
  let n: Int

  func has(_ quantity: Quantity) -> Bool { true }

  func number(_ symbol: Symbol) -> RealNumber { .undefined(.beyond("a layer without numbers")) }

  /// Layers on which units and inputs can be told apart by their numbers.
  static let generic = [ShapeEnvironment(k: 5, n: 7), ShapeEnvironment(k: 7, n: 5)]
}
