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
}
