import Bytes
import Formats
import Foundation
import TestSupport
import Testing

@Suite struct PickleInspectionTests {
  @Test func globalsAreNamedWithoutBeingResolved() {
    let bytes: [UInt8] =
      [0x80, 4, 0x8C, 2] + ascii("os") + [0x94, 0x8C, 6] + ascii("system") + [0x94, 0x93, 0x30, 0x68, 0, 0x68, 1, 0x93]
      + ascii("ccollections\nOrderedDict\n0.") + ascii("rest")
    let inspection = bytes.withBytes { PickleInspection(scanning: $0) }
    #expect(inspection.globals.map { "\($0.module) \($0.name)" } == ["os system", "collections OrderedDict"])
    #expect(inspection.globals.map(\.offset) == [16, 23])
    #expect(inspection.globals.map(\.count) == [2, 1])
    #expect(inspection.globals.map(\.isAllowed) == [false, true])
    #expect(!inspection.hasUnknownGlobals)
    #expect(inspection.protocolNumber == 4)
    #expect(inspection.trailingSize == 4)
    #expect(inspection.problem == nil)
  }

  @Test func whatCannotBeScannedIsAProblemAndNoTrap() {
    for count in 0..<60 {
      let bytes = Array(PickleSample.written(.two).prefix(count))
      let inspection = bytes.withBytes { PickleInspection(scanning: $0) }
      #expect(inspection.problem != nil)
    }
  }

  @Test func anArchiveIsListed() throws {
    let directory = TemporaryDirectory()
    try PickleSample.writeArchive(to: directory.path("release.pth"))
    var buffer = ByteBuffer()
    try buffer.readFile(at: directory.path("release.pth"))
    let inspection = buffer.withBytes { PickleInspection(scanning: $0) }
    #expect(inspection.container == .torchArchive(member: "release/data.pkl"))
    #expect(inspection.members.count == 3)
    #expect(inspection.pickleSize == inspection.members.first?.size)
    #expect(inspection.opcodes.first?.opcode == .binFloat)
    #expect(inspection.problem == nil)
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func aStreamOfTorchIsFivePickles() throws {
    let path = try #require(sharedDirectory).appending(path: "data/transnas-pth/transnas_40_legacy.pth")
    let bytes = [UInt8](try Data(contentsOf: path))
    let inspection = bytes.withBytes { PickleInspection(scanning: $0) }
    #expect(inspection.container == .torchStream)
    #expect(inspection.pickleCount == 5)
    #expect(inspection.pickleSize == bytes.count)
    #expect(inspection.globals.isEmpty)
  }
}
