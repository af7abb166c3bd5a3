import Bytes
import Formats
import Foundation
import Glibc
import TestSupport
import Testing

/// Files made to hurt: each behaves as their manifest says.
@Suite(.serialized) struct PickleHostileTests {
  private struct Manifest: Decodable {
    struct Entry: Decodable {
      let file: String
      let kind: String
    }
    let files: [Entry]
  }

  private static let folders: Set<String> = [
    "exec", "pid", "ok", "tensor", "bomb", "length", "deep", "malformed", "truncated", "zip",
  ]

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func everyHostileFileIsRefusedForItsCause() throws {
    let root = try #require(sharedDirectory).appending(path: "data/pickles-hostile")
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(contentsOf: root.appending(path: "manifest.json")))
    let before = peakMemory()
    var counts: [String: Int] = [:]
    for entry in manifest.files {
      let folder = entry.file.split(separator: "/").first.map(String.init) ?? ""
      guard Self.folders.contains(folder), entry.file.hasSuffix(".pkl") || entry.file.hasSuffix(".pth") else {
        continue
      }
      var buffer = ByteBuffer()
      try buffer.readFile(at: root.appending(path: entry.file).path(percentEncoded: false))
      var error: PickleError?
      let time = ContinuousClock().measure {
        do throws(PickleError) {
          _ = try PickleDocument(exchanging: &buffer)
        } catch let refusal {
          error = refusal
        }
      }
      #expect(time < .seconds(5), "\(entry.file)")
      switch entry.kind {
      case "accept": #expect(error == nil, "\(entry.file): \(error?.description ?? "")")
      case "exec", "refuse", "bomb": #expect(error != nil, "\(entry.file) was accepted")
      default: break
      }
      if entry.kind == "exec" {
        let isNamed = if case .globalNotAllowed = error?.reason { true } else { false }
        #expect(isNamed, "\(entry.file): \(error?.description ?? "")")
      }
      if folder == "truncated", let error {
        #expect(error.description.contains("truncated"), "\(entry.file): \(error)")
      }
      counts[entry.kind, default: 0] += 1
    }
    print("hostile files: \(counts)")
    #expect(counts["exec", default: 0] >= 12)
    #expect(counts["refuse", default: 0] >= 45)
    #expect(peakMemory() - before < 256)
  }

  @Test func aFileOfOneOpcodeTakesMemoryInProportion() {
    // A million empty lists, marks, constants, on the stack.
    for byte in [0x5D, 0x7D, 0x4E, 0x29] as [UInt8] {
      let before = peakMemory()
      let bytes = [UInt8](repeating: byte, count: 4_000_000)
      let error = #expect(throws: PickleError.self) { try PickleDocument(bytes) }
      #expect(error != nil)
      #expect(peakMemory() - before < 256)
    }
  }

  /// MiB.
  private func peakMemory() -> Int {
    var usage = rusage()
    unsafe getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}
