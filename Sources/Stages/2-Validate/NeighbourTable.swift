import Core

/// The architectures of a collection that differ in one operation.
struct NeighbourTable: Sendable {
  private let table: [[Int32]]
  private let isCut: [Bool]

  /// - Complexity: O(architectures · neighbours).
  init(_ collection: RunCollection) {
    var table = [[Int32]](repeating: [], count: collection.entries.count)
    for (number, space) in collection.plan.spaces.enumerated() {
      let members = collection.entries.indices.filter { collection.entries[$0]?.space == number }
      let encodings = members.compactMap { collection.entries[$0]?.description.encoding }
      for (member, neighbours) in zip(members, space.neighbours(among: encodings)) {
        table[member] = neighbours.map { Int32(members[Int($0)]) }
      }
    }
    self.table = table
    isCut = collection.entries.map { $0?.description.isDisconnected ?? false }
  }

  /// The neighbours of an architecture, by number.
  func neighbours(of architecture: Int32) -> [Int32] { table[Int(architecture)] }

  /// The number of architectures.
  var count: Int { table.count }

  /// Whether an architecture is disconnected: it says nothing of its neighbours.
  func isDisconnected(_ architecture: Int32) -> Bool { isCut[Int(architecture)] }
}
