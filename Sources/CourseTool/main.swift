import Foundation

// Writes the course as Swift: `course-tool OUTPUT FILE…` makes `BuiltInCourse.files`, each file's name and its text as a
// literal, which is a place in the program's image and costs nothing when it starts.

/// A Swift literal of any text.
func literal(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": result += "\\n"
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case " "..."~": result.unicodeScalars.append(scalar)
    default: result += "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
  return result + "\""
}

let rows = try CommandLine.arguments.dropFirst(2).map { path in
  let file = URL(fileURLWithPath: path)
  let text = try String(contentsOf: file, encoding: .utf8)
  return "    BuiltInFile(name: \(literal(file.lastPathComponent)), text: \(literal(text))),\n"
}
let source = """
  import Curriculum

  /// The files of `Lessons`, as they were when the program was built.
  enum BuiltInCourse {
    static let files: [BuiltInFile] = [
  \(rows.joined())  ]
  }

  """
try source.write(toFile: CommandLine.arguments[1], atomically: true, encoding: .utf8)
