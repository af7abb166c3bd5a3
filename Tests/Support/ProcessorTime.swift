import Foundation

/// How long the processor worked on `body` in the calling thread. Unlike time on the wall it does not grow when other
/// tests keep the processors busy, so a bound on it holds on every machine.
public func processorTime(_ body: () throws -> Void) rethrows -> Duration {
  let start = threadTime()
  try body()
  return threadTime() - start
}

private func threadTime() -> Duration {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
