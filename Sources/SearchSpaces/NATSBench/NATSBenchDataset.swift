import Core
import Costs

/// The three datasets of NAS-Bench-201 and of both spaces of NATS-Bench, in the order in which costs list them.
enum NATSBenchDataset: String, Sendable, CaseIterable {
  case cifar10 = "cifar10"
  case cifar100 = "cifar100"
  case imageNet16 = "ImageNet16-120"

  /// The benchmark's word for the dataset.
  var name: TaskName { TaskName(rawValue) }

  /// Rows and columns of an image.
  var imageSize: Int { self == .imageNet16 ? 16 : 32 }

  var classes: Int {
    switch self {
    case .cifar10: 10
    case .cifar100: 100
    case .imageNet16: 120
    }
  }
}

extension NATSBenchDataset {
  /// The conventions under which costs of both spaces are known, sorted by name.
  private static let conventions: [any CostConvention] = [
    AutoDLProjectsFlops(), PublishedCounts(AutoDLProjectsFlops()),
  ]

  /// The entries of `SearchSpace.costs(of:)`, one per dataset.
  ///
  /// Networks for datasets of one image size differ in the last layer alone, so each size is counted once.
  /// - Parameter addBody: describes the network for images of a shape, from stem to the features before the head.
  static func costs(_ addBody: (FeatureShape, inout CostTally) -> FeatureShape) -> [CostEntry] {
    var entries: [CostEntry] = []
    entries.reserveCapacity(allCases.count)
    var body: (imageSize: Int, tally: CostTally, features: FeatureShape)?
    for dataset in allCases {
      let size = dataset.imageSize
      if body?.imageSize != size {
        var tally = CostTally(conventions: conventions)
        let features = addBody(FeatureShape(channels: 3, size: size), &tally)
        body = (size, tally, features)
      }
      guard let body else { preconditionFailure("counted above") }
      var tally = body.tally
      tally.natsBenchHead(body.features, classes: dataset.classes)
      entries.append(tally.entry(scope: .model, task: dataset.name, input: [3, size, size]))
    }
    return entries
  }

  /// Where the figures under each counter come from, the same for both spaces.
  static let costSources = [
    CostSource(
      counter: AutoDLProjectsFlops().name,
      text: """
        get_model_infos of AutoDL-Projects: multiply-accumulates of convolutions and linear layers with their biases
        """),
    CostSource(
      counter: "published",
      text: """
        'flops' of NAS-Bench-201 and NATS-Bench (there in millions), counted by AutoDL-Projects, dead edges included
        """),
  ]
}
