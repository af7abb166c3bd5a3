import Core
import Dispatch
import Synchronization

/// The architectures of a collection that differ in one operation, computed where somebody asks.
struct NeighbourTable: Sendable {
  private let collection: RunCollection
  private let table: [[Int32]]

  /// - Complexity: O(architectures · neighbours) in parallel.
  init(_ collection: RunCollection) {
    self.collection = collection
    let piece = 256
    let count = collection.entries.count
    let numbers = Self.numbers(collection)
    let parts = Mutex<[[[Int32]]]>(Array(repeating: [], count: (count + piece - 1) / piece))
    DispatchQueue.concurrentPerform(iterations: (count + piece - 1) / piece) { index in
      let part = (index * piece..<min(count, (index + 1) * piece)).map { architecture -> [Int32] in
        guard let entry = collection.entries[architecture] else { return [] }
        let space = collection.plan.spaces[entry.space]
        let texts: [String] = space.neighbours(of: entry.description.encoding)
        return texts.compactMap { numbers[entry.space][$0] }
      }
      parts.withLock { $0[index] = part }
    }
    table = parts.withLock { $0.flatMap { $0 } }
  }

  private static func numbers(_ collection: RunCollection) -> [[String: Int32]] {
    var numbers = collection.plan.spaces.map { _ in [String: Int32]() }
    for (number, entry) in collection.entries.enumerated() {
      if let entry { numbers[entry.space][entry.description.encoding] = Int32(number) }
    }
    return numbers
  }

  /// The neighbours of an architecture, by number.
  func neighbours(of architecture: Int32) -> [Int32] { table[Int(architecture)] }

  /// The number of architectures.
  var count: Int { table.count }

  /// Whether an architecture is disconnected: it says nothing of its neighbours.
  func isDisconnected(_ architecture: Int32) -> Bool {
    collection.entries[Int(architecture)]?.description.isDisconnected ?? false
  }
}
