import Bytes
import Core
import Formats
import SearchSpaces

/// The cells of a file: each is parsed and hashed once, however many runs it has.
struct NASBench101CellTable {
  /// A cell as records give it.
  struct Cell {
    /// In the order of their first records.
    let number: Int
    /// The matrix and operations as the record has them, as text that the space parses.
    let encoding: String
    /// Nil where they are no cell of the space.
    let hash: MD5Digest?

    /// The hash of the cell where it is not the one that a record states.
    func hash(insteadOf stated: MD5Digest) -> MD5Digest? { hash == stated ? nil : hash }
  }

  /// A cell with an epoch budget; its runs are repeats of each other.
  struct Experiment: Hashable {
    let cell: Int
    let epochs: Int
  }

  private struct Key: Hashable {
    let adjacency: [UInt8]
    let operations: [NASBench101Record.Operation]
  }

  private let space = NASBench101()
  private var hasher = NASBench101Hasher()
  private var cells: [Key: Cell] = [:]

  mutating func cell(of adjacency: [UInt8], _ operations: [NASBench101Record.Operation]) -> Cell {
    let key = Key(adjacency: adjacency, operations: operations)
    if let cell = cells[key] { return cell }
    let rows = operations.indices.map { row in
      "[" + operations.indices.map { "\(adjacency[row * operations.count + $0])" }.joined(separator: ",") + "]"
    }
    let labels = operations.map { "\"\($0.label)\"" }
    let encoding = "{\"matrix\":[\(rows.joined(separator: ","))],\"ops\":[\(labels.joined(separator: ","))]}"
    let parsed = try? space.parse(encoding)
    let hash = parsed.map { hasher.hash(of: $0) }
    let cell = Cell(number: cells.count, encoding: parsed.map { space.encode($0) } ?? encoding, hash: hash)
    cells[key] = cell
    return cell
  }
}
