/// How wide and deep a network of NAS-Bench-201 is around its cells.
struct NASBench201Skeleton {
  let stageChannels: [Int]
  let cellsPerStage: Int

  /// 16, 32 and 64 channels, five cells in each stage.
  static let published = NASBench201Skeleton(channels: 16, cells: 5)

  private init(channels: Int, cells: Int) {
    stageChannels = [channels, 2 * channels, 4 * channels]
    cellsPerStage = cells
  }

  /// The skeleton that the training code was given as `channel` and `num_cells`, that of the benchmark where it was not;
  /// nil for sizes that nobody trains.
  init?(_ dimensions: [String: Int]) {
    let channels = dimensions["channel"] ?? 16
    let cells = dimensions["num_cells"] ?? 5
    guard (1...4096).contains(channels), (1...100).contains(cells) else { return nil }
    self.init(channels: channels, cells: cells)
  }
}
