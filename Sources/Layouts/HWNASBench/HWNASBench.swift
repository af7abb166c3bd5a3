public import Core

/// The released file of HW-NAS-Bench: what each architecture of NAS-Bench-201 costs on six devices.
///
/// `nasbench201[data set]` holds `config`, one dictionary per architecture, and one list per device and quantity, in the
/// order of the released files of NAS-Bench-201. Nothing was trained: a run is a measurement, of one epoch without
/// curves. `fbnet` holds tables of single operators and no architectures; it is not taken.
public struct HWNASBench: SelfDescribingLayout {
  public let id = "hw-nas-bench"
  public let parser = "hw-nas-bench/1"
  public let tasks = Self.datasets.map { TaskSchema(name: TaskName($0), metrics: [], values: Self.values) }
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "epochs"

  public init() {}

  static let datasets = ["cifar10", "cifar100", "ImageNet16-120"]

  /// Units as the authors' README states them; the file itself names none.
  static let values: [MetricDefinition] = [
    latency("edgegpu", "NVIDIA Edge GPU Jetson TX2"), energy("edgegpu", "NVIDIA Edge GPU Jetson TX2"),
    latency("raspi4", "Raspberry Pi 4"), latency("edgetpu", "Google Edge TPU Dev Board"),
    latency("pixel3", "Google Pixel 3"), latency("eyeriss", "Eyeriss (estimated by its simulator)"),
    energy("eyeriss", "Eyeriss (estimated by its simulator)"),
    MetricDefinition(
      name: "eyeriss_arithmetic_intensity", rawName: "eyeriss_arithmetic_intensity", split: nil, unit: .none,
      direction: .none, lower: 0, title: "arithmetic intensity on Eyeriss (estimated by its simulator)"),
    latency("fpga", "FPGA (estimated by its model)"), energy("fpga", "FPGA (estimated by its model)"),
  ]

  private static func latency(_ device: String, _ title: String) -> MetricDefinition {
    MetricDefinition(
      name: MetricName("\(device)_latency"), rawName: "\(device)_latency", split: nil, unit: .milliseconds,
      direction: .none, lower: 0, title: "latency on \(title)")
  }

  private static func energy(_ device: String, _ title: String) -> MetricDefinition {
    MetricDefinition(
      name: MetricName("\(device)_energy"), rawName: "\(device)_energy", split: nil, unit: .millijoules,
      direction: .none, lower: 0, title: "energy on \(title)")
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { HWNASBenchReader() }

  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    guard let look = try PickleLook(probe, in: files) else { return nil }
    guard look.mentions("nasbench201"), !look.mentions("all_results") else {
      // The last layout of pickles: what none of them knows is refused here, if it is damaged or asks for code.
      try PickleLook.refuse(probe, in: files)
      return nil
    }
    return RecognizedFile(
      format: "HW-NAS-Bench, \(look.container.rawValue)", layout: self, pipeline: "hw-nas-bench")
  }
}
