// swift-tools-version: 6.2
import PackageDescription

let linking = Context.packageDirectory + "/Sources/Linking"

// The linker that Swift uses on this kind of machine, gold, takes such a list.
#if os(Linux) && arch(x86_64)
  let startupOrder = ["-Xlinker", "--section-ordering-file=\(linking)/startup-order.txt"]
#else
  let startupOrder: [String] = []
#endif

let package = Package(
  name: "backprop",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
  ],
  targets: [
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw")]),
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(name: "CMD4C", providers: [.apt(["libmd4c-dev"]), .brew(["md4c"])]),
    .target(name: "LayerMath", dependencies: [.product(name: "BigInt", package: "BigInt")]),
    .target(name: "TextLayout"),
    .target(name: "Files", dependencies: ["LayerMath", "CLibYAML"]),
    .target(
      name: "Curriculum",
      dependencies: ["LayerMath", "TextLayout", "Files", "CMD4C"]),
    .target(name: "Tutoring", dependencies: ["LayerMath", "TextLayout", "Curriculum"]),
    .target(name: "Persistence", dependencies: ["Files", "Curriculum", "Tutoring", "CSQLite"]),
    .target(name: "Exports", dependencies: ["LayerMath", "TextLayout", "Tutoring"]),
    .target(name: "Session", dependencies: ["LayerMath", "Curriculum", "Tutoring", "Exports"]),
    .target(name: "TextUI", dependencies: ["TextLayout"]),
    .target(name: "Curses", dependencies: ["TextUI", "TextLayout", "CNcurses"]),
    .target(
      name: "TutorApp",
      dependencies: ["LayerMath", "TextLayout", "Files", "Curriculum", "Tutoring", "Exports", "Session", "TextUI"]),
    .executableTarget(
      name: "backprop",
      dependencies: [
        "LayerMath", "TextLayout", "Files", "Curriculum", "Tutoring", "Exports", "Session", "TextUI", "Curses",
        "TutorApp", "Persistence",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // What runs before the first frame lies side by side (Tests/Benchmarks/startup_order.py): of eleven megabytes one.
      // A fixed address spares 80,000 relocations at each start: a millisecond and a half of six. Nothing is exported,
      // since the runtime reads the table of what is when it starts: half a millisecond.
      linkerSettings: [
        .unsafeFlags(
          [
            "-Xclang-linker", "-no-pie", "-Xclang-linker", "-static-libgcc", "-Xlinker", "--no-export-dynamic",
            "-L", linking,
          ] + startupOrder,
          .when(platforms: [.linux], configuration: .release))
      ],
      plugins: ["CourseInside"]),
    .executableTarget(name: "course-tool", path: "Sources/CourseTool"),
    .plugin(
      name: "CourseInside", capability: .buildTool(), dependencies: ["course-tool"], path: "Sources/CourseInside"),

    .target(
      name: "CTerminal", path: "Tests/CTerminal", linkerSettings: [.linkedLibrary("vterm"), .linkedLibrary("util")]),
    .target(
      name: "TestSupport",
      dependencies: ["LayerMath", "TextLayout", "Files", "Curriculum", "Tutoring", "Session", "TextUI", "TutorApp"],
      path: "Tests/TestSupport", exclude: ["Data"]),
    .testTarget(name: "LayerMathTests", dependencies: ["LayerMath", "TestSupport"], resources: [.copy("Data")]),
    .testTarget(name: "TextLayoutTests", dependencies: ["TextLayout", "TestSupport"], exclude: ["Data"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "LayerMath"]),
    .testTarget(
      name: "CurriculumTests", dependencies: ["Curriculum", "Files", "LayerMath", "TextLayout", "TestSupport"],
      resources: [.copy("Data")]),
    .testTarget(
      name: "TutoringTests",
      dependencies: ["Tutoring", "Exports", "Curriculum", "LayerMath", "TextLayout", "TestSupport"], exclude: ["Data"]),
    .testTarget(name: "PersistenceTests", dependencies: ["Persistence", "Curriculum", "Tutoring"]),
    .testTarget(
      name: "SessionTests", dependencies: ["Session", "Curriculum", "LayerMath", "Tutoring", "TestSupport"]),
    .testTarget(name: "TextUITests", dependencies: ["TextUI", "TextLayout", "TestSupport"]),
    .testTarget(
      name: "TutorAppTests",
      dependencies: [
        "TutorApp", "TextUI", "LayerMath", "Curriculum", "Tutoring", "Exports", "Session", "TextLayout", "TestSupport",
      ],
      exclude: ["Frames"]),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "CTerminal", "TestSupport", "LayerMath", "Curriculum", "Tutoring", "Session", "TextUI", "TutorApp", "backprop",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets
where ![.system, .plugin].contains(target.type) && !["CTerminal", "CNcurses"].contains(target.name) {
  // Without the second, members of Foundation come in through a package that imports it, and all of it is linked.
  target.swiftSettings =
    (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility")]
    // A section a function, for the linker to order.
    + [.unsafeFlags(["-Xfrontend", "-function-sections"], .when(platforms: [.linux], configuration: .release))]
}
