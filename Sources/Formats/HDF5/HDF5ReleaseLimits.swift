/// What a child process may use to read a file of some size.
///
/// A small file has no excuse: 3 s of processor time and 192 MiB. A file of 400 MB gets 200 s and 1 GiB, of which it
/// needs a few.
struct HDF5ReleaseLimits {
  /// Bytes of the file.
  let size: Int

  private var mebibytes: Int { size >> 20 }
  /// Of processor time.
  var seconds: Int { min(3600, 3 + mebibytes / 2) }
  /// Of waiting for the child: one that is busy is ended by its processor time, which on a machine with too much to do
  /// takes a while to come together.
  var wallSeconds: Int { 20 + 4 * seconds }
  /// Bytes of memory to write to.
  var memory: Int { min(4 << 30, 192 << 20 + 2 * min(size, 4 << 30)) }
  /// Bytes of output: deflate cannot expand any further.
  var outputBytes: Int { 16 << 20 + 1100 * min(size, 1 << 40) }
}
