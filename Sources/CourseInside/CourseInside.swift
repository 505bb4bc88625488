import Foundation
import PackagePlugin

/// Puts the files of `Lessons` into the program: every Markdown and YAML file there, without a list to keep.
@main struct CourseInside: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Lessons")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { ["md", "yaml"].contains($0.pathExtension) && $0.lastPathComponent != "README.md" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(path: "BuiltInCourse.swift")
    return [
      .buildCommand(
        displayName: "The course as Swift", executable: try context.tool(named: "course-tool").url,
        arguments: [output.path()] + files.map { $0.path() }, inputFiles: files, outputFiles: [output])
    ]
  }
}
