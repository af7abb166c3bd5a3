import Bytes
import Core
import Formats
import Foundation
import Testing

@Suite struct ReleaseLinesReaderTests {
  private static let line =
    #"{"space":"s","encoding":"e","task":"t","budget":2,"seed":1,"repeat":null,"status":"finished","#
    + #""metrics":{"valid_loss":[0.5,null],"test_loss":["NaN",-0.0]},"time_elapsed":[1.0,2.0],"#
    + #""info":{"inference_time":"-Infinity","params":3,"time_total":2.0,"start":"now","logged_params":"3 M"},"#
    + #""sources":[{"path":"input/a","sha256":null,"pointer":"/x"}]}"#

  /// The runs of a text given in pieces of `size` bytes.
  private func runs(_ text: String, pieces size: Int = .max, workers: Int = 1) throws -> [ReleaseLine] {
    var reader = ReleaseLinesReader(path: "x.jsonl", workers: workers)
    var runs: [ReleaseLine] = []
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = start + min(size, bytes.count - start)
      try bytes[start..<end].withRaw { (piece) throws(ReleaseInputError) in try reader.read(piece) { runs.append($0) } }
      start = end
    }
    try reader.finish { runs.append($0) }
    return runs
  }

  @Test func everyMemberOfALineIsRead() throws {
    let run = try #require(runs(Self.line).first)
    #expect(
      run
        == ReleaseLine(
          space: "s", encoding: "e", task: "t", budget: 2, seed: 1, repetition: nil, status: "finished",
          columns: ReleaseColumns([
            (ReleaseColumns.Name("valid_loss", isMetric: true), [0.5, Curve.absent]),
            (ReleaseColumns.Name("test_loss", isMetric: true), [.nan, -0.0]),
            (ReleaseColumns.Name("time_elapsed", isMetric: false), [1, 2]),
          ]), inferenceTime: -.infinity, params: 3, info: [Attribute("start", "now"), Attribute("params", "3 M")],
          sources: [ReleaseSource(path: "input/a", sha256: nil, pointer: "/x")]))
  }

  @Test func zeroAndItsNegativeAbsentAndMeasuredDiffer() throws {
    let run = try #require(runs(Self.line).first)
    for (from, to) in [("-0.0", "0.0"), ("null]", "\"NaN\"]"), ("\"NaN\"", "null"), ("0.5", "0.5000000000000001")] {
      let other = Self.line.split(separator: from, maxSplits: 1).joined(separator: to)
      #expect(try runs(other).first != run, "\(from)")
    }
  }

  @Test(arguments: [1, 7, 4096])
  func piecesOfAnySizeGiveTheSame(_ size: Int) throws {
    let text = repeatElement(Self.line, count: 300).joined(separator: "\n") + "\n"
    #expect(try runs(text, pieces: size, workers: 3) == runs(text))
    #expect(try runs(text).count == 300)
  }

  @Test func aFileCutAnywhereIsAnErrorOrItsWholeLines() throws {
    let text = Self.line + "\n" + Self.line + "\n"
    let bytes = Array(text.utf8)
    let whole = [0, Self.line.utf8.count, Self.line.utf8.count + 1, 2 * Self.line.utf8.count + 1, bytes.count]
    for count in 0...bytes.count {
      let cut = String(decoding: bytes[..<count], as: UTF8.self)
      if whole.contains(count) {
        #expect(try runs(cut).count == (count + 1) / (Self.line.utf8.count + 1))
      } else {
        let error = #expect(throws: ReleaseInputError.self) { try runs(cut) }
        #expect(error?.description.hasPrefix("x.jsonl: line \(count > whole[2] ? 2 : 1), byte ") == true)
      }
    }
  }

  @Test(arguments: [
    (#""budget":2"#, #""budget":-2"#, "line 1, byte 48, /budget: -2; expected a whole number of epochs"),
    (#""budget":2,"#, "", "line 1, byte 0: 'budget' is missing; expected a run with 'budget'"),
    (
      #"[1.0,2.0]"#, "[1.0]", "line 1, byte 0, /time_elapsed: 1 epochs; expected 2, as 'valid_loss' has"
    ),
    (#""seed":1"#, #""budget":1"#, "line 1, byte 50, /budget: a key for the second time; expected every key once"),
    ("0.5", "1e999", #"1e999; expected a finite number, "NaN", "Infinity", "-Infinity" or null"#),
    ("0.5", "true", #"true; expected a finite number, "NaN", "Infinity", "-Infinity" or null"#),
    ("0.5", #""nan""#, #""nan"; expected a finite number"#),
    ("0.5", "NaN", "expected a finite number: NaN and infinities are not strict JSON"),
    ("time_elapsed", "valid_loss", "'valid_loss' for the second time; expected every column once"),
    ("[1.0,2.0]", "3", "'time_elapsed' is an integer; expected a member of a run, or a column of numbers"),
    (#""sha256":null,"#, "", "'sha256' is missing; expected an object with 'sha256'"),
    (#""params":3"#, #""params":3.5"#, "/info/params: 3.5; expected a whole number or null"),
  ])
  func aLineThatIsNoRunIsAnErrorThatSaysWhere(_ from: String, _ to: String, _ message: String) throws {
    let place = try #require(Self.line.range(of: from))
    let error = #expect(throws: ReleaseInputError.self) {
      try runs(Self.line.replacingCharacters(in: place, with: to))
    }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test func aLineWithoutEndIsGivenUp() throws {
    var reader = ReleaseLinesReader(path: "x", workers: 1)
    let piece = [UInt8](repeating: 0x20, count: 1 << 20)
    let error = #expect(throws: ReleaseInputError.self) {
      for _ in 0..<100 {
        try piece[...].withRaw { (piece) throws(ReleaseInputError) in try reader.read(piece) { _ in } }
      }
    }
    #expect(error?.kind == .tooLarge)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func withRaw<Failure: Error>(_ body: (RawSpan) throws(Failure) -> Void) throws(Failure) {
    try Array(self).withBytes(body)
  }
}
