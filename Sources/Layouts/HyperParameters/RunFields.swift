import Bytes
import Core

/// The fields of one run that its path and its hyper-parameters give.
struct RunFields {
  /// The most bytes of a file of hyper-parameters.
  static let sizeLimit = 1 << 20
  /// The name that Lightning gives the file.
  static let fileName = "hparams.yaml"

  private(set) var yaml = FlatYAML()
  /// The file of the hyper-parameters in the listing, nil without one.
  private(set) var file: Int?
  /// Why the hyper-parameters could not be read.
  private(set) var problem: Problem?
  private let source: MappedSource
  private let path: PathFields

  /// - Parameter path: whose path has been read.
  init(source: MappedSource, path: PathFields) {
    self.source = source
    self.path = path
  }

  mutating func load(_ file: Int, into buffer: inout ByteBuffer, from files: any FileSource) {
    self.file = file
    problem = SourceText.load(file, into: &buffer, from: files, limit: Self.sizeLimit)
    if problem == nil { yaml = buffer.withBytes { FlatYAML($0) } }
  }

  /// Every text that the mapping asks for, in its order.
  var texts: [String?] {
    source.requests.texts.map { request in
      let text = path.text(request.field) ?? yaml.text(request.field, separator: request.separator)
      return text.flatMap { source.missing.contains($0) ? nil : $0 }
    }
  }

  /// A number of the path or the hyper-parameters.
  func number(_ field: String) -> NumberCell {
    if path.has(field) { return path.number(field) }
    guard let text = yaml.text(field, separator: nil), !source.missing.contains(text) else { return .absent }
    return text.withBytes { NumberCell($0, 0..<$0.byteCount) }
  }

  /// The keys that a pipeline compares with a reference.
  func configuration(_ keys: [String]) -> [Claim<Attribute>] {
    guard let file else { return [] }
    return keys.compactMap { key in
      yaml.text(key, separator: nil).map { Claim(Attribute(key, ReferenceValue.normalize($0)), at: Place(file: file)) }
    }
  }
}
