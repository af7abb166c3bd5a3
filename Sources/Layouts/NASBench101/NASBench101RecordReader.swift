import Bytes
import Core
import Formats
import JSON

/// Reads the records of NAS-Bench-101 in the order of the file, by a window: the file is never in memory as a whole.
struct NASBench101RecordReader: SourceReader {
  /// The most records of a file that are told one by one as damaged; the published ones have five million whole ones.
  private static let damageLimit = 10_000

  private var records = NASBench101Reader()
  private var cells = NASBench101CellTable()
  /// The file that `record(at:)` reads, and how far it is, for the next reference lies behind.
  private var openFile: (file: Int, frames: TFRecordCursor)?

  /// The most runs that are in memory as they were read.
  private static let pieceSize = 4096

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    var runs: [RawRun] = []
    read(unit, from: files) { runs += $0 }
    return runs
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource, _ take: ([RawRun]) -> Void) {
    for file in unit.records { read(file, from: files, take) }
  }

  private mutating func read(_ file: Int, from files: any FileSource, _ take: ([RawRun]) -> Void) {
    var runs: [RawRun] = []
    var isEmpty = true
    do throws(TFRecordFileError) {
      let frames = try Self.open(file, from: files)
      var repeats: [NASBench101CellTable.Experiment: Int] = [:]
      var damaged = 0
      while true {
        if runs.count == Self.pieceSize {
          take(runs)
          isEmpty = false
          runs.removeAll(keepingCapacity: true)
        }
        if damaged >= Self.damageLimit {
          runs.append(Self.unread(file, frames.nextRecord, "\(damaged) damaged records; what follows is not read"))
          break
        }
        do throws(TFRecordFileError) {
          guard try frames.next() else { break }
        } catch {
          runs.append(Self.unread(file, error.record ?? frames.nextRecord, error.description))
          damaged += 1
          guard error.canGoOn else { break }
          continue
        }
        let run = self.run(file, frames, &repeats)
        if run.status == nil { damaged += 1 }
        runs.append(run)
      }
    } catch {
      if case .file(let error) = error {
        return take([RunProblem.unreadRun(file, pointer: "", TransNASReader.unreadable(file, error))])
      }
      runs.append(Self.unread(file, 0, error.description))
    }
    if runs.isEmpty, isEmpty { runs.append(Self.unread(file, 0, "the file holds no record")) }
    take(runs)
  }

  private mutating func run(
    _ file: Int, _ frames: TFRecordCursor, _ repeats: inout [NASBench101CellTable.Experiment: Int]
  ) -> RawRun {
    let (number, offset) = (frames.record, frames.payloadOffset)
    do throws(NASBench101Error) {
      let record = try frames.withPayload { (payload: RawSpan) throws(NASBench101Error) in
        try records.read(payload, record: number, offset: offset)
      }
      let cell = cells.cell(of: record.adjacency, record.operations)
      var run = NASBench101Run(file: file, record: number, offset: offset).run(record, cell)
      let experiment = NASBench101CellTable.Experiment(cell: cell.number, epochs: record.epochs)
      run.repetition = repeats[experiment, default: 0]
      repeats[experiment, default: 0] += 1
      return run
    } catch {
      var message = error.description
      // The metrics may be lost while the cell is told, and the hash be another's.
      if let head = records.head,
        let hash = cells.cell(of: head.adjacency, head.operations).hash(insteadOf: head.moduleHash)
      {
        message += "; the hash '\(head.moduleHash)' belongs to another graph than the one beside it, whose is '\(hash)'"
      }
      return Self.unread(file, number, message)
    }
  }

  private static func open(_ file: Int, from files: any FileSource) throws(TFRecordFileError) -> TFRecordCursor {
    do throws(FileError) { return try TFRecordCursor(opening: files.location(of: file)) } catch { throw .file(error) }
  }

  private static func unread(_ file: Int, _ record: Int, _ message: String) -> RawRun {
    let pointer = "/\(record)"
    return RunProblem.unreadRun(
      file, pointer: pointer,
      RunProblem.unparsable(
        message, expected: "records of NAS-Bench-101", at: Place(file: file, pointer: pointer),
        hint: "the file was cut or damaged: compare its SHA-256 with the published one"))
  }

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    guard let wanted = Int(reference.pointer.dropFirst()) else { return "null" }
    do throws(TFRecordFileError) {
      if openFile?.file != reference.file || openFile.map({ $0.frames.nextRecord > wanted }) ?? true {
        openFile = (reference.file, try Self.open(reference.file, from: files))
      }
      guard let frames = openFile?.frames else { return "null" }
      while frames.nextRecord <= wanted {
        do throws(TFRecordFileError) {
          guard try frames.next() else { return "null" }
        } catch {
          guard error.canGoOn else { return "null" }
          if frames.nextRecord > wanted { return "null" }
        }
      }
      return frames.withPayload { payload in
        var tape = JSONTape()
        let start = payload.string(0..<min(payload.byteCount, TransNASReader.quarantineLimit))
        do throws(JSONError) { try tape.parse(payload) } catch {
          return JSONQuarantine.record(nil, of: tape, source: start)
        }
        return JSONQuarantine.record(tape.root, of: tape, source: start)
      }
    } catch {
      return "null"
    }
  }
}
