import Costs
import Testing

@testable import SearchSpaces

@Suite struct TransNASBackboneTests {
  @Test(arguments: [(224, 3, 4), (256, 4, 4), (64, 1, 1), (720, 11, 12)])
  func declaredSizesRoundDownWhereTensorsRoundUp(_ input: Int, _ declared: Int, _ actual: Int) {
    // Four halvings after the stem's two.
    let modules = TransNASModules([.halving, .halving, .doublingAndHalving, .halving])
    let backbone = TransNASBackbone(modules: modules, block: .basic)
    var tally = ParameterTally()
    #expect(backbone.declaredSize(ofInput: input) == declared)
    #expect(
      backbone.addLayers(size: input, copies: 1, to: &tally) == FeatureShape(channels: 128, size: actual))
  }

  @Test func modulesKeepTheirOrder() {
    let modules: [TransNASModule] = [.doublingAndHalving, .plain, .halving, .doubling, .doublingAndHalving, .plain]
    for length in 0...6 { #expect(Array(TransNASModules(modules.prefix(length))) == Array(modules.prefix(length))) }
  }
}
