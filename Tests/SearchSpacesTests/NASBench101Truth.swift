import Foundation
import TestSupport

/// Rows of the truth files on NAS-Bench-101, which came from the authors' code.
enum NASBench101Truth {
  /// The objects of a file of JSON lines under `sharedDirectory`, or its only object.
  static func rows<Row: Decodable>(_ path: String, as type: Row.Type) throws -> [Row] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let lines = try sharedLines(path)
    guard path.hasSuffix(".jsonl") else { return [try decoder.decode(type, from: Data(lines.joined().utf8))] }
    return try lines.map { try decoder.decode(type, from: Data($0.utf8)) }
  }

  /// `nas-bench-101.jsonl`: specifications, valid or not.
  struct Specification: Decodable {
    var matrix: [[UInt8]]
    var ops: [String]
    var valid: Bool
    var reason: String?
    var prunedMatrix: [[UInt8]]?
    var prunedOps: [String]?
    var hash: String?
    var params: Int?
    var paramsInstantiated: Int?
    var macsConvLinear: Int?
    var paramCountsOverIsomorphicOrderings: [Int]?
  }

  /// `nas-bench-101-hashes.jsonl`: any labelled graphs, not pruned.
  struct LabelledGraph: Decodable {
    var matrix: [[UInt8]]
    var labels: [Int]
    var hash: String
  }

  /// `nas-bench-101-upto5.jsonl`: classes of up to five vertices.
  struct SmallClass: Decodable {
    var vertices: Int
    /// Bit x + y (y - 1) / 2 is the edge from x to y.
    var bits: Int
    var labels: [Int]
    var hash: String
    var params: Int
    var macsConvLinear: Int
    var paramsAllOrderings: [Int]

    var matrix: [[UInt8]] {
      var rows = [[UInt8]](repeating: [UInt8](repeating: 0, count: vertices), count: vertices)
      for target in 1..<vertices {
        for source in 0..<target {
          let bit = source + target * (target - 1) / 2
          rows[source][target] = UInt8(bits >> bit & 1)
        }
      }
      return rows
    }
  }

  /// `nas-bench-101-enumeration.json`: numbers of classes.
  struct Enumeration: Decodable {
    struct Cumulative: Decodable {
      var uniqueCum: Int
      var totalLabeledCum: Int
    }
    var cumulative: [String: Cumulative]
    var uniqueByVertices: [String: Int]
    var uniqueByEdges: [String: Int]
  }

  /// `nas-bench-101-published.json`, and a module of `data/nas-bench-101/expected.json`.
  struct Published: Decodable {
    var matrix: [[UInt8]]?
    var adjacency: [[UInt8]]?
    var ops: [String]?
    var operations: [String]?
    var trainableParameters: Int
    var hash: String?
  }

  struct ExpectedModules: Decodable {
    var modules: [String: Published]
  }
}
