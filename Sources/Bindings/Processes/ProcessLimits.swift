public import Bytes
internal import Glibc

/// What this process may use from now on; for a child that is about to read what nobody vouches for.
public struct ProcessLimits: Sendable, Hashable {
  /// Of processor time.
  public var seconds: Int
  /// Bytes of memory that the process may write to.
  public var memory: Int

  public init(seconds: Int, memory: Int) {
    self.seconds = seconds
    self.memory = memory
  }

  /// Limits this process for the rest of its life: processor time, memory, no core file, no file written, and the end
  /// together with its parent. Descriptors beyond standard error are closed.
  /// - Parameter parent: The parent's process id: where that is gone already, this process ends at once.
  /// - Throws: `SystemError` where a limit cannot be set.
  public func apply(parent: Int?) throws(SystemError) {
    closefrom(3)
    try Self.dieWithParent(parent)
    try Self.set(RLIMIT_CORE, 0, "core files")
    try Self.set(RLIMIT_FSIZE, 0, "files")
    try Self.set(RLIMIT_CPU, seconds, "processor time")
    try Self.set(RLIMIT_DATA, memory, "memory")
    // Code, mapped files and reserved addresses come on top of what is written to.
    try Self.set(RLIMIT_AS, memory + 1 << 31, "addresses")
  }

  /// From now on this process opens no further file; those that are open stay so.
  public static func openNothingMore() throws(SystemError) { try set(RLIMIT_NOFILE, 0, "descriptors") }

  private static func dieWithParent(_ parent: Int?) throws(SystemError) {
    // Variadic, which Swift cannot import, hence looked up by name.
    typealias Function = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
    let setDeathSignal: Int32 = 1
    guard let symbol = unsafe dlsym(nil, "prctl"),
      unsafe unsafeBitCast(symbol, to: Function.self)(setDeathSignal, UInt(SIGKILL), 0, 0, 0) == 0
    else { throw .last("prctl", "process") }
    if let parent, getppid() != pid_t(truncatingIfNeeded: parent) { _exit(1) }
  }

  private static func set(_ resource: __rlimit_resource, _ value: Int, _ name: String) throws(SystemError) {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { throw .last("getrlimit", name) }
    // What somebody limited further stays so. One second of grace turns the signal into an end.
    let wanted = min(rlim_t(max(0, value)), limit.rlim_max)
    limit.rlim_cur = wanted
    limit.rlim_max = resource == RLIMIT_CPU ? min(limit.rlim_max, wanted + 1) : wanted
    guard unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { throw .last("setrlimit", name) }
  }
}
