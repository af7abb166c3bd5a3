import Bindings
import Synchronization
import Testing

struct WorkAheadTests {
  @Test(arguments: [true, false]) func resultsComeInOrder(_ isAhead: Bool) {
    var squares = WorkAhead(count: 100, isAhead: isAhead) { $0 * $0 }
    for number in 0..<100 { #expect(squares.next() == number * number) }
  }

  @Test func atMostOneResultIsMadeAhead() {
    let begun = Mutex(0)
    var results = WorkAhead(count: 10, isAhead: true) { number in
      begun.withLock { $0 = max($0, number + 1) }
      return number
    }
    for number in 0..<10 {
      #expect(results.next() == number)
      // The one that was taken, and the one behind it.
      #expect(begun.withLock { $0 } <= number + 2)
    }
  }

  @Test func nothingIsMadeBeforeItIsAskedForWhereNoThreadIsToSpare() {
    let begun = Mutex(0)
    var results = WorkAhead(count: 2, isAhead: false) { number in
      begun.withLock { $0 += 1 }
      return number
    }
    #expect(begun.withLock { $0 } == 0)
    #expect(results.next() == 0)
    #expect(begun.withLock { $0 } == 1)
  }

  @Test func noResultIsMadeOfNothing() { _ = WorkAhead(count: 0, isAhead: true) { _ in Issue.record("no number") } }
}
