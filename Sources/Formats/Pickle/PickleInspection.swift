/// What stands in a pickle or torch file, found without interpreting it.
///
/// Opcodes are counted as they follow each other; what they would make is not known.
public struct PickleInspection: Sendable {
  public internal(set) var container: PickleContainer = .bare
  /// The size of the file in bytes.
  public internal(set) var fileSize = 0
  /// The size of the pickle, or of all pickles of a stream, in bytes.
  public internal(set) var pickleSize = 0
  /// The number of pickles that follow each other: 1, or 5 in a stream of torch before 1.6.
  public internal(set) var pickleCount = 0
  /// The highest protocol that is named, 0 if none is.
  public internal(set) var protocolNumber = 0
  /// How often each opcode stands in the file, the most frequent first.
  public internal(set) var opcodes: [(opcode: PickleOpcode, count: Int)] = []
  /// The classes and functions named, in order of first appearance; the first `maximumGlobals` of them.
  public internal(set) var globals: [PickleGlobalUse] = []
  /// Whether a name could not be found out: STACK_GLOBAL takes its texts from the stack.
  public internal(set) var hasUnknownGlobals = false
  /// The members of a torch archive, in the order of its directory.
  public internal(set) var members: [ZipMember] = []
  /// The number of persistent ids, which stand for torch storages.
  public internal(set) var persistentCount = 0
  /// The number of bytes behind the last pickle: storages of a stream, or what should not be there.
  public internal(set) var trailingSize = 0
  /// What a scan stumbled over; what was counted before it stands.
  public internal(set) var problem: PickleError?

  /// The most globals that are listed.
  public static let maximumGlobals = 4096

  /// How protocols 0 and 1, which state no protocol, begin a dictionary or list.
  private static let oldBeginnings = [
    "(dp0\n", "(dp1\n", "(lp0\n", "(lp1\n", "}q\0", "}q\u{1}", "]q\0", "]q\u{1}", "ccollections\nOrderedDict\n",
  ]

  /// Whether a file that begins with `head` is likely a pickle: it states a protocol, or holds a dictionary or list.
  public static func isBeginning(_ head: [UInt8]) -> Bool {
    if head.count >= 2, head[0] == 0x80, head[1] <= 5 { return true }
    return oldBeginnings.contains { head.starts(with: $0.utf8) }
  }
}
