import Core
import Testing

@testable import SearchSpaces

@Suite struct NASBench101FaultTests {
  private let space = NASBench101()
  private static let grammar = #"{"matrix":[[0,1],[0,0]],"ops":["input","output"]}"#

  @Test(arguments: [
    (
      "",
      "malformed encoding at byte 0: found an empty text; expected a JSON object, as in \(grammar)"
    ),
    (
      "64-41414",
      "malformed encoding at byte 0: found '6'; expected a JSON object, as in \(grammar)"
    ),
    (
      "[1,2,3]",
      "malformed encoding at byte 0: found an array as the whole; expected \(grammar) or [matrix,labels]"
    ),
    (
      "\"matrix\"",
      "malformed encoding at byte 0: found '\"'; expected a JSON object, as in \(grammar)"
    ),
    (
      #"{"matrix":[[0,1],[0,0]]"#,
      "malformed encoding at byte 23: found the end of the text; expected more: the document ends here, as in \(grammar)"
    ),
    (
      #"{"matrix":[[0,1],[0,0]]}"#,
      "malformed encoding at byte 0: found an object without 'ops'; expected \(grammar)"
    ),
    (
      #"{"ops":["input","output"]}"#,
      "malformed encoding at byte 0: found an object without 'matrix'; expected \(grammar)"
    ),
    (
      #"{"matrix":[[0,1],[0,0]],"ops":["input","output"],"hash":1}"#,
      "malformed encoding at byte 49: found the key 'hash'; expected the keys 'matrix' and 'ops'"
    ),
    (
      #"{"matrix":[[0,1],[0,0]],"ops":["input","output"],"ops":[]}"#,
      "malformed encoding at byte 49: found a second 'ops'; expected each key once"
    ),
    (
      #"{"matrix":7,"ops":["input","output"]}"#,
      "malformed encoding at byte 10: found 7; expected a matrix: an array of rows"
    ),
    (
      #"{"matrix":["01","00"],"ops":["input","output"]}"#,
      "malformed encoding at byte 11: found '01'; expected a row of the matrix: an array of 0 and 1"
    ),
    (
      #"{"matrix":[[0,2],[0,0]],"ops":["input","output"]}"#,
      "unknown symbol at byte 14: found 2; expected 0 or 1"
    ),
    (
      #"{"matrix":[[0,true],[0,0]],"ops":["input","output"]}"#,
      "unknown symbol at byte 14: found true; expected 0 or 1"
    ),
    (
      #"{"matrix":[[0,1],[0,0]],"ops":["input",2]}"#,
      "malformed encoding at byte 39: found 2; expected an operation in quotes"
    ),
    (
      #"{"matrix":[[0,1],[0]],"ops":["input","output"]}"#,
      "malformed encoding at byte 17: found 1 entries in row 1; expected 2, as many as there are rows: a square matrix"
    ),
    (
      #"{"matrix":[[0,1],[0,0]],"ops":["input","maxpool3x3","output"]}"#,
      "malformed encoding at byte 30: found 3 operations; expected 2, one for each vertex"
    ),
    (
      #"{"matrix":[[0,1],[1,0]],"ops":["input","output"]}"#,
      "malformed encoding at byte 18: found an edge from vertex 1 back to 0; expected a strictly upper-triangular matrix: edges from a lower to a higher vertex"
    ),
    (
      #"{"matrix":[[0,1],[0,1]],"ops":["input","output"]}"#,
      "malformed encoding at byte 20: found an edge from vertex 1 to itself; expected a strictly upper-triangular matrix: edges from a lower to a higher vertex"
    ),
    (
      #"{"matrix":[[0,0],[0,0]],"ops":["input","output"]}"#,
      "outside the space at byte 10: found a disconnected cell; expected a path from vertex 0, the input, to vertex 1, the output"
    ),
    (
      #"{"matrix":[[0]],"ops":["input"]}"#,
      "outside the space at byte 10: found a disconnected cell; expected a path from vertex 0, the input, to vertex 1, the output"
    ),
    (
      #"{"matrix":[],"ops":[]}"#,
      "outside the space at byte 10: found a disconnected cell; expected a path from vertex 0, the input, to vertex 1, the output"
    ),
    (
      #"{"matrix":[[0,1],[0,0]],"ops":["output","output"]}"#,
      "unknown symbol at byte 31: found 'output'; expected 'input' at the first vertex"
    ),
    (
      #"{"matrix":[[0,1],[0,0]],"ops":["input","Output"]}"#,
      "unknown symbol at byte 39: found 'Output'; expected 'output' at the last vertex"
    ),
    (
      #"{"matrix":[[0,1,0],[0,0,1],[0,0,0]],"ops":["input","conv5x5-bn-relu","output"]}"#,
      "unknown symbol at byte 51: found 'conv5x5-bn-relu'; expected one of 'conv1x1-bn-relu', 'conv3x3-bn-relu', 'maxpool3x3'"
    ),
    (
      "[[[0,1,0],[0,0,1],[0,0,0]],[-1,3,-2]]",
      "unknown symbol at byte 31: found 3; expected -1 input, 0 conv3x3, 1 conv1x1, 2 maxpool3x3 or -2 output"
    ),
    (
      "(0, 1, 0, 0, 0",
      "malformed encoding at byte 14: found the end of the text; expected ',' or ')', as in (0, 1, 0, 0, 0, 1): a matrix row by row, then operations"
    ),
    (
      "(0, 1, 0, 0, 0, 1",
      "malformed encoding at byte 17: found the end of the text; expected ',' or ')', as in (0, 1, 0, 0, 0, 1): a matrix row by row, then operations"
    ),
    (
      "(0, 1, 0, 0, 0, 1) ;",
      "malformed encoding at byte 19: found ';'; expected the end of the text, as in (0, 1, 0, 0, 0, 1): a matrix row by row, then operations"
    ),
    (
      "(0, 12, 0, 0, 0, 1)",
      "malformed encoding at byte 5: found '2'; expected ',' or ')', as in (0, 1, 0, 0, 0, 1): a matrix row by row, then operations"
    ),
    (
      "(0, 2, 0, 0, 0, 1)",
      "unknown symbol at byte 4: found 2; expected 0 or 1"
    ),
    (
      "(0, 1, 0, 0, 5, 1)",
      "unknown symbol at byte 13: found 5; expected 0 input, 1 output, 2 maxpool3x3, 3 conv1x1-bn-relu or 4 conv3x3-bn-relu"
    ),
    (
      "(0, 1, 0, 0, 1)",
      "malformed encoding at byte 0: found 5 numbers; expected n * n + n: a matrix and n operations, such as 56 for 7 vertices"
    ),
    (
      "(0, 0, 0, 0, 0, 1)",
      "outside the space at byte 0: found a disconnected cell; expected a path from vertex 0, the input, to vertex 1, the output"
    ),
    (
      "()",
      "malformed encoding at byte 1: found ')'; expected a digit, as in (0, 1, 0, 0, 0, 1): a matrix row by row, then operations"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }

  /// A chain of eight vertices; and seven vertices with ten edges.
  @Test func cellsThatAreTooLargeNameTheFirstPartTooMany() throws {
    func text(_ edges: Set<[Int]>, _ count: Int) -> String {
      let rows = (0..<count).map { row in (0..<count).map { edges.contains([row, $0]) ? 1 : 0 } }
      let operations = ["input"] + [String](repeating: "maxpool3x3", count: count - 2) + ["output"]
      return #"{"matrix":\#(rows),"ops":\#(operations)}"#.replacing(" ", with: "")
    }
    let chain = #expect(throws: EncodingError.self) {
      try space.parse(text(Set((0..<7).map { [$0, $0 + 1] }), 8))
    }
    #expect(chain?.description == "outside the space at byte 137: found 8 vertices after pruning; expected at most 7")
    let dense = #expect(throws: EncodingError.self) {
      try space.parse(text(Set((0..<6).map { [$0, $0 + 1] } + [[0, 2], [0, 3], [0, 4], [0, 5]]), 7))
    }
    #expect(dense?.description == "outside the space at byte 104: found 10 edges after pruning; expected at most 9")
  }

