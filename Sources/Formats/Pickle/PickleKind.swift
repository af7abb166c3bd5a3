/// What a value of a pickle is.
public enum PickleKind: UInt8, Sendable {
  case none
  case boolean
  /// A whole number that fits in 64 bits; a numpy scalar of a whole type is one too.
  case integer
  /// A whole number that does not.
  case bigInteger
  /// A double; a numpy scalar of a floating type is one too.
  case double
  /// A complex number of Python or numpy: see `PickleDocument.complex(_:)`.
  case complex
  /// A text; a numpy scalar of text is one too.
  case text
  /// `bytes` or `bytearray`; a numpy scalar of bytes is one too.
  case bytes
  case list
  case tuple
  /// `dict`, `OrderedDict` or `defaultdict`.
  case dictionary
  case set
  case frozenSet
  /// A numpy array: see `PickleDocument.array(_:)`.
  case array
  /// A torch tensor or parameter: see `PickleDocument.tensor(_:)`.
  case tensor
  /// A torch storage that stands by itself.
  case storage
  /// A numpy dtype that stands by itself.
  case dataType
  /// A class or function, named but never looked up.
  case global
  /// What the file wants made by a class or function that is not known: see `PickleDocument.object(_:)`.
  case object

  /// The word for messages, with its article: `an integer`.
  public var description: String {
    switch self {
    case .none: "None"
    case .boolean: "a truth value"
    case .integer: "an integer"
    case .bigInteger: "an integer beyond 64 bits"
    case .double: "a number"
    case .complex: "a complex number"
    case .text: "a text"
    case .bytes: "bytes"
    case .list: "a list"
    case .tuple: "a tuple"
    case .dictionary: "a dictionary"
    case .set: "a set"
    case .frozenSet: "a frozen set"
    case .array: "a numpy array"
    case .tensor: "a tensor"
    case .storage: "a storage"
    case .dataType: "a dtype"
    case .global: "a class or function"
    case .object: "an object"
    }
  }
}
