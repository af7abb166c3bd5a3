import Bytes
import Codecs
import Core
import Foundation
import JSON
import JSONSchema

/// Judges files of documents by a schema.
struct DocumentValidation {
  /// The largest size of a file, in bytes, also after it has been decompressed.
  static let sizeLimit = 1 << 30

  private var validator: SchemaValidator
  private let options: JSONOptions
  private let limit: Int
  private let hasLines: Bool
  private var buffer = ByteBuffer()
  private var tape = JSONTape()
  private var documentCount = 0
  private var parsing = Duration.zero
  private var validating = Duration.zero

  /// - `limit`: How many violations are kept of each file.
  init(_ program: SchemaProgram, options: JSONOptions, limit: Int, hasLines: Bool) {
    validator = SchemaValidator(program)
    self.options = options
    self.limit = limit
    self.hasLines = hasLines
  }

  /// For example `120 documents: parsing 0.012 s, validating 0.003 s`.
  var timing: String {
    func seconds(_ duration: Duration) -> String {
      "\(Double(duration.components.attoseconds / 1_000_000_000_000) / 1e6 + Double(duration.components.seconds)) s"
    }
    return "\(documentCount) documents: parsing \(seconds(parsing)), validating \(seconds(validating))"
  }

  /// Judges the documents of a file.
  mutating func judge(_ file: String) -> DocumentResult {
    var result = DocumentResult(file: file)
    do {
      try read(file)
      if hasLines || Self.isNamedForLines(file) {
        try judgeLines(&result)
      } else {
        try parseBuffer(file)
        try judgeTape(line: nil, &result)
      }
    } catch let problem as DocumentProblem {
      result.problem = problem
    } catch {
      result.problem = DocumentProblem(file: file, "\(error)")
    }
    return result
  }

  private static func isNamedForLines(_ file: String) -> Bool {
    var name = file[...]
    for codec in allCodecs where name.hasSuffix(codec.suffix) { name = name.dropLast(codec.suffix.count) }
    return name.hasSuffix(".jsonl")
  }

  private mutating func read(_ file: String) throws {
    if file == Self.standardInput {
      buffer = ByteBuffer(try Self.input())
    } else {
      try buffer.readFile(at: file, limit: Self.sizeLimit)
    }
    for codec in allCodecs where buffer.withBytes({ $0.byteCount > codec.magic.count }) {
      let isOfCodec = buffer.withBytes { $0.equals(codec.magic, at: 0..<codec.magic.count) }
      guard isOfCodec else { continue }
      let content = buffer.array
      buffer = ByteBuffer(try codec.decompress(content.span, limit: Self.sizeLimit))
      return
    }
  }

  /// The name of a document that comes from standard input.
  private static let standardInput = "-"

  private static func input() throws -> [UInt8] {
    var content: [UInt8] = []
    while let piece = try FileHandle.standardInput.read(upToCount: 1 << 16), !piece.isEmpty {
      content += piece
      guard content.count <= sizeLimit else {
        throw DocumentProblem(file: standardInput, "larger than \(sizeLimit) bytes")
      }
    }
    return content
  }

  private mutating func parseBuffer(_ file: String) throws {
    let start = ContinuousClock.now
    do throws(JSONError) {
      try tape.parse(exchanging: &buffer, options: options)
    } catch {
      throw DocumentProblem(file: file, location: tape.location(ofOffset: error.offset), error.reason.message)
    }
    parsing += ContinuousClock.now - start
  }

  private mutating func judgeLines(_ result: inout DocumentResult) throws {
    let content = buffer.array
    var offset = 0
    var line = 0
    while let range = content.withBytes({ $0.nextLine(at: &offset) }) {
      line += 1
      if content.withBytes({ bytes in range.allSatisfy { bytes.byte(at: $0) <= 0x20 } }) { continue }
      let start = ContinuousClock.now
      do throws(JSONError) {
        try content.withBytes { bytes throws(JSONError) in try tape.parse(bytes.extracting(range), options: options) }
      } catch {
        throw DocumentProblem(
          file: result.file, line: line, location: tape.location(ofOffset: error.offset), error.reason.message)
      }
      parsing += ContinuousClock.now - start
      try judgeTape(line: line, &result)
    }
  }

  /// - `line`: That of the file in which the document stands, nil for a document that is the file.
  private mutating func judgeTape(line: Int?, _ result: inout DocumentResult) throws {
    documentCount += 1
    result.documentCount += 1
    let start = ContinuousClock.now
    do throws(SchemaLimit) {
      if try validator.isValid(tape) {
        validating += ContinuousClock.now - start
        return
      }
      validating += ContinuousClock.now - start
      let report = try validator.report(tape, limit: max(0, limit - result.violations.count))
      for violation in report.violations { result.add(violation, line: line ?? violation.location.line) }
      result.omittedCount += report.omittedCount
    } catch {
      throw DocumentProblem(file: result.file, line: line, "\(error)")
    }
  }
}
