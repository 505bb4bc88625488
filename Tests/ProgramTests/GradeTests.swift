import Foundation
import TestSupport
import Testing

@Suite struct GradeTests {
  private static let layer = #""layer": {"W": [[-1.5, -0.5], [0.5, -2]], "x": [-1, 0.5], "dy": [-2, 1.5]}"#

  /// The objects that come back for lines with these fields behind the layer.
  private func graded(_ fields: String...) throws -> [[String: Any]] {
    let run = try ProgramRun("grade", input: fields.map { "{\(Self.layer), \($0)}" }.joined(separator: "\n"))
    #expect(run.status == 0 && run.errors.isEmpty)
    return try run.output.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test func theExampleOfTheReadme() throws {
    let object = try #require(try graded(#""step": "dx", "answer": "3 1""#).first)
    #expect(object["verdict"] as? String == "wrong" && object["cells"] as? [Bool] == [false, false])
    #expect(object["rules"] as? [String] == ["D5", "X3"] && object["separate"] as? String == "f'[2]")
  }

  @Test(arguments: [
    (#""step": "dx", "answer": "3.1673 0.3306""#, "right", []), (#""step": "dx", "answer": [3.17, 0.33]"#, "right", []),
    (#""step": "dx", "answer": "3.1673 _""#, "partly", []), (#""step": "f'[2]", "answer": "exp(-3/2)""#, "right", []),
    (#""step": "dx[2]", "answer": "dy_1 f'(s_1) W_12 + dy_2 f'(s_2) W_22""#, "right", []),
    (#""step": "dx", "answer": "W^T (dy .* f'(s))""#, "right", []),
    (#""step": "dx", "answer": "sum_k dy_k f'(s_k) W_kj""#, "right", []),
    (#""step": "dx", "answer": "W^T dy""#, "wrong", ["X5"]),
    (#""step": "dx", "answer": "W (dy .* f'(s))""#, "wrong", ["X1"]),
    (#""step": "y", "answer": "1.25 0.2231""#, "partly", ["F3"]),
    (#""step": "ds", "answer": "-2 1.5""#, "partly", ["S4", "D6", "E1"]),
    (#""step": "J", "answer": "3 1; 0.1673 -0.669""#, "wrong", ["J4"]),
    (#""step": "dW", "answer": "2 -0.3347; -1 0.1673""#, "partly", ["P2"]),
    (#""step": "ds", "answer": "-2 0.5", "earlier": {"f_prime": "1 1/3"}"#, "partly", []),
    (#""step": "dx", "answer": "3.1673 -0.3306""#, "partly", []), (#""step": "dx", "answer": "3 0""#, "partly", []),
    (#""step": "dx", "answer": "9 0""#, "wrong", []),
    (#""step": "dx", "answer": "3.165 0.34""#, "rounded", []), (#""step": "dx", "answer": "1 2 3""#, "wrong", []),
    (#""step": "dx", "answer": "(3.1""#, "unreadable", []), (#""step": "dx", "answer": "dx""#, "unreadable", []),
    (#""step": "dx", "answer": "W^T ds + max(0, x_1 - 2)""#, "wrong", []),
    (#""step": "dx", "answer": "W^T ds + (if W_11 > 30 then 1 else 0)""#, "wrong", []),
    (#""step": "f'[2]", "answer": "exp(s_2)""#, "right", []), (#""step": "f'[2]", "answer": "exp(s_1)""#, "wrong", []),
    (#""step": "f'[2]", "answer": "f'(s_2)""#, "unreadable", []),
    (#""step": "f_prime", "answer": "1 exp(-1.5)""#, "right", []),
    (#""step": "J", "answer": [["-1.5", "-0.5"], ["0.5*exp(-1.5)", "-2*exp(-1.5)"]]"#, "right", []),
    (#""step": "J[2,2]", "answer": "-2*0.2231""#, "right", []),
    (#""step": "dx[1]", "answer": "3""#, "wrong", ["D5", "X2", "X3"]),
    (#""step": "f'[2]", "answer": "0,2231""#, "unreadable", []),
    (#""step": "f_prime", "answer": "1 0""#, "partly", ["D5"]), (#""step": "dx", "answer": " ""#, "unreadable", []),
  ])
  func eachAnswerIsWhatItIs(fields: String, verdict: String, rules: [String]) throws {
    let object = try #require(try graded(fields).first)
    #expect(object["verdict"] as? String ?? "" == verdict, "\(object)")
    #expect(object["rules"] as? [String] ?? [] == rules, "\(object)")
  }

  @Test func whatWasCarriedOnAndWhatSlippedAreNamed() throws {
    let carried = try #require(try graded(#""step": "ds", "answer": "-2 0.5", "earlier": {"f_prime": "1 1/3"}"#).first)
    #expect(carried["carried"] as? [String] == ["f_prime"])
    let named = try #require(
      try graded(#""step": "ds", "answer": "ds = -2 0.5", "earlier": {"f_prime": "f'(s) = 1 1/3"}"#).first)
    #expect(named["carried"] as? [String] == ["f_prime"])
    let misnamed = try #require(
      try graded(#""step": "ds", "answer": "-2 0.5", "earlier": {"f_prime": "s = 1 1/3"}"#).first)
    #expect((misnamed["error"] as? String)?.contains("numbers of f_prime belong there") == true, "\(misnamed)")
    // From a wrong 0 everything follows.
    let trivial = try #require(try graded(#""step": "ds", "answer": "-2 0", "earlier": {"f_prime": "1 0"}"#).first)
    #expect(
      trivial["carried"] as? [String] == [] && trivial["rules"] as? [String] == ["F1", "D5"]
        || trivial["rules"] as? [String] == ["D5"])
    let slip = try #require(try graded(#""step": "dx", "answer": "3.1673 -0.3306""#).first)
    #expect(slip["slip"] as? String == "sign")
  }

  /// A derivation gets a verdict a line, and its marks.
  @Test func aSheetIsJudgedLineByLine() throws {
    let run = try ProgramRun(
      "grade", "-",
      input: """
        {"id": "a", "sheet": ["s = Wx", "y = f(s)", "f'(s) = min(1, exp(s))", "dy_k/dx_j = f'(s_k) W_kj", "dy_i/dW_kj = [i=k] f'(s_k) x_j"]}
        {"sheet": ["∂L/∂x_j = Σ_k δy_k f'(s_k) W_kj", "= Σ_k δy_k W_kj", "so it is"], "marks": "loss"}
        {"sheet": "s = Wx"}
        {"sheet": [], "marks": "all"}
        {"sheet": ["s = Wx"], "lesson": "nowhere"}
        {"sheet": ["s = Wx"], "goals": ["Q"]}
        """)
    let objects = try run.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    try #require(objects.count == 6)
    #expect(
      objects[0]["points"] as? Int == 5 && objects[0]["done"] as? [String] == ["J", "P"]
        && objects[0]["id"] as? String == "a")
    let lines = try #require(objects[1]["lines"] as? [[String: Any]])
    #expect(lines.map { $0["true"] as? String } == ["yes", "no", "not a claim"])
    #expect((lines[1]["ids"] as? [String])?.contains("X5") == true && lines[1]["layer"] != nil)
    #expect(objects[1]["done"] as? [String] == ["dx"] && objects[1]["points"] as? Int == 1)
    #expect(objects[2...].allSatisfy { $0["error"] is String }, "\(run.output)")
  }

  @Test func theFeedbackNeverSaysTheValue() throws {
    for answer in ["3.75 -2", "3 1", "9 9", "3.1673 9", "0.3306 3.1673", "1 2 3", "3.1673 -0.3306"] {
      let object = try #require(try graded(#""step": "dx", "answer": "\#(answer)""#).first)
      let feedback = object["feedback"] as? String ?? ""
      #expect(!feedback.isEmpty && !feedback.contains("3.16") && !feedback.contains("0.33"), "\(answer): \(feedback)")
    }
  }

  @Test func aLineThatCannotBeGradedIsSaidAndTheNextIsRead() throws {
    let lines = [
      "no json", "{\(Self.layer), \"step\": \"dx\"}", "{\(Self.layer), \"step\": \"dz\", \"answer\": \"1\"}",
      #"{"layer": {"W": [[1, 2]], "x": [1], "dy": [1]}, "step": "dx", "answer": "1"}"#,
      #"{"step": "dx", "answer": "1 2"}"#,
      "", "{\"id\": \"last\", \(Self.layer), \"step\": \"s\", \"answer\": \"1.25 -1.5\"}",
    ]
    let run = try ProgramRun("grade", input: lines.joined(separator: "\n"))
    let output = run.output.split(separator: "\n")
    #expect(run.status == 0 && output.count == 6)
    #expect(output.dropLast().allSatisfy { $0.contains("\"error\"") })
    #expect(output.last?.hasPrefix(#"{"line": 7, "id": "last", "verdict": "right", "cells": [true, true]"#) == true)
    let missing = try ProgramRun("grade", "/nowhere/at/all.jsonl")
    #expect(missing.status == 1 && missing.errors.contains("No such file"))
  }

  @Test func theOrderIsThatOfTheLinesAndEachStandsForItself() throws {
    let answers = ["3.1673 0.3306", "3 1", "3.75 -2", "W^T dy", "_ 0.33"]
    let one = try answers.map { answer in
      try ProgramRun("grade", input: "{\(Self.layer), \"step\": \"dx\", \"answer\": \"\(answer)\"}\n").output.dropFirst(
        10)
    }
    let many = (0..<400).map { "{\(Self.layer), \"step\": \"dx\", \"answer\": \"\(answers[$0 % 5])\"}" }
    let output = try ProgramRun("grade", input: many.joined(separator: "\n")).output.split(separator: "\n")
    #expect(output.count == 400)
    for (number, line) in output.enumerated() {
      #expect(line.hasPrefix("{\"line\": \(number + 1),"))
      #expect(line.drop { $0 != "," } == one[number % 5].drop { $0 != "," }.dropLast())
    }
  }
}
