extension NASBenchMacroArchitecture {
  /// The form by which the authors know networks that are the same: behind the first layer of each stage, identities
  /// stand last. Only these 3,969 networks were trained.
  /// Source: NAS-Bench-Macro, `get_real_arch`.
  var publishedForm: NASBenchMacroArchitecture { movingIdentities(toFront: false) }

  /// The same network with the smallest encoding: behind the first layer of each stage, identities stand first.
  var smallestForm: NASBenchMacroArchitecture { movingIdentities(toFront: true) }

  /// An identity behind the first layer of a stage changes nothing wherever it stands; at the head of a stage it is a
  /// strided convolution.
  private func movingIdentities(toFront: Bool) -> NASBenchMacroArchitecture {
    let blocks = blocks
    return NASBenchMacroArchitecture(
      blocks: Self.stages.flatMap { stage in
        let movable = blocks[stage].dropFirst()
        let identities = movable.filter { $0 == .identity }
        let others = movable.filter { $0 != .identity }
        return [blocks[stage.lowerBound]] + (toFront ? identities + others : others + identities)
      })
  }
}
