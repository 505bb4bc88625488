import Synchronization

/// Values that many steps of one derivation rest on, kept once computed and shared by all its copies.
///
/// Lists by index and no dictionaries: the first dictionary of a kind makes the Swift runtime search all conformances of
/// the program for its key's, which took a tenth of the time to the first frame.
final class KnownValues: Sendable {
  struct Unit: Sendable {
    let k: Int
    /// `f′(s_k) = exp(exponent)`.
    let exponent: Rational
  }

  struct Values: Sendable {
    /// `s_k`.
    var preActivations = Entries<Rational>()
    /// `δx_j`.
    var inputMessages = Entries<RealNumber>()
    /// `y_k` and `f′(s_k)` of what is long to compute.
    var outputs = Entries<RealNumber>()
    var slopes = Entries<RealNumber>()
    /// `δy_k`, `ŷ_k` and `L` where a loss stands behind the layer.
    var upstream = Entries<RealNumber>()
    var softmax = Entries<RealNumber>()
    var loss = Entries<RealNumber>()
    var unitsBySlope: [Unit]?
    var checks: [(scope: CheckScope, check: GradientCheck)] = []
  }

  /// So many entries of each of these quantities.
  struct CheckScope: Equatable, Sendable {
    let quantities: [Quantity]
    let limit: Int
  }

  /// The entries of a vector as far as they are known, indices 1-based.
  struct Entries<Value: Sendable>: Sendable {
    private var values: [Value?] = []

    init() {}

    subscript(index: Int) -> Value? {
      get { index <= values.count ? values[index - 1] : nil }
      set {
        if index > values.count { values.append(contentsOf: repeatElement(nil, count: index - values.count)) }
        values[index - 1] = newValue
      }
    }

    /// Asks about known entries only: others may lie beyond the layer that these were computed for.
    func filter(_ isKept: (Int) -> Bool) -> Entries {
      var kept = self
      for place in values.indices where values[place] != nil && !isKept(place + 1) { kept.values[place] = nil }
      return kept
    }
  }

  private let values: Mutex<Values>

  init(_ values: Values = Values()) { self.values = Mutex(values) }

  /// The pre-activations of the units that `isKept` holds for.
  func copy(wherePreActivation isKept: (Int) -> Bool) -> KnownValues {
    var kept = Values()
    kept.preActivations = values.withLock { $0.preActivations }.filter(isKept)
    return KnownValues(kept)
  }

  /// What `find` finds, or what `compute` gives, which `keep` puts there.
  ///
  /// Nothing is locked while it is computed: values rest on others.
  func value<Value>(
    _ find: (Values) -> Value?, orElse compute: () -> Value, _ keep: (inout Values, Value) -> Void
  ) -> Value {
    if let value = values.withLock({ find($0) }) { return value }
    let value = compute()
    values.withLock { keep(&$0, value) }
    return value
  }
}
