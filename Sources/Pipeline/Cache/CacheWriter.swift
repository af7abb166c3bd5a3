import Bytes
import Core
import Ingest

/// Writes the file of a cache: texts once each, then one block per unit, a table of the blocks, a checksum.
///
/// All numbers are 64-bit little-endian. Files are named by their place in the unit.
struct CacheWriter: ~Copyable {
  private var blocks = OutputBytes(capacity: 1 << 20)
  private var table = OutputBytes(capacity: 1 << 16)
  private var texts = OutputBytes(capacity: 1 << 16)
  private var places: [String: Int] = [:]
  private var units = 0

  init() {}

  mutating func append(_ unit: CachedUnit, key: String) {
    units += 1
    Self.put(key, to: &table)
    Self.put(blocks.count, to: &table)
    let files = unit.unit.files
    put(unit.reading.contents.count)
    for (file, contents) in unit.reading.contents.sorted(by: { $0.key < $1.key }) {
      put(files.firstIndex(of: file) ?? -1)
      put(contents.bytes)
      // Digests are told apart from texts: no two files share one.
      blocks.append(string: contents.sha256.isEmpty ? String(repeating: "0", count: 64) : contents.sha256)
    }
    put(unit.reading.runs.count)
    for run in unit.reading.runs { append(run, files) }
  }

  private mutating func append(_ run: RawRun, _ files: [Int]) {
    put(run.architectures, files) { $0.put($1) }
    put(run.registryClaims, files) { writer, claim in
      switch claim {
      case .index(let index):
        writer.put("")
        writer.put("\(index)")
      case .classID(let kind, let id):
        writer.put(kind.rawValue)
        writer.put(id)
      }
    }
    put(run.tasks, files) { $0.put($1) }
    put(run.seeds, files) { $0.put($1) }
    put(run.budget.map { [$0] } ?? [], files) { $0.put($1) }
    put(run.status.map { [$0] } ?? [], files) { $0.put($1) }
    put(run.statusMessage.map { [$0] } ?? [])
    put(run.epochs.count)
    for epoch in run.epochs { put(epoch) }
    put(run.epochLines.count)
    for line in run.epochLines { put(line) }
    put(run.curve == nil ? 0 : 1)
    if let curve = run.curve {
      put(curve.epochs)
      put(curve.metrics)
      for value in curve.values { put(Int(bitPattern: UInt(value.bitPattern))) }
    }
    put(run.loggedParams.map { [$0] } ?? [], files) { $0.put($1) }
    put(run.inferenceTime == nil ? 0 : 1)
    if let time = run.inferenceTime { put(Int(bitPattern: UInt(time.bitPattern))) }
    put(run.configuration, files) { writer, entry in
      writer.put(entry.key)
      writer.put(entry.value)
    }
    put(run.info.count)
    for entry in run.info {
      put(entry.key)
      put(entry.value)
    }
    put(run.problems.count)
    for problem in run.problems { append(problem, files) }
    put(run.problemsOmitted)
    put(run.sources.count)
    for source in run.sources {
      put(files.firstIndex(of: source.file) ?? -1)
      put(source.pointer)
    }
    put(run.epochsCompared ?? -1)
    put(run.repetition ?? -1)
    put(run.values.count)
    for value in run.values { put(Int(Int64(bitPattern: value.bitPattern))) }
    put(run.log.flatMap { files.firstIndex(of: $0) } ?? -1)
  }

  private mutating func append(_ problem: Problem, _ files: [Int]) {
    put(problem.code.rawValue)
    put(problem.place, files)
    put(problem.message)
    put(problem.expected.map { [$0] } ?? [])
    put(problem.hint)
    put(problem.severity.map { [$0.rawValue] } ?? [])
  }

  private mutating func put<Value>(
    _ claims: [Claim<Value>], _ files: [Int], _ value: (inout CacheWriter, Value) -> Void
  ) {
    put(claims.count)
    for claim in claims {
      value(&self, claim.value)
      put(claim.place, files)
    }
  }

  private mutating func put(_ place: Place, _ files: [Int]) {
    put(files.firstIndex(of: place.file) ?? -1)
    put(place.line ?? -1)
    put(place.pointer.map { [$0] } ?? [])
    put(place.isPath ? 1 : 0)
  }

  private mutating func put(_ texts: [String]) {
    put(texts.count)
    for text in texts { put(text) }
  }

  private mutating func put(_ text: String) {
    if let place = places[text] { return put(place) }
    let place = places.count
    places[text] = place
    Self.put(text, to: &texts)
    put(place)
  }

  private mutating func put(_ value: Int) { Self.put(value, to: &blocks) }

  private static func put(_ text: String, to bytes: inout OutputBytes) {
    put(text.utf8.count, to: &bytes)
    bytes.append(string: text)
  }

  private static func put(_ value: Int, to bytes: inout OutputBytes) {
    var value = UInt64(bitPattern: Int64(value))
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: value))
      value >>= 8
    }
  }

  /// Replaces the file at `path` in one step; does nothing where it cannot.
  consuming func save(to path: String, digest: (RawSpan) -> String) {
    var head = OutputBytes()
    for value in [units, places.count, texts.count, table.count] { Self.put(value, to: &head) }
    // The parts are not joined: together they are as large as the curves of the whole benchmark.
    let sums =
      head.withBytes { digest($0) } + texts.withBytes { digest($0) } + table.withBytes { digest($0) }
      + blocks.withBytes { digest($0) }
    let sum = sums.withBytes { digest($0) }
    let temporary = "\(path).new-\(UInt64.random(in: 0 ... .max))"
    do throws(SystemError) {
      var writer = try FileWriter(creating: temporary)
      try writer.write(CacheFile.format + "\n" + sum + "\n")
      try head.withBytes { bytes throws(SystemError) in try writer.write(bytes) }
      try texts.withBytes { bytes throws(SystemError) in try writer.write(bytes) }
      try table.withBytes { bytes throws(SystemError) in try writer.write(bytes) }
      try blocks.withBytes { bytes throws(SystemError) in try writer.write(bytes) }
      try writer.finish()
      try FileSystem.rename(temporary, to: path)
    } catch {
      // Without a cache the next build reads everything again.
      try? FileSystem.remove(temporary)
    }
  }
}
