/// Where a version lies: `…/<name>/version_<n>/metrics.csv`.
struct LightningPath {
  /// What the versions of one name have in common; the directory itself where it is no version.
  let run: String
  /// Its number, nil where the directory is no version.
  let version: Int?

  init(_ path: String) {
    let directory = TransNASRunDirectory.directory(of: path)
    let name = directory.split(separator: "/").last ?? ""
    let digits = name.dropFirst(8)
    guard name.hasPrefix("version_"), (1...9).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits)
    else {
      run = String(directory)
      version = nil
      return
    }
    run = String(directory.dropLast(name.count))
    version = number
  }
}
