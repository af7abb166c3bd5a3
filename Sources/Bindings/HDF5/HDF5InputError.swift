/// Why a file that nobody vouches for could not be read as HDF5.
public enum HDF5InputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The library found the file wrong, or could not open it.
  case library(HDF5Error)
  /// The file asks for more than it can hold or than is allowed, or for what is never followed.
  ///
  /// `subject` is the file with the path of the object in it, `found` says what is there, `expected` what may be.
  case refused(subject: String, found: String, expected: String)

  public var description: String {
    switch self {
    case .library(let error): error.description
    case .refused(let subject, let found, let expected): "\(subject): \(found); expected \(expected)"
    }
  }
}

/// Runs one call of the library, and turns a negative result into an error.
@discardableResult
func checkedInput<Result: SignedInteger>(
  _ function: String, _ subject: String, _ call: () -> Result
) throws(HDF5InputError) -> Result {
  do throws(HDF5Error) { return try checked(function, subject, call) } catch { throw .library(error) }
}
