#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Double: LayerScalar {
  package static var one: Double { 1 }
  package static var zeroEntry: Double { 0 }
  package static func exponential(_ s: Double) -> Double { exp(s) }
  package static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
