public import Core

/// Every search space that Cellar knows, sorted by id. A new one is a folder beside this file and a line here.
public let allSearchSpaces: [any SearchSpace] = [
  AttentiveNAS(),
  DARTS(),
  DARTSExtended(),
  NASBench101(),
  NASBench201(),
  NASBenchMacro(),
  NATSBenchSize(),
  OFAMobileNetV3(),
  PiNAS(),
  PNAS(),
  TransNASBench101Macro(),
  TransNASBench101Micro(),
]

/// Search spaces by id.
public enum SearchSpaceRegistry {
  /// The space of the id `id`.
  /// - Throws: `UnknownSearchSpaceError`, which names the nearest id.
  public static func space(_ id: SpaceID) throws(UnknownSearchSpaceError) -> any SearchSpace {
    guard let space = allSearchSpaces.first(where: { $0.id == id }) else {
      throw UnknownSearchSpaceError(id: id, known: allSearchSpaces.map { $0.id })
    }
    return space
  }
}
