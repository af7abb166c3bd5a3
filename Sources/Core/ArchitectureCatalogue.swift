import Synchronization

/// The architectures met in a build, each parsed and costed once.
///
/// Shared by all threads; a lookup takes a lock for the time of one dictionary access.
public final class ArchitectureCatalogue: Sendable {
  /// In the order of the pipeline.
  public let spaces: [any SearchSpace]
  private let known = Mutex<[String: Entry]>([:])
  private let encodersByParams = Mutex<[Int: [String]]?>(nil)
  private let isReady = Atomic<Bool>(false)

  /// An architecture and the place of its space in the pipeline.
  ///
  /// An object, so that threads share it without copying its many parts.
  public final class Entry: Sendable {
    public let space: Int
    public let description: ArchitectureDescription
    /// Trainable parameters of the primary cost, nil without one.
    public let params: Int?

    init(space: Int, description: ArchitectureDescription) {
      self.space = space
      self.description = description
      params = description.primaryCost?.params
    }
  }

  public init(spaces: [any SearchSpace]) { self.spaces = spaces }

  /// The architecture that `encoding` denotes in the first space that accepts it.
  /// - Throws: the error of the space that got furthest into the text.
  public func entry(for encoding: String) throws(EncodingError) -> Entry {
    if let entry = known.withLock({ $0[encoding] }) { return entry }
    var deepest = EncodingError(.malformed(found: "'\(encoding)'", expected: "an encoding of a space of the pipeline"))
    for (index, space) in spaces.enumerated() {
      do throws(EncodingError) {
        let entry = Entry(space: index, description: try space.describe(encoding))
        known.withLock { $0[encoding] = entry }
        return entry
      } catch {
        if (error.offset ?? 0) > (deepest.offset ?? -1) { deepest = error }
      }
    }
    throw deepest
  }

  /// Describes every architecture of the spaces, for a thread that has nothing else to do while an input is read; ends
  /// early at `endDescribing`. Spaces with more than `limit` architectures are left out.
  public func describeAll(limit: Int) {
    for space in spaces where (Int(space.size) ?? .max) <= limit { describeAll(of: space) }
  }

  /// Ends `describeAll` on another thread, even before it began.
  public func endDescribing() { isReady.store(true, ordering: .relaxed) }

  private func describeAll<Space: SearchSpace>(of space: Space) {
    guard let cells = space.enumerate() else { return }
    for cell in cells {
      guard !isReady.load(ordering: .relaxed) else { return }
      _ = try? entry(for: space.encode(cell))
    }
  }

  /// Architectures whose encoder has `params` trainable parameters as built, smallest encodings first, at most `limit`.
  /// - Complexity: the first call describes every architecture of the enumerable spaces.
  public func architectures(withParams params: Int, limit: Int) -> [String] {
    let encodings = encodersByParams.withLock { index in
      if index == nil { index = Self.indexByParams(spaces) }
      return index?[params] ?? []
    }
    return Array(encodings.prefix(limit))
  }

  private static func indexByParams(_ spaces: [any SearchSpace]) -> [Int: [String]] {
    var index: [Int: [String]] = [:]
    for space in spaces { addParams(of: space, to: &index) }
    return index
  }

  private static func addParams<Space: SearchSpace>(of space: Space, to index: inout [Int: [String]]) {
    guard let cells = space.enumerate() else { return }
    for cell in cells {
      guard let cost = space.costs(of: cell).first else { continue }
      index[cost.params, default: []].append(space.encode(cell))
    }
  }
}
