import Bytes
import JSON

/// Reads the records of a NAS-Bench-101 file (`nasbench_full.tfrecord`) in order; runs that differ in nothing but their
/// place are repeats.
public struct NASBench101Reader: Sendable {
  /// The size of the longest record: the published ones have some 500 bytes.
  private static let recordLimit = 1 << 20

  public private(set) var frames = TFRecordReader(limit: NASBench101Reader.recordLimit)
  private var tape = JSONTape()
  /// What the last record says of itself, without its metrics; nil where that could not be read.
  public private(set) var head: NASBench101Head?

  public init() {}

  /// The next record, and a move behind it; nil at the end.
  /// - Throws: `NASBench101Error`; but for a broken frame the next call gives the record behind the refused one.
  public mutating func next(in bytes: RawSpan) throws(NASBench101Error) -> NASBench101Record? {
    let record = frames.record
    let range: Range<Int>
    do throws(TFRecordError) {
      guard let payload = try frames.next(in: bytes) else { return nil }
      range = payload
    } catch {
      throw NASBench101Error(.frame(error), record: record, offset: error.offset)
    }
    return try read(bytes.extracting(range), record: record, offset: range.lowerBound)
  }

  /// The record in the payload of a frame, for files that `TFRecordFile` reads.
  /// - Parameters:
  ///   - record: The number of the record, from 0, for errors.
  ///   - offset: The offset of the payload in the file, for errors.
  /// - Throws: `NASBench101Error`
  public mutating func read(
    _ payload: RawSpan, record: Int, offset: Int
  ) throws(NASBench101Error) -> NASBench101Record {
    do throws(NASBench101Fault) {
      return try read(payload)
    } catch {
      throw NASBench101Error(error.reason, record: record, offset: offset)
    }
  }

  private mutating func read(_ payload: RawSpan) throws(NASBench101Fault) -> NASBench101Record {
    head = nil
    do throws(JSONError) { try tape.parse(payload) } catch { throw NASBench101Fault(.json(error)) }
    let kind = tape.kind(of: tape.root)
    let count = kind == .array ? tape.count(of: tape.root) : 0
    guard kind == .array, count == 5 else {
      throw NASBench101Fault(.items(found: kind == .array ? "an array of \(count)" : kind.description))
    }
    var elements = tape.elements(of: tape.root)
    var items: [JSONValue] = []
    while let element = elements.next() { items.append(element) }
    let operations = try operations(items[3])
    let head = NASBench101Head(
      moduleHash: try hash(items[0]), epochs: try epochs(items[1]),
      adjacency: try adjacency(items[2], vertices: operations.count), operations: operations)
    self.head = head
    return NASBench101Record(head: head, metrics: try metrics(items[4]))
  }

  private func hash(_ value: JSONValue) throws(NASBench101Fault) -> MD5Digest {
    let digest = tape.kind(of: value) == .string ? tape.withRawText(value) { MD5Digest(digits: $0) } : nil
    guard let digest else { throw fault(0, value, expected: "a hash of 32 lower-case hexadecimal digits") }
    return digest
  }

  private func epochs(_ value: JSONValue) throws(NASBench101Fault) -> Int {
    guard let epochs = tape.integer(value), (1...1_000_000).contains(epochs) else {
      throw fault(1, value, expected: "a number of epochs from 1 to 1000000")
    }
    return Int(epochs)
  }

  private func operations(_ value: JSONValue) throws(NASBench101Fault) -> [NASBench101Record.Operation] {
    guard tape.kind(of: value) == .string else { throw fault(3, value, expected: "operations joined by commas") }
    let found = tape.withRawText(value) { text -> [NASBench101Record.Operation]? in
      var result: [NASBench101Record.Operation] = []
      var start = 0
      while start <= text.byteCount {
        let end = text.firstOffset(of: UInt8(ascii: ","), from: start) ?? text.byteCount
        let operation = NASBench101Record.Operation.allCases.first { text.equals($0.label, at: start..<end) }
        guard let operation, result.count < NASBench101Record.vertexLimit else { return nil }
        result.append(operation)
        start = end + 1
      }
      return result.count >= 2 ? result : nil
    }
    guard let found else {
      let labels = NASBench101Record.Operation.allCases.map { "\($0.label)" }.joined(separator: ", ")
      throw fault(3, value, expected: "2 to \(NASBench101Record.vertexLimit) of \(labels)")
    }
    return found
  }

  private func adjacency(_ value: JSONValue, vertices: Int) throws(NASBench101Fault) -> [UInt8] {
    let expected = "\(vertices * vertices) digits 0 and 1, for \(vertices) operations"
    guard tape.kind(of: value) == .string else { throw fault(2, value, expected: expected) }
    let found = tape.withRawText(value) { text -> [UInt8]? in
      guard text.byteCount == vertices * vertices else { return nil }
      var result: [UInt8] = []
      result.reserveCapacity(text.byteCount)
      for index in 0..<text.byteCount {
        let digit = text.byte(at: index) &- UInt8(ascii: "0")
        guard digit <= 1 else { return nil }
        result.append(digit)
      }
      return result
    }
    guard let found else { throw fault(2, value, expected: expected) }
    return found
  }

  private func metrics(_ value: JSONValue) throws(NASBench101Fault) -> NASBench101Metrics {
    guard tape.kind(of: value) == .string else { throw fault(4, value, expected: "metrics in base64") }
    let text = tape.decodedText(value)
    let message: [UInt8]
    do throws(Base64Error) {
      message = try text.withBytes { (bytes: RawSpan) throws(Base64Error) in try Base64.decode(bytes) }
    } catch {
      throw NASBench101Fault(.base64(error))
    }
    let metrics: NASBench101Metrics
    do throws(ProtobufError) {
      metrics = try message.withBytes { (bytes: RawSpan) throws(ProtobufError) in try NASBench101Metrics(bytes) }
    } catch {
      throw NASBench101Fault(.metrics(error))
    }
    guard metrics.evaluations.count == NASBench101Metrics.evaluationCount else {
      throw NASBench101Fault(.evaluationCount(metrics.evaluations.count))
    }
    return metrics
  }

  private func fault(_ item: Int, _ value: JSONValue, expected: String) -> NASBench101Fault {
    let kind = tape.kind(of: value)
    guard kind == .string else { return NASBench101Fault(.item(item, found: kind.description, expected: expected)) }
    let text = tape.decodedText(value)
    let start = String(decoding: text.prefix(60), as: UTF8.self)
    let found = text.count > 60 ? "'\(start)…' of \(text.count) bytes" : "'\(start)'"
    return NASBench101Fault(.item(item, found: found, expected: expected))
  }
}

/// What is wrong with a record, before it is known where that stands.
private struct NASBench101Fault: Error {
  let reason: NASBench101Error.Reason

  init(_ reason: NASBench101Error.Reason) { self.reason = reason }
}
