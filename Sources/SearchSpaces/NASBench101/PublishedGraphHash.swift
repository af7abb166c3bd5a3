public import Bytes

/// The hash by which NAS-Bench-101 tells graphs apart, for graphs of any size with any labels.
///
/// Byte for byte `hash_module` of the authors' `graph_util.py`: from texts of degrees and label on, each vertex takes in
/// the hashes of its neighbours as many times as there are vertices. Not injective: there are graphs of ten vertices
/// that it cannot tell apart.
public enum PublishedGraphHash {
  /// - Parameters:
  ///   - rows: a square adjacency matrix, row = source, any entry but 0 being one edge; pruned or not.
  ///   - labels: one for each vertex; the authors' are -1 input, 0 conv3x3, 1 conv1x1, 2 maxpool3x3, -2 output.
  /// - Complexity: O(vertices³) digests.
  public static func digest(rows: [[UInt8]], labels: [Int]) -> MD5Digest {
    let vertices = labels.indices
    precondition(rows.count == labels.count && rows.allSatisfy { $0.count == labels.count }, "a square matrix")
    let targets = vertices.map { row in vertices.filter { rows[row][$0] != 0 } }
    let sources = vertices.map { column in vertices.filter { rows[$0][column] != 0 } }
    var hashes = vertices.map { digest("(\(targets[$0].count), \(sources[$0].count), \(labels[$0]))") }
    for _ in vertices {
      let previous = hashes
      hashes = vertices.map { vertex in
        let incoming = sources[vertex].map { previous[$0] }.sorted()
        let outgoing = targets[vertex].map { previous[$0] }.sorted()
        return digest("\(text(incoming))|\(text(outgoing))|\(previous[vertex])")
      }
    }
    return digest("[\(hashes.sorted().map { "'\($0)'" }.joined(separator: ", "))]")
  }

  private static func text(_ digests: [MD5Digest]) -> String { digests.map(\.description).joined() }

  private static func digest(_ text: String) -> MD5Digest { text.withBytes { MD5.digest(of: $0) } }
}
