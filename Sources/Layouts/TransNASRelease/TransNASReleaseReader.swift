import Bytes
import Core
import Formats
import JSON

/// Reads released files on one thread.
struct TransNASReleaseReader: SourceReader {
  private let tasks = TransNASTask.make().map(TransNASReleaseTask.init)
  private var buffer = ByteBuffer()

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    // Most units are one file, whose runs need not be copied.
    unit.records.count == 1 ? read(unit.records[0], files) : unit.records.flatMap { read($0, files) }
  }

  private mutating func read(_ file: Int, _ files: any FileSource) -> [RawRun] {
    let document: PickleDocument
    do throws(UnreadablePickle) {
      document = try PickledFile.document(file, with: &buffer, from: files)
    } catch {
      return [PickledFile.unreadable(file, error.problem)]
    }
    guard let data = document.value("data", in: document.root), document.kind(of: data) == .dictionary else {
      return [
        PickledFile.unreadable(
          file,
          Problem(
            "READ-02", at: Place(file: file), "there is no dictionary 'data'",
            expected: "a released file of TransNAS-Bench-101", hint: "choose the layout that reads this file"))
      ]
    }
    var records = TransNASReleaseRecords(document: document, file: file, tasks: tasks)
    for space in document.members(of: data) { records.readSpace(space) }
    return records.runs
  }
}
