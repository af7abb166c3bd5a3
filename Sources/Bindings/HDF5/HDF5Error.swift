internal import CHDF5

/// A call of the HDF5 library that failed, with what the library noted about it.
public struct HDF5Error: Error, Sendable, Hashable, CustomStringConvertible {
  /// The C function: `H5Dwrite_chunk`.
  public var function: String
  /// The file, group or dataset that it was called for.
  public var subject: String
  /// The error stack, innermost cause first, joined by `; `.
  public var message: String

  public var description: String { "\(subject): \(function) failed: \(message)" }

  /// The error of the call that just failed on this thread.
  static func last(_ function: String, _ subject: String) -> HDF5Error {
    var lines: [String] = []
    unsafe withUnsafeMutablePointer(to: &lines) { pointer in
      // Downward ends at the function that was called; upward begins with the cause.
      _ = unsafe H5Ewalk2(
        cellar_h5e_default(), H5E_WALK_UPWARD,
        { _, entry, context in
          guard let entry = unsafe entry?.pointee, let context = unsafe context else { return 0 }
          let name = unsafe entry.func_name.map { unsafe String(cString: $0) } ?? "?"
          let text = unsafe entry.desc.map { unsafe String(cString: $0) } ?? "?"
          let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
          unsafe context.assumingMemoryBound(to: [String].self).pointee.append("\(name): \(line)")
          return 0
        }, pointer)
    }
    return HDF5Error(
      function: function, subject: subject, message: lines.isEmpty ? "no reason given" : lines.joined(separator: "; "))
  }
}

/// Runs one call of the library, and turns a negative result into an error.
///
/// The printing of error stacks is a setting of each thread, so it is switched off before every call.
@discardableResult
func checked<Result: SignedInteger>(
  _ function: String, _ subject: String, _ call: () -> Result
) throws(HDF5Error) -> Result {
  _ = H5Eset_auto2(cellar_h5e_default(), nil, nil)
  let result = call()
  if result < 0 { throw HDF5Error.last(function, subject) }
  return result
}
