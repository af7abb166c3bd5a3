/// Why a pipeline file cannot be used: the file, the place and what to write instead.
public struct PipelineError: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  /// From 1.
  public var line: Int?
  public var column: Int?
  public var message: String

  public init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  public var description: String {
    let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
    return "\(file)\(place): \(message)"
  }
}
