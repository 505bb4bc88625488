/// What a module is besides `W`, `b`, `x` and `δy`, as it is entered by flags, in JSON or in front matter.
///
/// `activation` by name or formula, `alpha` its fixed parameter, `a` its trained one, `loss` by name or formula, `t` its target.
package struct ModuleEntry: Equatable, Sendable {
  package enum Key: String, CaseIterable, Sendable { case activation, alpha, a, loss, t }

  private var texts: [(key: Key, text: String)] = []
  /// Before a key in messages: `--` on the command line.
  private let prefix: String

  package init(prefix: String = "") { self.prefix = prefix }

  package static let keys = Key.allCases.map(\.rawValue)

  package subscript(key: Key) -> String? {
    get { texts.first { $0.key == key }?.text }
    set {
      texts.removeAll { $0.key == key }
      if let newValue { texts.append((key, newValue)) }
    }
  }

  package static func == (a: ModuleEntry, b: ModuleEntry) -> Bool { Key.allCases.allSatisfy { a[$0] == b[$0] } }

  /// Without the target, which has the size of a layer.
  package var withoutTargets: ModuleEntry {
    var module = self
    module[.t] = nil
    return module
  }

  package var isEmpty: Bool { texts.isEmpty }

  /// What is wrong, and with which key.
  package struct Mistake: Error {
    package let key: Key
    package let message: String
  }

  /// - Throws: `Mistake` that says what would be right.
  private func number(_ key: Key) throws(Mistake) -> Rational? {
    guard let text = self[key] else { return nil }
    do throws(EntryError) { return try Rational.parse(text.trimmingSpaces) } catch {
      throw mistake(key, "\(error.message)")
    }
  }

  private func mistake(_ key: Key, _ message: String) -> Mistake {
    Mistake(key: key, message: "\(prefix)\(key.rawValue): \(message)")
  }

  /// The activation; `nil` where neither it nor a parameter of it is given.
  ///
  /// - Parameter current: what a parameter alone is of.
  package func activation(else current: Activation = .elu) throws(Mistake) -> Activation? {
    let alpha = try number(.alpha)
    var activation: Activation?
    if let text = self[.activation] {
      do throws(FormulaError) { activation = try Activation.named(text, alpha: alpha) } catch {
        let place = error.column > 1 ? ", column \(error.column)" : ""
        throw Mistake(key: .activation, message: "\(prefix)activation\(place): \(error.message)")
      }
    } else if alpha != nil {
      do throws(FormulaError) { activation = try Activation.named(current.name, alpha: alpha) } catch {
        throw mistake(.alpha, error.message)
      }
    }
    guard let trained = try number(.a) else { return activation }
    guard (activation ?? current).trained != nil else {
      throw mistake(.a, "f has no trained parameter a here; \(prefix)activation prelu has one")
    }
    return (activation ?? current).with(trained: trained)
  }

  /// The loss; `nil` where none is given.
  package func loss() throws(Mistake) -> Loss? {
    guard let text = self[.loss] else {
      guard self[.t] == nil else {
        throw mistake(.t, "it is the target of a loss; name it, as in \(prefix)loss squared")
      }
      return nil
    }
    do throws(FormulaError) { return try Loss.named(text) } catch { throw mistake(.loss, error.message) }
  }

  /// The same for machine numbers.
  package func applied(to example: DoubleExample) throws(Mistake) -> DoubleExample {
    guard !isEmpty else { return example }
    let example = try activation(else: example.layer.activation).map { example.with($0) } ?? example
    guard let loss = try self[.loss] == nil && example.loss != nil ? example.loss : loss() else { return example }
    let given: [Double]? = try self[.t].map { text throws(Mistake) in
      do throws(EntryError) {
        return try example.targets(MatrixEntry.vector(text).map(\.double), behind: loss)
      } catch { throw mistake(.t, error.message) }
    }
    guard let t = given ?? (example.t.isEmpty ? nil : example.t) else { throw missingTarget }
    return example.with(loss, t: t)
  }

  /// A loss without a target, where numbers are given to compute with.
  package var missingTarget: Mistake {
    mistake(.t, "the loss needs its target: K numbers, or behind softmax_ce the right class")
  }

  private func targets(_ example: LayerExample, _ loss: Loss) throws(Mistake) -> [Rational]? {
    guard let text = self[.t] else { return nil }
    do throws(EntryError) { return try example.targets(MatrixEntry.vector(text), behind: loss) } catch {
      throw mistake(.t, error.message)
    }
  }

  /// A layer with all that is given; targets may be missing.
  package func applied(to example: LayerExample) throws(Mistake) -> LayerExample {
    guard !isEmpty else { return example }
    let example = try activation(else: example.activation).map { example.with($0) } ?? example
    // Another target for a loss that is there.
    if self[.loss] == nil, let loss = example.loss, let t = try targets(example, loss) {
      return example.with(loss, t: t)
    }
    guard let loss = try loss() else { return self[.loss] == nil ? example : example.with(nil as Loss?) }
    return example.with(loss, t: try targets(example, loss))
  }
}
