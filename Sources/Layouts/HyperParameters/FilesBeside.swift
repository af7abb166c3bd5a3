import Core

/// Files of one name, by the directory that they lie in.
struct FilesBeside {
  private var files: [Substring: Int] = [:]

  init(_ paths: [String], named name: String) {
    for (index, path) in paths.enumerated() where path.hasSuffix("/" + name) {
      files[TransNASRunDirectory.directory(of: path)] = index
    }
  }

  /// The file beside that of a path.
  func file(beside path: String) -> Int? { files[TransNASRunDirectory.directory(of: path)] }

  /// Units of the selected files that have one key, in the order of their first path, each with what lies beside them.
  static func units(
    of paths: [String], selected: (String) -> Bool, _ companions: FilesBeside, key: (String) -> String
  ) -> [SourceUnit] {
    var units: [SourceUnit] = []
    var places: [String: Int] = [:]
    for (index, path) in paths.enumerated() where selected(path) {
      let key = key(path)
      let place = places[key] ?? units.count
      if place == units.count {
        places[key] = place
        units.append(SourceUnit(records: [], logs: []))
      }
      units[place].records.append(index)
      if let beside = companions.file(beside: path), !units[place].logs.contains(beside), !selected(paths[beside]) {
        units[place].logs.append(beside)
      }
    }
    return units
  }
}
