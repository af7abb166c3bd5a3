import Foundation

/// How long each fuzz test goes on, beyond its few rounds: `CELLAR_FUZZ_SECONDS`.
private let fuzzDuration = ProcessInfo.processInfo.environment["CELLAR_FUZZ_SECONDS"].flatMap(Double.init)
  .map { Duration.seconds($0) }

/// Gives damaged copies of `seeds` to `body`, which must come back from each: a trap ends the test process.
///
/// Round n damages seed n modulo their number by a `ByteMutator(seed: n)`. With `CELLAR_FUZZ_SECONDS` the rounds go on
/// for that long, and a line a minute says how far they are.
/// - Returns: The longest that the processor worked on one round.
public func fuzz(_ name: String, seeds: [[UInt8]], rounds: Int = 2000, body: ([UInt8]) -> Void) -> Duration {
  let clock = ContinuousClock()
  let start = clock.now
  var longest = Duration.zero
  var nextReport = Duration.seconds(60)
  var round = 0
  while true {
    if round >= rounds {
      guard let fuzzDuration, clock.now - start < fuzzDuration else { break }
      if clock.now - start > nextReport {
        print("fuzz \(name): \(round) rounds")
        nextReport += .seconds(60)
      }
    }
    var mutator = ByteMutator(seed: UInt64(round))
    let bytes = mutator.damaged(seeds[round % seeds.count])
    longest = max(longest, processorTime { body(bytes) })
    round += 1
  }
  if fuzzDuration != nil { print("fuzz \(name): \(round) rounds in \(clock.now - start), the longest \(longest)") }
  return longest
}
