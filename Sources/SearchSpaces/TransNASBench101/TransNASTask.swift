public import Core

/// The seven tasks, in the order in which costs list them.
public enum TransNASTask: String, Sendable, Hashable, CaseIterable {
  case classScene = "class_scene"
  case classObject = "class_object"
  case roomLayout = "room_layout"
  case jigsaw = "jigsaw"
  case segmentSemantic = "segmentsemantic"
  case normal = "normal"
  case autoencoder = "autoencoder"

  /// The benchmark's word for the task.
  public var name: TaskName { TaskName(rawValue) }

  /// The task of that name, nil if there is none.
  public init?(_ name: TaskName) { self.init(rawValue: name.rawValue) }

  /// How many images, or tiles of one, go through the one backbone.
  var inputCopies: Int { self == .jigsaw ? 9 : 1 }

  /// Rows and columns of each image at which the authors count costs (six tasks are trained at 256).
  var inputSize: Int { self == .jigsaw ? 64 : 224 }

  /// One example without the batch: `[3, 224, 224]`, jigsaw `[9, 3, 64, 64]`.
  var input: [Int] {
    (inputCopies == 1 ? [] : [inputCopies]) + [3, inputSize, inputSize]
  }

  /// What turns features into the answer: 47 scenes, 75 objects, 9 layout figures, 1,000 permutations, 17 segments.
  var head: TransNASHead {
    switch self {
    case .classScene: .linear(outputs: 47)
    case .classObject: .linear(outputs: 75)
    case .roomLayout: .linear(outputs: 9)
    case .jigsaw: .linear(outputs: 1000)
    case .segmentSemantic: .segmentation(classes: 17)
    case .normal, .autoencoder: .translation(channels: 3)
    }
  }
}
