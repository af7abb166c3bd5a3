/// The backbone that all seven tasks share: a stem and modules of two blocks each.
///
/// Source: TransNAS-Bench-101, `lib/models/net_infer/net_macro.py`, structure `backbone`.
public struct TransNASBackbone: Sendable, Hashable {
  /// What a module is made of.
  public enum Block: Sendable, Hashable {
    /// The residual basic block of the macro space.
    case basic
    /// The searched cell of the micro space.
    case cell(TransNASMicroCell)
  }

  /// The width of the first module.
  static let baseChannels = 64

  public let modules: TransNASModules
  public let block: Block

  public init(modules: TransNASModules, block: Block) {
    self.modules = modules
    self.block = block
  }

  /// The rows (or columns) that the authors' code declares the output to have for an input of `size`: halved by integer
  /// division, where the tensor rounds up (7 becomes 3, the tensor has 4).
  public func declaredSize(ofInput size: Int) -> Int {
    modules.reduce(size / 4) { $1.halvesResolution ? $0 / 2 : $0 }
  }
}
