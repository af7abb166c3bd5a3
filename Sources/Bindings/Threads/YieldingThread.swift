internal import Glibc

/// A thread that gives way to others: while the processors are busy it has a third of the share of a usual one,
/// otherwise as much as there is.
public enum YieldingThread {
  /// Runs `body` on a new thread; where none is to be had, at once.
  public static func run(_ body: @escaping @Sendable () -> Void) {
    let work = Work(body)
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(work)
    let error = unsafe pthread_create(
      &thread, nil,
      { context in
        // Linux takes 0 for the calling thread alone. Where it refuses, the thread merely does not give way.
        let which = __priority_which_t(PRIO_PROCESS.rawValue)
        _ = setpriority(which, 0, min(19, getpriority(which, 0) + 5))
        if let context = unsafe context { unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, context.toOpaque())
    if error == 0 {
      pthread_detach(thread)
    } else {
      unsafe context.release()
      body()
    }
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
