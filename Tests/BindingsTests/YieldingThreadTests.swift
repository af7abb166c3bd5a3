import Bindings
import Glibc
import Testing

@Suite struct YieldingThreadTests {
  @Test func itsThreadAloneGivesWay() async {
    let before = niceness()
    let inside = await withCheckedContinuation { continuation in
      YieldingThread.run { continuation.resume(returning: niceness()) }
    }
    #expect(inside == min(19, before + 5))
    #expect(niceness() == before)
  }
}

/// That of the calling thread, from -20 to 19: the lower, the more of a processor.
private func niceness() -> Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
