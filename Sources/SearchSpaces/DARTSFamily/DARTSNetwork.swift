import Core
import Costs

/// The two cells of an architecture of the DARTS family, ready to be put into a skeleton.
struct DARTSNetwork: Sendable, Hashable {
  let normal: DARTSWiring
  /// The cell where the resolution is halved.
  let reduce: DARTSWiring

  /// The cell at `position`.
  func cell(at position: DARTSSkeleton.Position) -> DARTSWiring { position.halves ? reduce : normal }

  /// The costs of the network in `skeleton`.
  /// - Parameter conventions: sorted by name.
  /// - Complexity: O(cells * operations * conventions).
  func entry(in skeleton: DARTSSkeleton, conventions: [any CostConvention]) -> CostEntry {
    var tally = CostTally(conventions: conventions)
    addLayers(in: skeleton, to: &tally)
    return tally.entry(scope: .model, task: skeleton.task, input: skeleton.input)
  }

  /// The trainable parameters of the network in `skeleton`.
  func parameters(in skeleton: DARTSSkeleton) -> ParameterTally {
    var tally = ParameterTally()
    addLayers(in: skeleton, to: &tally)
    return tally
  }

  /// Which of the maps that cells read something live reads: the two of the stem, then one per cell.
  ///
  /// The last cell feeds the classifier; an auxiliary head is run for its own sake; a cell whose live nodes read only one
  /// input leaves the other to the cells around it.
  func liveMaps(in skeleton: DARTSSkeleton) -> [Bool] {
    var live = [Bool](repeating: false, count: skeleton.positions.count + DARTSWiring.inputCount)
    live[live.count - 1] = true
    if let auxiliary = skeleton.auxiliaryPosition { live[auxiliary + DARTSWiring.inputCount] = true }
    for (index, position) in skeleton.positions.enumerated().reversed() where live[index + DARTSWiring.inputCount] {
      for input in 0..<DARTSWiring.inputCount where cell(at: position).isLive(input) { live[index + input] = true }
    }
    return live
  }
}
