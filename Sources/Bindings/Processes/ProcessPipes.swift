internal import Bytes
internal import Glibc

/// A running child with the reading ends of its two pipes.
struct ProcessPipes {
  private let child: pid_t
  private let output: Int32
  private let errors: Int32
  private var messageBytes: [UInt8] = []
  private static let messageLimit = 1 << 16

  /// The text on standard error; what is not UTF-8 becomes U+FFFD.
  var message: String { String(decoding: messageBytes, as: UTF8.self) }

  init(starting process: ChildProcess) throws(ProcessEnd) {
    let pipes = try Self.pipes()
    defer { for descriptor in [pipes[1], pipes[3]] { close(descriptor) } }
    do throws(ProcessEnd) {
      child = try Self.spawn(process, output: pipes[1], errors: pipes[3])
    } catch {
      for descriptor in [pipes[0], pipes[2]] { close(descriptor) }
      throw error
    }
    output = pipes[0]
    errors = pipes[2]
    // The more fits in, the fewer turns the two processes take; a system that refuses it leaves 64 KiB.
    _ = fcntl(output, Self.setPipeSize, 1 << 20)
  }

  /// `F_SETPIPE_SZ`, which only some headers declare.
  private static let setPipeSize: Int32 = 1031

  /// Reading and writing end for the output, then for the errors, closed in whatever else this process starts.
  private static func pipes() throws(ProcessEnd) -> [Int32] {
    var all: [Int32] = []
    for _ in 0..<2 {
      var pair: [Int32] = [-1, -1]
      guard unsafe pipe(&pair) == 0 else {
        let reason = SystemError.last("pipe", "").message
        for descriptor in all { close(descriptor) }
        throw .notStarted(reason)
      }
      for descriptor in pair { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      all += pair
    }
    return all
  }

  private static func spawn(_ process: ChildProcess, output: Int32, errors: Int32) throws(ProcessEnd) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
    unsafe closeInherited(&actions)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe _ = posix_spawnattr_destroy(&attributes) }
    // Signals that this process blocks or handles are the child's again.
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var child: pid_t = 0
    let arguments = unsafe ([process.executable] + process.arguments).map { unsafe strdup($0) } + [nil]
    let environment = unsafe process.environment.map { unsafe strdup($0) } + [nil]
    defer {
      let texts = unsafe arguments + environment
      for index in unsafe texts.indices { unsafe free(texts[index]) }
    }
    let result = unsafe posix_spawn(&child, process.executable, &actions, &attributes, arguments, environment)
    if result != 0 { throw .notStarted(SystemError.message(result)) }
    return child
  }

  /// Closes whatever a library of this process opened without care; a child that limits itself does so too.
  private static func closeInherited(_ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>) {
    // Not everywhere declared, hence looked up by name.
    typealias Function = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
    guard let symbol = unsafe dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
    _ = unsafe unsafeBitCast(symbol, to: Function.self)(actions, 3)
  }

  /// Reads both pipes to their ends and waits for the child, which is killed where it takes or gives too much, or where
  /// `body` returns false.
  mutating func pump(seconds: Int, limit: Int, _ body: (RawSpan) -> Bool) -> ProcessEnd {
    defer { for descriptor in [output, errors] { close(descriptor) } }
    var remaining = seconds * 1000
    var total = 0
    var isOpen = (output: true, errors: true)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while isOpen.output || isOpen.errors {
      var polled = [
        pollfd(fd: isOpen.output ? output : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOpen.errors ? errors : -1, events: Int16(POLLIN), revents: 0),
      ]
      let before = Self.milliseconds
      let ready = retrying { unsafe poll(&polled, 2, Int32(clamping: max(0, remaining))) }
      remaining -= Self.milliseconds - before
      if ready <= 0 || remaining < 0 {
        kill()
        return .timedOut(seconds: seconds)
      }
      if polled[1].revents != 0 {
        let count = Self.fill(&buffer, from: errors)
        if count <= 0 { isOpen.errors = false }
        messageBytes += buffer[..<max(0, min(count, Self.messageLimit - messageBytes.count))]
      }
      if polled[0].revents != 0 {
        let count = Self.fill(&buffer, from: output)
        if count <= 0 { isOpen.output = false }
        total += max(0, count)
        if total > limit {
          kill()
          return .outputTooLong(bytes: limit)
        }
        if count > 0, !buffer.withBytes({ body($0.extracting(0..<count)) }) {
          kill()
          return .signalled(Int(SIGKILL))
        }
      }
    }
    return reap(remaining, seconds)
  }

  private static func fill(_ buffer: inout [UInt8], from descriptor: Int32) -> Int {
    unsafe buffer.withUnsafeMutableBytes { memory in
      retrying { unsafe read(descriptor, memory.baseAddress, memory.count) }
    }
  }

  private func kill() {
    _ = Glibc.kill(child, SIGKILL)
    var status: Int32 = 0
    _ = retrying { unsafe waitpid(child, &status, 0) }
  }

  /// Waits for a child that has closed its output.
  private func reap(_ milliseconds: Int, _ seconds: Int) -> ProcessEnd {
    var status: Int32 = 0
    let end = Self.milliseconds + max(0, milliseconds)
    while true {
      let result = retrying { unsafe waitpid(child, &status, WNOHANG) }
      if result == child { break }
      if result < 0 { return .exited(-1) }
      if Self.milliseconds > end {
        kill()
        return .timedOut(seconds: seconds)
      }
      usleep(1000)
    }
    let signal = Int(status & 0x7F)
    return signal == 0 ? .exited(Int(status >> 8 & 0xFF)) : .signalled(signal)
  }

  private static var milliseconds: Int {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }
}
