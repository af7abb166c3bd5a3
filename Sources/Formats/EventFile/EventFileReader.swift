import Bytes

/// Reads a TensorBoard event file: TFRecords of `Event` messages (`tensorflow/core/util/event.proto`,
/// `summary.proto`), as far as scalars need it.
///
/// Never fails: the file is what a training run left that may have been killed, and what is whole counts.
public struct EventFileReader {
  private var file = EventFile()
  private var table = EventTagTable()

  private init() {}

  /// Everything up to the end, to zeros that fill the rest of the file, or to the first damaged frame, as TensorBoard
  /// reads it.
  ///
  /// Memory is proportional to the number of values.
  public static func read(_ bytes: RawSpan) -> EventFile {
    var reader = EventFileReader()
    reader.readAll(bytes)
    reader.file.tags = reader.table.tags
    return reader.file
  }

  private mutating func readAll(_ bytes: RawSpan) {
    var frames = TFRecordReader()
    do throws(TFRecordError) {
      while let range = try frames.next(in: bytes) {
        do throws(ProtobufError) {
          try readEvent(bytes, range)
        } catch {
          file.note(EventProblem(reason: .message(error), event: file.eventCount, offset: error.offset))
        }
        file.eventCount += 1
      }
    } catch {
      if Self.isZero(bytes, from: error.offset) {
        file.paddingSize = bytes.byteCount - error.offset
      } else {
        file.damage = error
      }
    }
  }

  private static func isZero(_ bytes: RawSpan, from start: Int) -> Bool {
    var offset = start
    while offset < bytes.byteCount {
      guard bytes.byte(at: offset) == 0 else { return false }
      offset += 1
    }
    return start < bytes.byteCount
  }

  private mutating func readEvent(_ bytes: RawSpan, _ range: Range<Int>) throws(ProtobufError) {
    var reader = ProtobufReader(range)
    var (step, wallTime): (Int64, Double) = (0, 0)
    var (summary, session): (Range<Int>?, Range<Int>?)
    while let field = try reader.next(in: bytes) {
      switch field.number {
      case 1: wallTime = try field.double()
      case 2: step = try field.integer()
      case 3: readVersion(bytes, try field.range())
      case 5: summary = try field.range()
      case 7: session = try field.range()
      default: break
      }
    }
    if let session, try isStart(bytes, session) {
      file.sessionStarts.append(EventSessionStart(event: file.eventCount, step: step))
    }
    guard let summary else { return }
    var values = ProtobufReader(summary)
    while let field = try values.next(in: bytes) {
      if field.number == 1 { try readValue(bytes, try field.range(), step: step, wallTime: wallTime) }
    }
  }

  private mutating func readVersion(_ bytes: RawSpan, _ range: Range<Int>) {
    guard bytes.starts(with: "brain.Event:", at: range.lowerBound), range.count > 12 else { return }
    var offset = range.lowerBound + 12
    if let version = bytes.extracting(..<range.upperBound).double(at: &offset) { file.version = version }
  }

  /// Whether a `SessionLog` has the status START.
  private func isStart(_ bytes: RawSpan, _ range: Range<Int>) throws(ProtobufError) -> Bool {
    var reader = ProtobufReader(range)
    var status: Int64 = 0
    while let field = try reader.next(in: bytes) {
      if field.number == 1 { status = try field.integer() }
    }
    return status == 1
  }

  private mutating func readValue(
    _ bytes: RawSpan, _ range: Range<Int>, step: Int64, wallTime: Double
  ) throws(ProtobufError) {
    var reader = ProtobufReader(range)
    var tag = range.lowerBound..<range.lowerBound
    var content = EventValue.Content.nothing
    var tensor: Range<Int>?
    var metadata: Range<Int>?
    while let field = try reader.next(in: bytes) {
      switch field.number {
      case 1: tag = try field.range()
      case 2: (content, tensor) = (.scalar(Double(try field.float())), nil)
      case 3, 5: (content, tensor) = (.histogram, nil)
      case 4: (content, tensor) = (.image, nil)
      case 6: (content, tensor) = (.audio, nil)
      case 8: (content, tensor) = (.tensor, try field.range())
      case 9: metadata = try field.range()
      default: break
      }
    }
    // Values of two bytes, which say nothing, would take two dozen times the memory of the file.
    if content == .nothing && metadata == nil { return }
    guard bytes.firstInvalidUTF8(in: tag) == nil else {
      file.note(EventProblem(reason: .tag, event: file.eventCount, offset: tag.lowerBound))
      return
    }
    let index = table.index(bytes, tag)
    if let metadata, let plugin = try pluginName(bytes, metadata) { table.setPlugin(plugin, of: index) }
    if let tensor {
      let plugin = table.tags[index].plugin ?? ""
      if plugin.isEmpty || plugin == "scalars" {
        let scalar = try EventTensor(bytes, tensor).scalar(bytes)
        if let scalar { content = .scalar(scalar) }
        if scalar == nil && plugin == "scalars" {
          let reason = EventProblem.Reason.tensor(tag: table.tags[index].name)
          file.note(EventProblem(reason: reason, event: file.eventCount, offset: tensor.lowerBound))
        }
      }
    }
    file.values.append(
      EventValue(event: file.eventCount, step: step, wallTime: wallTime, tag: index, content: content))
  }

  /// The name of the plug-in in `SummaryMetadata`; nil without plug-in data.
  private func pluginName(_ bytes: RawSpan, _ range: Range<Int>) throws(ProtobufError) -> String? {
    var metadata = ProtobufReader(range)
    var name: String?
    while let field = try metadata.next(in: bytes) {
      guard field.number == 1 else { continue }
      var data = ProtobufReader(try field.range())
      while let field = try data.next(in: bytes) {
        if field.number == 1 { name = bytes.string(try field.range()) }
      }
    }
    return name
  }
}
