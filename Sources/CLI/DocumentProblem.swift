import JSON

/// Why a document cannot be judged.
struct DocumentProblem: Error, CustomStringConvertible {
  /// `file:line:column: message`
  let description: String

  init(file: String, line: Int? = nil, location: JSONLocation? = nil, _ message: String) {
    let place = location.map { ":\(line ?? $0.line):\($0.column)" } ?? line.map { ":\($0)" } ?? ""
    description = "\(file)\(place): \(message)"
  }
}
