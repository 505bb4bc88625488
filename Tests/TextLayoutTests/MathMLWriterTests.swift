import Foundation
import Testing

@testable import TextLayout

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// MathML is read back by a reader of its own and draws the same picture: every formula of the lists.
@Suite struct MathMLWriterTests {
  @Test(arguments: ["formulas", "lecture", "notes"])
  func whatIsWrittenDrawsTheSamePicture(list: String) throws {
    for latex in try FormulaPictureTests.formulas(list) {
      let node = try LaTeXParser.parse(latex)
      let written = MathMLWriter.math(node)
      let again = try #require(MathMLReader.node(of: written), "\(latex)\n\(written)")
      #expect(MathLayout.display(again).lines == MathLayout.display(node).lines, "\(latex)\n\(written)")
      #expect(SpokenMath.text(again) == SpokenMath.text(node), "\(latex)\n\(written)")
      #expect(MathMLWriter.math(again) == written, "\(latex)")
    }
  }

  @Test func signsOfTheMarkupAreWrittenAsEntities() throws {
    let written = MathMLWriter.math(try LaTeXParser.parse(#"a < b \text{ & "c" > d}"#), isDisplay: false)
    #expect(
      written == #"<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mo>&lt;</mo><mi>b</mi><mtext> &amp; "#
        + #"&quot;c&quot; &gt; d</mtext></math>"#)
  }
}

/// Elements back into nodes.
private final class MathMLReader: NSObject, XMLParserDelegate {
  private struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""
    var children: [MathNode] = []
    /// Rows of a table, and how its columns stand.
    var rows: [[MathNode]] = []
    var alignment: MathNode.Array.Alignment = .center
    var kind: String { attributes["class"] ?? "" }
  }

  private var open: [Element] = []
  private var result: MathNode?

  static func node(of text: String) -> MathNode? {
    let reader = MathMLReader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    return parser.parse() ? reader.result : nil
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) { open.append(Element(name: name, attributes: attributes)) }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if !open.isEmpty { open[open.count - 1].text += text }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    guard let element = open.popLast() else { return }
    if name == "math" {
      result = element.children.count == 1 ? element.children[0] : .row(element.children)
    } else if name == "mtr" {
      open[open.count - 1].rows.append(element.children)
    } else {
      open[open.count - 1].children.append(node(element))
      if name == "mtable", element.kind.isEmpty {
        open[open.count - 1].rows = element.rows
        open[open.count - 1].alignment =
          switch element.attributes["columnalign"] {
          case "left": .left
          case "right": .right
          default: .center
          }
      }
    }
  }

  private static let classes: [String: AtomClass] = [
    "ordinary": .ordinary, "bigOperator": .bigOperator, "binary": .binary, "relation": .relation, "open": .open,
    "close": .close, "punctuation": .punctuation, "inner": .inner,
  ]

  private func node(_ element: Element) -> MathNode {
    let parts = element.children
    func only() -> MathNode { parts.count == 1 ? parts[0] : .row(parts) }
    switch element.name {
    case "mi": return .atom(element.text, element.kind == "operator" ? .bigOperator : .ordinary)
    case "mn": return .atom(element.text, .ordinary)
    case "mo":
      if element.kind.hasPrefix("stretched") {
        return .stretched(element.text, Self.classes[String(element.kind.dropFirst(10))] ?? .ordinary)
      }
      if let kind = Self.classes[element.kind] { return .atom(element.text, kind) }
      if element.attributes["stretchy"] == "true" { return .text(element.text) }
      let read = try? LaTeXParser.parse(element.text == "{" || element.text == "}" ? "\\" + element.text : element.text)
      return read ?? .atom(element.text, .ordinary)
    case "mtext" where element.kind == "tag": return .tag(.text(element.text))
    case "mtext": return element.kind == "source" ? .source(element.text) : .text(element.text)
    case "mspace":
      let width = Double(element.attributes["width"]?.dropLast(2) ?? "0") ?? 0
      return .space(Int(width * 2))
    case "mfrac": return .fraction(parts[0], parts[1])
    case "msqrt": return .root(only(), index: nil)
    case "mroot": return .root(parts[0], index: parts[1])
    case "msub": return .scripts(base: parts[0], sub: parts[1], sup: nil)
    case "msup": return .scripts(base: parts[0], sub: nil, sup: parts[1])
    case "msubsup": return .scripts(base: parts[0], sub: parts[1], sup: parts[2])
    case "mtd" where element.kind == "between": return .tag(.phantom(only()))
    case "mtd" where element.attributes["columnspan"] != nil:
      let said = ["columnspan", "columnalign"].map { MathNode.text(element.attributes[$0] ?? "") }
      return .tag(.row([.text("span")] + said + [only()]))
    case "mphantom": return .phantom(only())
    case "mstyle":
      let color = element.attributes["mathcolor"].flatMap(MathInk.Color.init(rawValue:))
      return .styled(only(), MathInk(isBold: element.attributes["style"] != nil, color: color))
    case "munder", "mover", "munderover": return limits(element, parts)
    case "mtable": return table(element)
    case "mrow":
      switch element.kind {
      case "fenced": return .fenced(sign(parts[0]), parts[1], sign(parts[2]))
      case "matrix": return .grid(element.rows, .matrix(open: sign(parts[0]), close: sign(parts[2]), element.alignment))
      case "cases": return .grid(element.rows, .cases)
      case let kind where kind.hasPrefix("classed "):
        return .classed(only(), Self.classes[String(kind.dropFirst(8))] ?? .ordinary)
      default:
        return MathNode.Decoration(rawValue: element.kind).map { .decorated(only(), $0) } ?? .row(parts)
      }
    default: return only()
    }
  }

