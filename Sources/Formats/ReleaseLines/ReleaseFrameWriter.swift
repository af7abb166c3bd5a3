import Bytes
import Core

/// Writes the parts of a release for a process at the other end of a pipe, numbers bit by bit: no text is made of them.
///
/// A frame is the number of its bytes in four bytes, then
/// * for the head: a zero byte, and the head as a release line;
/// * for a run: a one; the place of its task in the head; budget, seed, repetition, parameters and inference time; a byte
///   for each of the last four, 1 where it is there; encoding and status; the number of epochs; the columns of the task,
///   one after the other; the number of other values, then name and value of each.
///
/// All is in little-endian order: places, counts and, before each text, its length in four bytes, the rest in eight. Facts
/// and sources are not carried.
struct ReleaseFrameWriter: ~Copyable {
  /// Bytes of a block, more or less.
  private static let blockBytes = 1 << 18
  /// The most bytes of a frame.
  static let frameLimit = 1 << 26

  private var output = OutputBytes(capacity: ReleaseFrameWriter.blockBytes * 2)
  /// The frame that is being made.
  private var frame = OutputBytes()
  private var tasks: [ReleaseHeadTask] = []
  private let path: String

  /// - Parameter path: What errors call the file.
  init(path: String) { self.path = path }

  /// Adds a frame.
  /// - Throws: `ReleaseInputError` for a run that is larger than a frame may be.
  mutating func write(_ part: ReleasePart) throws(ReleaseInputError) {
    frame.removeAll()
    switch part {
    case .head(let head):
      tasks = head.tasks
      frame.append(UInt8(0))
      var writer = ReleaseLineWriter()
      writer.write(head)
      writer.flush { frame.append($0) }
    case .run(let line):
      let size = 8 * line.columns.values.count + line.encoding.utf8.count
      guard size < Self.frameLimit / 2 else {
        throw ReleaseInputError(
          .tooLarge, path, "a run of \(size) bytes", expected: "at most \(Self.frameLimit / 2) (size limit)")
      }
      write(line)
    }
    output.append(littleEndian: UInt32(frame.count))
    output.append(frame)
  }

  private mutating func write(_ line: ReleaseLine) {
    let place = tasks.firstIndex { $0.space == line.space && $0.name == line.task }
    frame.append(UInt8(1))
    frame.append(littleEndian: UInt32(place ?? tasks.count))
    frame.append(littleEndian: Int64(line.budget))
    frame.append(littleEndian: Int64(line.seed ?? 0))
    frame.append(littleEndian: Int64(line.repetition ?? 0))
    frame.append(littleEndian: Int64(line.params ?? 0))
    frame.append(littleEndian: (line.inferenceTime ?? 0).bitPattern)
    for isThere in [line.seed != nil, line.repetition != nil, line.params != nil, line.inferenceTime != nil] {
      frame.append(UInt8(isThere ? 1 : 0))
    }
    write(line.encoding)
    write(line.status)
    frame.append(littleEndian: UInt32(line.epochs))
    frame.append(littleEndianDoubles: line.columns.values.span)
    frame.append(littleEndian: UInt32(line.values.count))
    for value in line.values {
      write(value.name.rawValue)
      frame.append(littleEndian: value.value.bitPattern)
    }
  }

  private mutating func write(_ text: String) {
    frame.append(littleEndian: UInt32(text.utf8.count))
    frame.append(string: text)
  }

  /// Gives on what has gathered, once it is a block or `isLast`.
  mutating func flush<Failure: Error>(
    isLast: Bool = false, _ body: (RawSpan) throws(Failure) -> Void
  ) throws(Failure) {
    guard output.count >= (isLast ? 1 : Self.blockBytes) else { return }
    try output.withBytes { (bytes) throws(Failure) in try body(bytes) }
    output.removeAll()
  }
}
