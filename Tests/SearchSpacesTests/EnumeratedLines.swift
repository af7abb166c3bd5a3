import Core
import Dispatch
import SearchSpaces
import Synchronization

/// All lines of an enumeration, made by all processors.
struct EnumeratedLines {
  let lines: [ArraySlice<UInt8>]
  let time: Duration

  init(of space: any SearchSpace, under kind: EquivalenceKind?, hashes: Bool) throws {
    let enumeration = try ClassEnumeration(of: space, under: kind, hashes: hashes)
    let pieces = Mutex<[Int: [UInt8]]>([:])
    time = ContinuousClock().measure {
      DispatchQueue.concurrentPerform(iterations: enumeration.pieceCount) { index in
        let lines = enumeration.lines(ofPiece: index)
        pieces.withLock { $0[index] = lines }
      }
    }
    lines = pieces.withLock { pieces in
      (0..<enumeration.pieceCount).flatMap { (pieces[$0] ?? []).split(separator: 0x0A) }
    }
  }
}