  /// Faults are looked for in the order of the authors' code.
  @Test func ofSeveralFaultsTheFirstIsNamed() {
    func code(_ rows: [[UInt8]], _ operations: [String]) -> String? {
      do throws(NASBench101Fault) {
        _ = try NASBench101Specification(rows: rows, operations: operations).validated()
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code([[1], [1]], []) == "not_square")
    #expect(code([[1, 1], [1, 1]], ["a"]) == "wrong_operation_count")
    #expect(code([[0, 0], [1, 0]], ["a", "b"]) == "not_upper_triangular")
    #expect(code([[0, 0], [0, 0]], ["a", "b"]) == "disconnected")
    let complete: [[UInt8]] = (0..<8).map { row in (0..<8).map { row < $0 ? 1 : 0 } }
    #expect(code(complete, [String](repeating: "a", count: 8)) == "too_many_vertices_after_pruning")
    #expect(
      code(complete.dropLast().map { Array($0.dropLast()) }, [String](repeating: "a", count: 7))
        == "too_many_edges_after_pruning")
    let chain: [[UInt8]] = [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    #expect(code(chain, ["a", "b", "c"]) == "wrong_input")
    #expect(code(chain, ["input", "b", "c"]) == "wrong_output")
    #expect(code(chain, ["input", "b", "output"]) == "unknown_operation")
    #expect(code(chain, ["input", "maxpool3x3", "output"]) == nil)
  }
}
