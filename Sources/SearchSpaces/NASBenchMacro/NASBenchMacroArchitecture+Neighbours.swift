extension NASBenchMacroArchitecture {
  /// The 16 networks with another block in one layer, by layer and block.
  var neighbours: [NASBenchMacroArchitecture] {
    let blocks = blocks
    return blocks.indices.flatMap { layer in
      NASBenchMacroBlock.allCases.filter { $0 != blocks[layer] }.map { block in
        var changed = blocks
        changed[layer] = block
        return NASBenchMacroArchitecture(blocks: changed)
      }
    }
  }
}
