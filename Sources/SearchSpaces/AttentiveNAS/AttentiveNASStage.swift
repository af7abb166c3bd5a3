/// A stage of AttentiveNAS and the choices for it; all blocks of a stage share kernel, expansion and width.
///
/// Source: facebookresearch/AttentiveNAS, `configs/eval_attentive_nas_models.yml`.
struct AttentiveNASStage {
  let widths: [Int]
  let depths: [Int]
  let expansions: [Int]
  /// Of the first block; the others keep the resolution.
  let stride: Int
  let squeezes: Bool

  static let kernels = [3, 5]

  /// The stages `mb1` to `mb7`.
  static let all = [
    AttentiveNASStage(widths: [16, 24], depths: [1, 2], expansions: [1], stride: 1, squeezes: false),
    AttentiveNASStage(widths: [24, 32], depths: Array(3...5), expansions: [4, 5, 6], stride: 2, squeezes: false),
    AttentiveNASStage(widths: [32, 40], depths: Array(3...6), expansions: [4, 5, 6], stride: 2, squeezes: true),
    AttentiveNASStage(widths: [64, 72], depths: Array(3...6), expansions: [4, 5, 6], stride: 2, squeezes: false),
    AttentiveNASStage(
      widths: [112, 120, 128], depths: Array(3...8), expansions: [4, 5, 6], stride: 1, squeezes: true),
    AttentiveNASStage(widths: [192, 200, 208, 216], depths: Array(3...8), expansions: [6], stride: 2, squeezes: true),
    AttentiveNASStage(widths: [216, 224], depths: [1, 2], expansions: [6], stride: 1, squeezes: true),
  ]
}
