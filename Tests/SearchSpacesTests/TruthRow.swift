import Foundation
import TestSupport

/// A line of a truth file, with numbers by key and the text of its encoding.
///
/// Decoded by hand, since an encoding may be an object whose text counts.
struct TruthRow {
  let fields: [String: Any]
  /// The string under `encoding`, or the source of the object there.
  let encoding: String

  init(_ line: Substring) throws {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    guard let fields = object as? [String: Any] else { throw CocoaError(.coderReadCorrupt) }
    self.fields = fields
    if let text = fields["encoding"] as? String {
      encoding = text
    } else {
      guard let start = line.range(of: "\"encoding\":"),
        let end = line.range(of: "}", range: start.upperBound..<line.endIndex)
      else { throw CocoaError(.coderReadCorrupt) }
      encoding = String(line[start.upperBound..<end.upperBound])
    }
  }

  /// A number, nil where the row has none under `key`.
  func number(_ key: String) -> Int? { fields[key] as? Int }
  func text(_ key: String) -> String? { fields[key] as? String }
  func object(_ key: String) -> [String: Any]? { fields[key] as? [String: Any] }
  func numbers(_ key: String) -> [Int]? { fields[key] as? [Int] }

  /// The rows of a file of JSON lines under the shared folder.
  static func rows(_ path: String) throws -> [TruthRow] { try sharedLines(path).map { try TruthRow($0) } }
}
