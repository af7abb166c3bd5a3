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
      results.readArchitecture(document.root, "", listed: nil, index: index(of: file, files))
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
      let pointer = "/arch2infos/\(document.pointerPart(member.key))"
      let claim = Claim(RegistryClaim.index(index), at: Place(file: file, pointer: pointer))
      results.readArchitecture(member.value, pointer, listed: listed, index: claim)
    }
    return results.runs
  }

  /// The index that the name of a file of one architecture states: `000009.pickle.pbz2`, `000009-FULL.pth`.
  private func index(of file: Int, _ files: any FileSource) -> Claim<RegistryClaim>? {
    let name = files.releasePath(of: file).split(separator: "/").last ?? ""
    let digits = name.prefix { ("0"..."9").contains($0) }
    guard digits.utf8.count == 6, let index = Int(digits) else { return nil }
    return Claim(.index(index), at: Place(file: file, isPath: true))
  }
}
