import Bindings
import TestSupport
import Testing

@Suite struct HDF5FileTests {
  /// Writes one of everything.
  private func write(_ path: String, level: Int = 4) throws {
    let file = try HDF5File(creating: path)
    try file.root.setAttribute("title", "ünïcode")
    let group = try file.root.createGroup("group")
    let scale = try group.createDataset("row", shape: [3], chunk: [2], level: level, fill: Int64(0))
    try scale.makeScale("row", netCDFDimension: 0)
    var encoder = HDF5ChunkEncoder(level: level)
    try scale.writeChunk(encoder.encode([0, 1] as [Int64]), at: [0])
    try scale.writeChunk(encoder.encode([2, 0] as [Int64]), at: [2])
    let values = try group.createDataset("value", shape: [3, 2], chunk: [3, 2], level: level, fill: Double.nan)
    try values.setAttribute("_FillValue", Double.nan)
    try values.attachScale(scale, toDimension: 0)
    try values.writeChunk(encoder.encode([1, 2, 3, 4, -0.0, .infinity]), at: [0, 0])
    let flags = try group.createDataset("flag", shape: [3], chunk: [3], level: level, fill: UInt8(0))
    try flags.writeChunk(encoder.encode([1, 0, 1] as [UInt8]), at: [0])
    let small = try group.createDataset("small", shape: [2], chunk: [2], level: level, fill: Int32(0))
    try small.writeChunk(encoder.encode([-7, 7] as [Int32]), at: [0])
    _ = try group.createDataset("empty", shape: [0], chunk: [1], level: level, fill: Int64(0))
    let texts = try group.writeTexts("text", ["", "a", "日本"])
    try texts.attachScale(scale, toDimension: 0)
    _ = try group.writeTexts("nothing", [])
    try file.close()
  }

  @Test func theSameCallsGiveTheSameBytes() throws {
    let directory = TemporaryDirectory()
    let paths = ["a.h5", "b.h5"].map { directory.path($0) }
    try write(paths[0])
    try write(paths[1])
    let digests = try paths.map { try SHA256Digest.ofFile($0).digest }
    #expect(digests[0] == digests[1])
  }

  @Test func filesWrittenSideBySideAreWhole() async throws {
    let directory = TemporaryDirectory()
    let paths = (0..<8).map { directory.path("\($0).h5") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for path in paths {
        group.addTask { try write(path) }
      }
      try await group.waitForAll()
    }
    let digests = try Set(paths.map { try SHA256Digest.ofFile($0).digest })
    #expect(digests.count == 1)
  }

  @Test func aFailureCarriesWhatTheLibraryNoted() throws {
    let error = #expect(throws: HDF5Error.self) { _ = try HDF5File(creating: "/nonexistent/a.h5") }
    #expect(error?.function == "H5Fcreate")
    let wanted = "/nonexistent/a.h5: H5Fcreate failed: H5FD__sec2_open: unable to open"
    #expect(error?.description.hasPrefix(wanted) == true)
    #expect(error?.message.contains("No such file or directory") == true)
  }

  @Test func aNameIsTakenOnlyOnce() throws {
    let directory = TemporaryDirectory()
    let file = try HDF5File(creating: directory.path("a.h5"))
    _ = try file.root.createGroup("x")
    let error = #expect(throws: HDF5Error.self) { _ = try file.root.createGroup("x") }
    #expect(error?.subject == "\(file.path):/x")
    #expect(error?.message.contains("name already exists") == true)
    file.abandon()
  }
}
