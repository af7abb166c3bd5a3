/// What the path of a run directory says: `…/<task>/model_results/<architecture>[/seed_<n>]/`.
///
/// The directory `model_results` may be missing where a known task stands above the architecture.
struct TransNASPath: Hashable {
  /// How many directories above a file may say something: task, `model_results`, architecture and seed.
  static let depth = 4

  var architecture: String?
  var task: String?
  var seed: Int?

  /// - Parameters:
  ///   - directory: release path of the run's directory, without the file.
  ///   - tasks: the names of the tasks that the layout knows.
  init(directory: Substring, tasks: [String]) {
    var parts = directory.split(separator: "/", omittingEmptySubsequences: true)[...]
    if let last = parts.last, let seed = Self.seed(last) {
      self.seed = seed
      parts.removeLast()
    }
    guard let name = parts.popLast() else { return }
    if name == "model_results" {
      task = parts.last.map(String.init)
      return
    }
    let parent = parts.popLast()
    if parent == "model_results" {
      architecture = String(name)
      task = parts.last.map(String.init)
    } else if let parent, tasks.contains(String(parent)) {
      architecture = String(name)
      task = String(parent)
    } else if tasks.contains(String(name)) {
      task = String(name)
    } else if Self.looksLikeEncoding(name) {
      architecture = String(name)
    }
  }

  /// `seed_666` and `seed666` are seeds; so is `seed_0666`.
  private static func seed(_ name: Substring) -> Int? {
    guard name.hasPrefix("seed") else { return nil }
    let digits = name.dropFirst(4).drop { $0 == "_" || $0 == "-" }
    guard !digits.isEmpty, digits.utf8.count <= 18, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(digits)
  }

  /// Two hyphens and a leading number, as every encoding of the benchmark has.
  private static func looksLikeEncoding(_ name: Substring) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 3 && Int(parts[0]) != nil
  }
}
