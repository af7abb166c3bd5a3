extension TransNASMacroArchitecture {
  /// The architectures of the space with another module in one place, by place and module.
  var neighbours: [TransNASMacroArchitecture] {
    var found: [TransNASMacroArchitecture] = []
    for place in modules.indices {
      for module in TransNASModule.allCases where module != modules[place] {
        let changed = TransNASModules(modules.indices.lazy.map { $0 == place ? module : modules[$0] })
        if let architecture = TransNASMacroArchitecture(modules: changed) { found.append(architecture) }
      }
    }
    return found
  }
}
