import Synchronization

/// What the threads of a build tell about their progress, and how they learn that they should stop.
public final class BuildMonitor: Sendable {
  /// A step of the build, in the words that the progress line uses.
  public enum Phase: Int, Sendable, CaseIterable {
    case listing, reading, deriving, writing, verifying, done
  }

  private let phaseNumber = Atomic<Int>(0)
  private let completedUnits = Atomic<Int>(0)
  private let totalUnits = Atomic<Int>(0)
  private let completedBytes = Atomic<Int>(0)
  private let interrupted = Atomic<Bool>(false)

  public init() {}

  public var phase: Phase { Phase(rawValue: phaseNumber.load(ordering: .relaxed)) ?? .done }
  /// Units of the phase that are done, of how many, and the bytes read for them.
  public var completed: Int { completedUnits.load(ordering: .relaxed) }
  public var total: Int { totalUnits.load(ordering: .relaxed) }
  public var bytes: Int { completedBytes.load(ordering: .relaxed) }
  /// Whether the user asked to stop; checked between units.
  public var isInterrupted: Bool { interrupted.load(ordering: .relaxed) }

  public func begin(_ phase: Phase, units: Int = 0) {
    completedUnits.store(0, ordering: .relaxed)
    completedBytes.store(0, ordering: .relaxed)
    totalUnits.store(units, ordering: .relaxed)
    phaseNumber.store(phase.rawValue, ordering: .relaxed)
  }

  public func advance(units: Int = 1, bytes: Int = 0) {
    completedUnits.add(units, ordering: .relaxed)
    completedBytes.add(bytes, ordering: .relaxed)
  }

  /// Asks every thread to stop at the next unit. Safe to call from a signal source.
  public func interrupt() { interrupted.store(true, ordering: .relaxed) }

  /// Throws once the user asked to stop.
  public func checkInterruption() throws(Interruption) {
    if isInterrupted { throw Interruption() }
  }
}

/// The user stopped the build.
public struct Interruption: Error, Sendable {
  public init() {}
}
