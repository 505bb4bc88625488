// swift-tools-version: 6.2
import PackageDescription

// The program's own sources by symbolic links: what is measured is what runs.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(url: "https://github.com/attaswift/BigInt", from: "6.0.1")],
  targets: [
    .target(name: "LayerMath", dependencies: [.product(name: "BigInt", package: "BigInt")]),
    .target(name: "TextLayout"),
    .executableTarget(name: "Benchmarks", dependencies: ["LayerMath", "TextLayout"]),
  ],
  swiftLanguageModes: [.v6]
)
