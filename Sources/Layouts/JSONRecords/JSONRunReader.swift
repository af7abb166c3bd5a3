import Bytes
import Core
import JSON

/// Reads JSON documents on one thread.
struct JSONRunReader: SourceReader {
  /// The most bytes of a document.
  static let sizeLimit = 1 << 30

  private let source: MappedSource
  private let way: JSONRecordPath
  private var records: JSONRecordReader
  private var document = JSONDocumentFile()

  init(_ source: MappedSource, _ way: JSONRecordPath) {
    self.source = source
    self.way = way
    records = JSONRecordReader(source, keys: way.names)
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { read($0, files) }
  }

  private mutating func read(_ file: Int, _ files: any FileSource) -> [RawRun] {
    if let problem = document.load(file, files, limit: Self.sizeLimit) {
      return [RunProblem.unreadRun(file, pointer: "", problem)]
    }
    records.path.read(files.releasePath(of: file))
    var assembler = RunAssembler(source.mappings, file: file)
    var count = 0
    visit(document.tape.root, way.steps[...], keys: [], pointer: "") { value, keys, pointer in
      count += 1
      let place = Place(file: file, pointer: pointer)
      assembler.add(records.record(value, keys: keys, in: document.tape, at: place, pointer: pointer))
    }
    if count == 0 {
      let path = way.steps.map { step in
        switch step {
        case .key(let key): "/" + escapedForPointer(String(decoding: key, as: UTF8.self))
        case .every(let name): "/{\(name)}"
        }
      }.joined()
      assembler.add(
        unread: RunProblem.unreadRun(
          file, pointer: "",
          RunProblem.unparsable(
            "there is no record at '\(path)'", expected: "an object or a list at every step of '\(path)'",
            at: Place(file: file, pointer: ""), hint: "correct 'records' in the pipeline file, or restore the file")))
    }
    return assembler.finish()
  }

  /// Calls `body` with every value at the end of the way, the keys that it takes and the pointer to it.
  private func visit(
    _ value: JSONValue, _ steps: ArraySlice<JSONRecordPath.Step>, keys: [String], pointer: String,
    _ body: (JSONValue, [String], String) -> Void
  ) {
    let tape = document.tape
    guard let step = steps.first else { return body(value, keys, pointer) }
    let rest = steps.dropFirst()
    switch (step, tape.kind(of: value)) {
    case (.key(let key), .object):
      if let member = tape.value(key, in: value) {
        visit(
          member, rest, keys: keys,
          pointer: "\(pointer)/\(escapedForPointer(String(decoding: key, as: UTF8.self)))", body)
      }
    case (.key(let key), .array):
      if let element = JSONFieldPath("/\(String(decoding: key, as: UTF8.self))").value(from: value, in: tape) {
        visit(element, rest, keys: keys, pointer: "\(pointer)/\(String(decoding: key, as: UTF8.self))", body)
      }
    case (.every, .object):
      for member in tape.members(of: value) {
        let key = tape.string(member.key) ?? ""
        visit(member.value, rest, keys: keys + [key], pointer: "\(pointer)/\(escapedForPointer(key))", body)
      }
    case (.every, .array):
      for (index, element) in tape.elements(of: value).enumerated() {
        visit(element, rest, keys: keys + ["\(index)"], pointer: "\(pointer)/\(index)", body)
      }
    default: break
    }
  }

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    document.record(at: reference, files, limit: Self.sizeLimit)
  }
}
