/// The globals that a pickle may name, each by its exact module and name; what they make is made here, of plain data.
///
/// Nothing is allowed by prefix: `torch.serialization` alone reaches `os.system`.
enum PickleGlobal: UInt8, Sendable, CaseIterable {
  case orderedDictionary
  case defaultDictionary
  case set
  case frozenSet
  case bytes
  case byteArray
  case list
  case dictionary
  case tuple
  case integer
  case float
  case text
  case boolean
  case complex
  case encode
  case numpyDataType
  case numpyArray
  case numpyReconstruct
  case numpyScalar
  case numpyFromBuffer
  case torchTensor
  case torchTensorOfVersion1
  case torchParameter
  case torchSize
  case doubleStorage, floatStorage, halfStorage, bfloat16Storage
  case longStorage, intStorage, shortStorage, charStorage, byteStorage, boolStorage
  case complexFloatStorage, complexDoubleStorage, untypedStorage

  /// The global of a module and name, nil if it is not allowed.
  init?(module: String, name: String) {
    switch (module, name) {
    case ("collections", "OrderedDict"): self = .orderedDictionary
    case ("collections", "defaultdict"): self = .defaultDictionary
    case ("_codecs", "encode"): self = .encode
    case ("builtins", _), ("__builtin__", _):
      guard let global = Self.builtins[name] else { return nil }
      self = global
    case ("numpy", "dtype"): self = .numpyDataType
    case ("numpy", "ndarray"): self = .numpyArray
    case ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"):
      self = .numpyReconstruct
    case ("numpy.core.multiarray", "scalar"), ("numpy._core.multiarray", "scalar"): self = .numpyScalar
    case ("numpy.core.numeric", "_frombuffer"), ("numpy._core.numeric", "_frombuffer"): self = .numpyFromBuffer
    case ("torch._utils", "_rebuild_tensor_v2"): self = .torchTensor
    case ("torch._utils", "_rebuild_tensor"): self = .torchTensorOfVersion1
    case ("torch._utils", "_rebuild_parameter"): self = .torchParameter
    case ("torch", "Size"): self = .torchSize
    case ("torch", _):
      guard let global = Self.storages[name] else { return nil }
      self = global
    case ("torch.storage", "UntypedStorage"): self = .untypedStorage
    default: return nil
    }
  }

  private static let builtins: [String: PickleGlobal] = [
    "set": .set, "frozenset": .frozenSet, "bytes": .bytes, "bytearray": .byteArray, "list": .list,
    "dict": .dictionary, "tuple": .tuple, "int": .integer, "float": .float, "str": .text, "bool": .boolean,
    "complex": .complex,
  ]

  private static let storages: [String: PickleGlobal] = [
    "DoubleStorage": .doubleStorage, "FloatStorage": .floatStorage, "HalfStorage": .halfStorage,
    "BFloat16Storage": .bfloat16Storage, "LongStorage": .longStorage, "IntStorage": .intStorage,
    "ShortStorage": .shortStorage, "CharStorage": .charStorage, "ByteStorage": .byteStorage,
    "BoolStorage": .boolStorage, "ComplexFloatStorage": .complexFloatStorage,
    "ComplexDoubleStorage": .complexDoubleStorage,
  ]

  /// The type of the elements of a storage class, nil for any other global.
  var storedType: PickleDataType? {
    switch self {
    case .doubleStorage: .float64
    case .floatStorage: .float32
    case .halfStorage: .float16
    case .bfloat16Storage: .bfloat16
    case .longStorage: .int64
    case .intStorage: .int32
    case .shortStorage: .int16
    case .charStorage: .int8
    case .byteStorage, .untypedStorage: .uint8
    case .boolStorage: .boolean
    case .complexFloatStorage: .complex64
    case .complexDoubleStorage: .complex128
    default: nil
    }
  }
}
