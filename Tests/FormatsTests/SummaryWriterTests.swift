import Bytes
import Codecs
import Core
import Formats
import Foundation
import TestSupport
import Testing

@Suite struct SummaryWriterTests {
  private func lines(_ release: Release) throws -> [String] {
    let directory = TemporaryDirectory()
    let path = directory.path("x.csv.gz")
    try SummaryWriter().write(release, to: path, workers: 2)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let text = try GzipCodec().decompress(bytes.span, limit: 1 << 30)
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func single() -> Release {
    var release = SyntheticRelease(
      spaces: [("s", "s", 1)], tasks: Array(SyntheticTask.transnas.prefix(1)), isOdd: false
    ).make()
    for index in release.spaces[0].tasks[0].groups[0].scores.indices {
      release.spaces[0].tasks[0].groups[0].scores[index].value = 0.1 + 0.2 + Double(index)
    }
    return release
  }

  @Test func aRowHoldsWhatTheHeaderSays() throws {
    let found = try lines(single())
    #expect(
      found[0] == "space,encoding,task,budget,n_seeds,final_valid,final_test,best_valid_valid,best_valid_test,"
        + "best_epoch,params,macs,model_params,model_macs,canonical,class_isomorphic,class_same_network,minmax_p,rank01,zscore,"
        + "nregret,avg_rank")
    #expect(
      found[1].hasPrefix(
        "s,s-00000,class_scene,25,1,1.3,0.30000000000000004,3.3,2.3,12,1000000,0,2000000,0,s-00000,"
          + "isomorphic:s-00000,same-network:s-00000,"))
    #expect(found[1].hasSuffix(",0.3333333333333333"))
    #expect(found.count == 2)
  }

  @Test func anEncodingWithACommaIsQuotedAndWhatIsAbsentIsEmpty() throws {
    var release = single()
    release.spaces[0].architectures[0].description.encoding = "(1, \"2\")"
    release.spaces[0].architectures[0].description.costs = []
    release.spaces[0].architectures[0].averageRank = nil
    release.spaces[0].tasks[0].groups[0].scores = []
    release.spaces[0].tasks[0].groups[0].runs[0].loggedParams = nil
    #expect(
      try lines(release)[1] == "s,\"(1, \"\"2\"\")\",class_scene,25,1,,,,,,,,,,s-00000,"
        + "isomorphic:s-00000,same-network:s-00000,,,,,")
  }

  @Test func publishedClassesHaveAColumnWhereASpaceDefinesThem() throws {
    var release = single()
    release.spaces[0].architectures[0].description.classes.append(EquivalenceClass(kind: .published, id: "published:x"))
    let found = try lines(release)
    #expect(found[0].contains(",class_same_network,class_published,minmax_p"))
    #expect(found[1].contains(",same-network:s-00000,published:x,"))
  }
}
