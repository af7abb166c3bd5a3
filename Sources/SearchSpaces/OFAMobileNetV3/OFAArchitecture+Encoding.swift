import Core
import JSON

extension OFAArchitecture {
  /// What an encoding looks like, for error messages.
  static let grammar = "JSON {\"wid\":1.0,\"ks\":[20 numbers],\"e\":[20],\"d\":[5],\"r\":224}"

  /// The authors' configuration as JSON without white space, 0 in the slots that are not part of the network.
  var encoding: String {
    var kernels: [Int] = []
    var expansions: [Int] = []
    for stage in stages {
      let idle = Array(repeating: 0, count: OFAStage.slots - stage.depth)
      kernels += stage.blocks.map(\.kernelSize) + idle
      expansions += stage.blocks.map(\.expansionRatio) + idle
    }
    let members = [
      "\"wid\":\(width.multiplier)", "\"ks\":\(Self.list(kernels))", "\"e\":\(Self.list(expansions))",
      "\"d\":\(Self.list(stages.map(\.depth)))", "\"r\":\(resolution)",
    ]
    return "{\(members.joined(separator: ","))}"
  }

  private static func list(_ values: [Int]) -> String { "[\(values.map { "\($0)" }.joined(separator: ","))]" }

  /// The subnet of the authors' configuration.
  ///
  /// Slots beyond the depth of a stage may hold 0 or any choice, which changes nothing. The resolution may stand alone or
  /// in a list of one, as in the authors' programs.
  init(encoding: String) throws(EncodingError) {
    let reader = try ConfigurationReader(encoding, grammar: Self.grammar)
    let members = try reader.members(["wid", "ks", "e", "d", "r"])
    let width = OFAWidth.allCases[
      try reader.choice(members[0], among: OFAWidth.allCases.map(\.multiplier), "a width multiplier")]
    let slots = Self.stageCount * OFAStage.slots
    let kernels = try reader.elements(members[1], count: slots, of: "ks")
    let expansions = try reader.elements(members[2], count: slots, of: "e")
    let depths = try reader.elements(members[3], count: Self.stageCount, of: "d")
    let resolutions = reader.elementsOrItself(members[4])
    guard resolutions.count == 1 else {
      throw reader.mismatch(members[4], expected: "one resolution")
    }
    let resolution = Self.resolutions[try reader.choice(resolutions[0], among: Self.resolutions, "a resolution")]
    var stages: [OFAStage] = []
    for (stage, value) in depths.enumerated() {
      let depth = OFAStage.depths[try reader.choice(value, among: OFAStage.depths, "a depth")]
      var blocks: [(kernel: Int, expansion: Int)] = []
      for slot in 0..<OFAStage.slots {
        // A slot that is not part of the network may be marked by 0, which comes last among its candidates.
        let idle = slot < depth ? [] : [0]
        let place = stage * OFAStage.slots + slot
        let kernel = try reader.choice(kernels[place], among: OFAStage.kernelSizes + idle, "a kernel size")
        let expansion = try reader.choice(
          expansions[place], among: OFAStage.expansionRatios + idle, "an expansion ratio")
        if slot < depth { blocks.append((kernel, expansion)) }
      }
      stages.append(OFAStage(blocks: blocks))
    }
    self.init(width: width, resolution: resolution, stages: stages)
  }
}
