import Core

extension TransNASModules {
  /// The modules one after the other, as the encoder runs them.
  var sketch: CellSketch {
    let steps = enumerated().map { index, module in
      (operation: module.sketchLabel, node: index == count - 1 ? "output" : "\(index + 1)")
    }
    return .chain("encoder", from: "input", [("stem", "0")] + steps)
  }
}

extension TransNASModule {
  fileprivate var sketchLabel: String {
    switch self {
    case .plain: "two blocks"
    case .doubling: "two blocks, channels doubled"
    case .halving: "two blocks, resolution halved"
    case .doublingAndHalving: "two blocks, channels doubled, resolution halved"
    }
  }
}
