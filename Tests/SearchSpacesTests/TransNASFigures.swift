import Core
import Costs

@testable import SearchSpaces

/// Both spaces as one text-to-figures function, since the truth files mix them.
struct TransNASFigures {
  let backbone: TransNASBackbone
  let costs: [CostEntry]
  let isMacro: Bool

  init(_ encoding: String) throws {
    isMacro = encoding.hasSuffix("-basic")
    if isMacro {
      let space = TransNASBench101Macro()
      let cell = try space.parse(encoding)
      (backbone, costs) = (space.backbone(of: cell), space.costs(of: cell))
    } else {
      let space = TransNASBench101Micro()
      let cell = try space.parse(encoding)
      (backbone, costs) = (space.backbone(of: cell), space.costs(of: cell))
    }
  }

  /// The model's multiply-accumulates with transposed convolutions per output element.
  func perOutput(_ task: TransNASTask) -> Int? {
    var tally = CostTally(conventions: [OutputElementMultiplyAccumulates()])
    let features = backbone.addLayers(size: task.inputSize, copies: task.inputCopies, to: &tally)
    task.head.addLayers(
      features, inputCopies: task.inputCopies, declaredSize: backbone.declaredSize(ofInput: task.inputSize), to: &tally)
    return tally.entry(scope: .model, task: task.name, input: task.input).counter("test-per-output")
  }
}
