/// What the name of a checkpoint tells: `arch-000009-seed-0777.pth`.
struct AutoDLCheckpointName {
  /// The index of the architecture in the released benchmark files.
  var index: Int?
  var seed: Int?

  init(_ path: String) {
    let name = path.split(separator: "/").last ?? ""
    let parts = name.split(separator: ".").first?.split(separator: "-", omittingEmptySubsequences: false) ?? []
    guard parts.count == 4, parts[0] == "arch", parts[2] == "seed" else { return }
    index = Self.number(parts[1])
    seed = Self.number(parts[3])
  }

  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }
}
