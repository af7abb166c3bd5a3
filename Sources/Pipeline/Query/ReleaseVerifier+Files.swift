import Bytes
import Core
import Dispatch
import Synchronization

extension ReleaseVerifier {
  /// What is wrong with the files, and their digests, by name.
  struct FileCheck: Sendable {
    var report = Report()
    var digests: [String: FileDigest] = [:]
    var records = ReleaseRecords()
  }

  /// The checksums, the names and the counts.
  /// - Parameter isBeside: Whether this thread alone reads the files, while others have other work.
  func checkFiles(_ listing: ReleaseListing, isBeside: Bool = false) throws -> FileCheck {
    var report = Report()
    for stray in listing.strays { report.add(stray.name, stray.what, "only regular files in the release") }
    for name in listing.present where listing.sums[name] == nil && name != "SHA256SUMS" {
      report.add(name, "a file that SHA256SUMS does not list", "only the files of the release")
    }
    for (name, output) in listing.outputs.sorted(by: { $0.key.precedesBytewise($1.key) }) {
      if let sum = listing.sums[name] {
        if sum != output.sha256 {
          report.add(name, "SHA-256 \(output.sha256) in manifest.json", "\(sum), as SHA256SUMS says")
        }
      } else {
        report.add(name, "no line in SHA256SUMS", "its SHA-256, as in manifest.json")
      }
    }
    for name in listing.sums.keys.sorted() where listing.outputs[name] == nil && name != "manifest.json" {
      report.add(name, "no output of manifest.json", "an entry with its size and SHA-256")
    }
    let names = listing.sums.keys.sorted { $0.precedesBytewise($1) }
    let digests = Mutex<[String: FileDigest?]>([:])
    let digest = { @Sendable (index: Int) in
      guard (try? monitor.checkInterruption()) != nil, listing.present.contains(names[index]) else { return }
      let digest = try? plugins.fileDigest("\(listing.path)/\(names[index])")
      digests.withLock { $0[names[index]] = digest }
    }
    let lists = { @Sendable in
      var report = Report()
      let records = ReleaseRecords(listing, plugins, checksDigests: isBeside, &report)
      ReleaseAccounts(listing, records).check(&report)
      return (records: records, report: report)
    }
    let read: (records: ReleaseRecords, report: Report)
    if isBeside {
      names.indices.forEach(digest)
      read = lists()
    } else {
      let later = Later(lists)
      DispatchQueue.concurrentPerform(iterations: names.count, execute: digest)
      read = later.value()
    }
    try monitor.checkInterruption()
    let found = digests.withLock { $0 }
    let strays = Set(listing.strays.map(\.name))
    for name in names {
      guard listing.present.contains(name) else {
        if strays.contains(name) { continue }
        report.add(name, "no such file", "a file, as SHA256SUMS lists it")
        continue
      }
      guard let digest = found[name].flatMap({ $0 }) else {
        report.add(name, "it cannot be read", "a readable file")
        continue
      }
      report.files += 1
      report.bytes += digest.bytes
      if digest.sha256 != listing.sums[name] {
        report.add(name, "SHA-256 \(digest.sha256)", "\(listing.sums[name] ?? ""), as SHA256SUMS says")
      }
      if let output = listing.outputs[name], output.bytes != digest.bytes {
        report.add(name, "\(digest.bytes) bytes", "\(output.bytes), as manifest.json says")
      }
    }
    report.problems += read.report.problems
    checkDescriptions(listing, &report)
    return FileCheck(report: report, digests: found.compactMapValues { $0 }, records: read.records)
  }

  /// Checks that the files that describe the release are all there, and that they name the files beside them.
  private func checkDescriptions(_ listing: ReleaseListing, _ report: inout Report) {
    let names = plugins.packager?.fileNames ?? []
    if names.contains(where: listing.present.contains) {
      for name in names where !listing.present.contains(name) && listing.sums[name] == nil {
        report.add(name, "no such file", "one beside the others that describe the release")
      }
    }
    CroissantFiles(listing)?.check(&report)
  }
}
