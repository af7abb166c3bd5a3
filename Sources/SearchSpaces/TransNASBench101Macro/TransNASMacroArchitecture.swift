/// A backbone of the macro space: 4 to 6 modules, 1 to 4 of which halve the resolution and 1 to 3 double the channels.
public struct TransNASMacroArchitecture: Sendable, Hashable {
  static let moduleLimits = 4...6
  static let halvingLimits = 1...4
  static let doublingLimits = 1...3

  public let modules: TransNASModules

  /// - Returns: nil outside the limits of the space.
  public init?(modules: TransNASModules) {
    guard Self.moduleLimits.contains(modules.count),
      Self.halvingLimits.contains(modules.count { $0.halvesResolution }),
      Self.doublingLimits.contains(modules.count { $0.doublesChannels })
    else { return nil }
    self.modules = modules
  }

  /// Every architecture, in bytewise order of encodings, in which a shorter one stands before those that it begins.
  static let all: [TransNASMacroArchitecture] = {
    var found: [TransNASMacroArchitecture] = []
    func visit(_ modules: TransNASModules) {
      if let architecture = TransNASMacroArchitecture(modules: modules) { found.append(architecture) }
      guard modules.count < moduleLimits.upperBound else { return }
      for module in TransNASModule.allCases {
        var longer = modules
        longer.append(module)
        visit(longer)
      }
    }
    visit(TransNASModules())
    return found
  }()
}
