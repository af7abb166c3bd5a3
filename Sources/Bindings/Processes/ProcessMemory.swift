internal import Glibc

/// How this process treats memory that it no longer needs.
public enum ProcessMemory {
  /// Keeps freed blocks of up to 64 MiB for the next ones, instead of giving each back to the system, which clears it
  /// before it gives it out again. Does nothing where the C library has no such choice.
  public static func keepsFreedBlocks() {
    // Not in the module of the C library, hence looked up by name.
    typealias Function = @convention(c) (Int32, Int32) -> Int32
    guard let symbol = unsafe dlsym(nil, "mallopt") else { return }
    let set = unsafe unsafeBitCast(symbol, to: Function.self)
    let (trimThreshold, mapThreshold): (Int32, Int32) = (-1, -3)
    _ = set(mapThreshold, 64 << 20)
    _ = set(trimThreshold, 256 << 20)
  }
}
