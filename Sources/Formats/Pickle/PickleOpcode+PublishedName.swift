extension PickleOpcode {
  /// The name by which Python's `pickle` and `pickletools` call the opcode: `SHORT_BINUNICODE`.
  public var publishedName: String {
    switch self {
    case .newObjEx: return "NEWOBJ_EX"
    case .byteArray8: return "BYTEARRAY8"
    default: break
    }
    // Only these words are parted from what follows them.
    let parted = ["pop", "short", "long", "empty", "stack", "next", "readOnly"]
    let name = "\(self)"
    for word in parted where name.hasPrefix(word) && name.dropFirst(word.count).first?.isUppercase == true {
      return "\(word.uppercased())_\(name.dropFirst(word.count).uppercased())"
    }
    return name.uppercased()
  }
}
