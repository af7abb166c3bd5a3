import Core
import Foundation
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct OFAMobileNetV3Tests {
  private let space = OFAMobileNetV3()

  private static func text(
    _ width: String = "1.0", kernels: [Int] = Array(repeating: 7, count: 20),
    expansions: [Int] = Array(repeating: 6, count: 20), depths: [Int] = [4, 4, 4, 4, 4], resolution: String = "224"
  ) -> String {
    func list(_ numbers: [Int]) -> String { "[\(numbers.map { "\($0)" }.joined(separator: ","))]" }
    return
      "{\"wid\":\(width),\"ks\":\(list(kernels)),\"e\":\(list(expansions)),\"d\":\(list(depths)),\"r\":\(resolution)}"
  }

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func everyRowOfTheTruthIsReproduced() throws {
    let rows = try TruthRow.rows("truth/ofa-mobilenetv3.jsonl")
    #expect(rows.count == 34)
    for row in rows {
      let cell = try space.parse(row.encoding)
      let entry = space.costs(of: cell)[0]
      #expect(entry.params == row.number("params"), "\(row.encoding)")
      #expect(entry.macs == row.number("macs_conv_linear"), "\(row.encoding)")
      #expect(entry.counter("published") == row.number("flops_as_published_convention"), "\(row.encoding)")
      #expect(entry.params == entry.paramsLive && entry.macs == entry.macsLive)
      #expect(try space.parse(space.encode(cell)) == cell)
    }
  }

  @Test func thereAre7371StagesAndTheSizeIsExact() {
    let stages = (0..<OFAStage.count).map { OFAStage(code: $0) }
    let described = Set(
      stages.map { $0.blocks.map { "\($0.kernelSize)\($0.expansionRatio)" }.joined(separator: " ") })
    #expect(described.count == 7371)
    #expect([2, 3, 4].map { depth in stages.count { $0.depth == depth } } == [81, 729, 6561])
    // 2 x 25 x 7371⁵ by long multiplication.
    var digits = [50]
    for _ in 0..<5 {
      var carry = 0
      digits = digits.map { digit in
        carry += digit * 7371
        defer { carry /= 1000 }
        return carry % 1000
      }
      while carry > 0 {
        digits.append(carry % 1000)
        carry /= 1000
      }
      if let first = digits.first, first >= 1000 { Issue.record("three digits a limb") }
    }
    let expected = digits.reversed().map { String(String($0 + 1000).dropFirst()) }.joined().drop { $0 == "0" }
    #expect(space.size == String(expected))
  }

  @Test func slotsBeyondTheDepthDoNotMatter() throws {
    var kernels = Array(repeating: 3, count: 20)
    var expansions = Array(repeating: 4, count: 20)
    let plain = try space.parse(Self.text(kernels: kernels, expansions: expansions, depths: [2, 3, 4, 2, 3]))
    (kernels[2], kernels[7], expansions[3], expansions[19]) = (7, 0, 6, 0)
    let other = try space.parse(Self.text(kernels: kernels, expansions: expansions, depths: [2, 3, 4, 2, 3]))
    #expect(plain == other)
    #expect(
      space.encode(plain) == """
        {"wid":1.0,"ks":[3,3,0,0,3,3,3,0,3,3,3,3,3,3,0,0,3,3,3,0],\
        "e":[4,4,0,0,4,4,4,0,4,4,4,4,4,4,0,0,4,4,4,0],"d":[2,3,4,2,3],"r":224}
        """)
    kernels[8] = 5
    #expect(try space.parse(Self.text(kernels: kernels, expansions: expansions, depths: [2, 3, 4, 2, 3])) != plain)
  }

  @Test func theResolutionMayStandInAListAndTheWidthBeAWholeNumber() throws {
    let cell = try space.parse(Self.text())
    #expect(try space.parse(Self.text("1")) == cell)
    #expect(try space.parse(Self.text(resolution: "[224]")) == cell)
    #expect(try space.parse(Self.text("1.20")).width == .wide)
  }

  @Test func widthsRoundAsTheAuthorsRound() {
    let scaled = [16, 24, 40, 80, 112, 160, 960, 1280].map { OFAWidth.wide.scaled($0) }
    #expect(scaled == [24, 32, 48, 96, 136, 192, 1152, 1536])
    #expect([16, 24, 40, 80].map { OFAWidth.single.scaled($0) } == [16, 24, 40, 80])
  }

  @Test(arguments: [
    (text("1.1"), "outside the space at byte 7: found '1.1'; expected a width multiplier, one of 1.0, 1.2"),
    (text("\"1\""), "malformed encoding at byte 7: found '\"1\"'; expected a width multiplier, one of 1.0, 1.2"),
    (text(kernels: [7]), "malformed encoding at byte 16: found 1 numbers; expected 20 numbers, ks"),
    (
      text(kernels: [0] + Array(repeating: 7, count: 19)),
      "outside the space at byte 17: found '0'; expected a kernel size, one of 3, 5, 7"
    ),
    (
      text(kernels: [7, 7, 4] + Array(repeating: 7, count: 17), depths: [2, 2, 2, 2, 2]),
      "outside the space at byte 21: found '4'; expected a kernel size, one of 3, 5, 7, 0"
    ),
    (text(depths: [5, 4, 4, 4, 4]), "outside the space at byte 109: found '5'; expected a depth, one of 2, 3, 4"),
    (
      text(resolution: "226"),
      "outside the space at byte 124: found '226'; expected a resolution, one of 128, 132, …, 224"
    ),
    (text(resolution: "[]"), "malformed encoding at byte 124: found an array; expected one resolution"),
    (
      text(resolution: "99999999999999999999"),
      "outside the space at byte 124: found '99999999999999999999'; expected a resolution, one of 128, 132, …, 224"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }
}
