import Core

/// The text about software and devices that the training code puts into its checkpoints.
enum AutoDLMachineInfo {
  /// `PyTorch Version  : 2.13.0+cpu` becomes `pytorch_version`; at most 16 lines of 200 characters.
  static func attributes(of text: String) -> [Attribute] {
    text.split(whereSeparator: \.isNewline).prefix(16).compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let key = line[..<colon].split(separator: " ").joined(separator: "_").lowercased()
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return key.isEmpty || value.isEmpty ? nil : Attribute(String(key.prefix(80)), String(value.prefix(200)))
    }
  }
}
