import Bindings
import Testing

@Suite struct OrderedWorkTests {
  private struct Failed: Error, Equatable { var index: Int }

  @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 7, 1000])
  func piecesArriveInOrderFromAnyNumberOfThreads(_ workers: Int, _ count: Int) {
    var taken: [Int] = []
    OrderedWork.run(
      count: count, workers: workers, into: &taken, scratch: { 0 },
      produce: { index, made in
        made += 1
        return index * 3
      }, consume: { piece, taken in taken.append(piece) })
    #expect(taken == (0..<count).map { $0 * 3 })
  }

  @Test(arguments: [1, 2, 8], [0, 3, 500])
  func theErrorOfAPieceEndsTheWorkInOrder(_ workers: Int, _ bad: Int) {
    var taken: [Int] = []
    let error = #expect(throws: Failed.self) {
      try OrderedWork.run(
        count: 100_000, workers: workers, into: &taken, scratch: { 0 },
        produce: { (index: Int, _: inout Int) throws(Failed) -> Int in
          if index == bad { throw Failed(index: index) }
          return index
        }, consume: { (piece: Int, taken: inout [Int]) throws(Failed) in taken.append(piece) })
    }
    #expect(error == Failed(index: bad))
    #expect(taken == Array(0..<taken.count))
    #expect(taken.count <= bad)
  }

  @Test(arguments: [1, 2, 8])
  func theErrorOfTheSinkEndsTheWork(_ workers: Int) {
    var taken = 0
    #expect(throws: Failed(index: 10)) {
      try OrderedWork.run(
        count: 100_000, workers: workers, into: &taken, scratch: { 0 },
        produce: { (index: Int, _: inout Int) throws(Failed) -> Int in index },
        consume: { (piece: Int, taken: inout Int) throws(Failed) in
          if piece == 10 { throw Failed(index: piece) }
          taken += 1
        })
    }
    #expect(taken == 10)
  }
}
