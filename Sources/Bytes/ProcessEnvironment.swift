internal import Glibc

/// What this process was given.
public enum ProcessEnvironment {
  public static var processID: Int { Int(getpid()) }

  /// The value of an environment variable, nil where it is not set.
  public static func value(of name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
