import Bytes
import Formats
import Foundation
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
    var counts: [String: Int] = [:]
    for entry in manifest.files {
      let folder = entry.file.split(separator: "/").first.map(String.init) ?? ""
      guard Self.folders.contains(folder), entry.file.hasSuffix(".pkl") || entry.file.hasSuffix(".pth") else {
        continue
      }
      var buffer = ByteBuffer()
      try buffer.readFile(at: root.appending(path: entry.file).path(percentEncoded: false))
      var error: PickleError?
      let time = processorTime {
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
  }

  /// A million empty lists, dictionaries, constants or tuples on the stack, in a process of their own.
  @Test(arguments: [0x5D, 0x7D, 0x4E, 0x29] as [UInt8])
  func aFileOfOneOpcodeTakesMemoryInProportion(_ opcode: UInt8) async {
    await #expect(processExitsWith: .success) { [opcode] in
      let before = Self.peakMemory()
      let error = #expect(throws: PickleError.self) {
        try PickleDocument([UInt8](repeating: opcode, count: 4_000_000))
      }
      #expect(error != nil)
      #expect(before > 0)
      #expect(Self.peakMemory() - before < 256)
    }
  }

  /// The most memory that this process ever held, in MiB; what its parent held does not count.
  private static func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first).flatMap { Int($0) }.map { $0 / 1024 } ?? 0
  }
}
