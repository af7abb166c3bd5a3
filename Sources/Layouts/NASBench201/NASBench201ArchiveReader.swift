import Bytes
import Core
import Formats

/// Reads files of NAS-Bench-201 and NATS-Bench: one architecture, or all with the list of their names.
struct NASBench201ArchiveReader: SourceReader {
  let keys: [String]
  private var buffer = ByteBuffer()

  init(keys: [String]) { self.keys = keys }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { read($0, files) }
  }

  private mutating func read(_ file: Int, _ files: any FileSource) -> [RawRun] {
    let document: PickleDocument
    do throws(UnreadablePickle) {
      document = try PickledFile.document(file, with: &buffer, from: files, inert: true)
    } catch {
      return [PickledFile.unreadable(file, error.problem)]
    }
    var results = NASBench201Results(document: document, file: file, keys: keys)
    guard let architectures = document.value("arch2infos", in: document.root) else {
      results.readArchitecture(document.root, "", listed: nil)
      return results.runs
    }
    // The list of a folder of single files has nothing here.
    if document.isNone(architectures) { return [] }
    let names = document.value("meta_archs", in: document.root).map { document.elements(of: $0) }
    for member in document.members(of: architectures) {
      let index = document.integer(member.key).map { Int($0) } ?? -1
      var listed: Claim<String>?
      if let names, names.indices.contains(index), let name = document.string(names[index]) {
        listed = Claim(TransNASReader.clipped(name), at: Place(file: file, pointer: "/meta_archs/\(index)"))
      }
      results.readArchitecture(member.value, "/arch2infos/\(document.pointerPart(member.key))", listed: listed)
    }
    return results.runs
  }
}