  private func sign(_ node: MathNode) -> String {
    switch node {
    case .text(let text), .atom(let text, _): text
    default: ""
    }
  }

  private func limits(_ element: Element, _ parts: [MathNode]) -> MathNode {
    if element.kind == "accent", let mark = sign(parts[1]).unicodeScalars.last { return .accent(parts[0], mark) }
    if let decoration = MathNode.Decoration(rawValue: element.kind) { return .decorated(parts[0], decoration) }
    if element.kind.hasPrefix("arrow"), let arrow = MathNode.Arrow(rawValue: sign(parts[0])) {
      return .arrow(
        arrow, lower: element.kind.contains("lower") ? parts[1] : nil,
        upper: element.kind.contains("upper") ? parts[2] : nil)
    }
    switch element.name {
    case "munder": return .limits(parts[0], lower: parts[1], upper: nil)
    case "mover": return .limits(parts[0], lower: nil, upper: parts[1])
    default: return .limits(parts[0], lower: parts[1], upper: parts[2])
    }
  }

  private func table(_ element: Element) -> MathNode {
    switch element.kind {
    case "aligned": return .grid(element.rows, .aligned)
    case "stack": return .grid(element.rows, .stack)
    case "array":
      func rules(_ name: String) -> [Int: MathNode.Array.Rule] {
        let rules = (element.attributes["data-" + name] ?? "").split(separator: " ").map { $0.split(separator: ":") }
        return rules.reduce(into: [:]) { $0[Int($1[0]) ?? 0] = MathNode.Array.Rule(rawValue: String($1[1])) }
      }
      var array = MathNode.Array(rulesBefore: rules("columns"), rulesAbove: rules("rows"))
      array.columns = (element.attributes["columnalign"] ?? "").split(separator: " ").map {
        $0 == "left" ? .left : $0 == "center" ? .center : .right
      }
      for line in (element.attributes["data-lines"] ?? "").split(separator: " ") {
        let numbers = line.split { $0 == ":" || $0 == "-" }.compactMap { Int($0) }
        array.linesAbove[numbers[0], default: []].append(numbers[1]...numbers[2])
      }
      let rows = element.rows.enumerated().map { index, row in
        var cells: [MathNode] = []
        for cell in row {
          if case .tag(.row(let said)) = cell, said.count == 4, said[0] == .text("span"),
            let count = Int(sign(said[1]))
          {
            array.spans.append(
              MathNode.Array.Span(
                row: index, column: cells.count, count: count,
                alignment: sign(said[2]) == "left" ? .left : sign(said[2]) == "right" ? .right : .center))
            cells += [said[3]] + Array(repeating: .row([]), count: count - 1)
          } else if case .tag(.phantom(let part)) = cell {
            array.between[cells.count] = part
          } else {
            cells.append(cell)
          }
        }
        return cells
      }
      return .grid(rows, .array(array))
    default: return .row([])
    }
  }
}
