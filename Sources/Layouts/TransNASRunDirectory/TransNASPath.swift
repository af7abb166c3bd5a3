/// What the path of a run directory says: `…/<task>/model_results/<architecture>[/seed_<n>]/`, at any depth.
///
/// The directory `model_results` may be missing where a known task stands above the architecture, and others may stand
/// between: whatever has the form of an architecture or of a seed says so, wherever it stands.
struct TransNASPath: Hashable {
  /// The directory above those of the architectures.
  private static let results: Substring = "model_results"

  /// From the root down; more than one where directories of several architectures contain one another.
  private(set) var architectures: [String] = []
  private(set) var task: String?
  /// From the root down.
  private(set) var seeds: [Int] = []
  /// Directories that are named like those of seeds, without a number.
  private(set) var seedlike: [String] = []

  /// - Parameters:
  ///   - directory: release path of the run's directory, without the file.
  ///   - tasks: the names of the tasks that the layout knows.
  init(directory: Substring, tasks: [String]) {
    var parts: [Substring] = []
    for part in directory.split(separator: "/", omittingEmptySubsequences: true) {
      switch Self.seedName(part) {
      case .none: parts.append(part)
      case .some(.none): seedlike.append(String(part))
      case .some(.some(let seed)): seeds.append(seed)
      }
    }
    let results = parts.lastIndex(of: Self.results)
    if let results {
      task = results > 0 ? String(parts[results - 1]) : nil
    } else {
      task = parts.last { tasks.contains(String($0)) }.map(String.init)
    }
    architectures = parts.filter(Self.looksLikeEncoding).map(String.init)
    guard architectures.isEmpty else { return }
    // A name of another form is none, and the rules say so.
    if let results {
      if results + 1 < parts.count { architectures = [String(parts[results + 1])] }
    } else if parts.count > 1, tasks.contains(String(parts[parts.count - 2])) {
      architectures = [String(parts[parts.count - 1])]
    }
  }

  /// How many directories above a file have names that say something.
  /// - Parameter directory: absolute path of the file's directory, of which only what belongs to the run is meant: the
  ///   task, `model_results`, and what lies below; or the four last names where there are no such directories.
  static func depth(of directory: String, tasks: [String]) -> Int {
    let parts = directory.split(separator: "/", omittingEmptySubsequences: true)
    if let results = parts.lastIndex(of: Self.results) { return min(parts.count, parts.count - results + 1) }
    if let task = parts.lastIndex(where: { tasks.contains(String($0)) }) { return parts.count - task }
    return min(parts.count, 4)
  }

  /// `seed_666` and `seed666` are seeds; so are `seed_0666` and, with a remark behind the number, `seed_666_again`.
  /// - Returns: nil where the name has another form, nil within where it has this form and no number that fits.
  private static func seedName(_ name: Substring) -> Int?? {
    guard name.hasPrefix("seed") else { return .none }
    var rest = name.dropFirst(4)
    if let separator = rest.first, separator == "_" || separator == "-" { rest.removeFirst() }
    let sign = rest.prefix { $0 == "-" }
    let digits = rest.dropFirst(sign.count).prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty, sign.count <= 1 else { return .none }
    let remark = rest[digits.endIndex...].first
    guard digits.count <= 18, remark.map({ "_- ".contains($0) }) ?? true else { return .some(nil) }
    return .some(Int(sign + digits))
  }

  /// A number, module types, and `basic` or a cell: what every encoding of the benchmark has and no date.
  private static func looksLikeEncoding(_ name: Substring) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, Int(parts[0]) != nil, Int(parts[1]) != nil else { return false }
    return parts[2] == "basic" || (parts[2].contains("_") && parts[2].allSatisfy { $0 == "_" || $0.isNumber })
  }
}
