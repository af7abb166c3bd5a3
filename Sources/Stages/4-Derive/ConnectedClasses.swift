import Core

/// The classes of the architectures of a space, by which spread is measured: of one network where the space defines
/// such, else isomorphic ones. Disconnected cells have none.
struct ConnectedClasses: Sendable {
  let kind: EquivalenceKind
  /// By place of the architecture: the number of its class, in bytewise order of the classes' ids.
  let numbers: [Int?]
  let count: Int

  /// - Complexity: O(n log n).
  init(of architectures: [ReleasedArchitecture]) {
    let kind: EquivalenceKind =
      architectures.first?.description.classID(.sameNetwork) == nil ? .isomorphic : .sameNetwork
    let ids = architectures.indices.map { place in
      architectures[place].description.isDisconnected ? nil : architectures[place].description.classID(kind)
    }
    let sorted = Set(ids.compactMap { $0 }).sorted { $0.precedesBytewise($1) }
    let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    self.kind = kind
    numbers = ids.map { id in id.flatMap { places[$0] } }
    count = sorted.count
  }
}
