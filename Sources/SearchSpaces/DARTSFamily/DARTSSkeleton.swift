import Core
import Costs

/// A network that cells are put into: stem, sequence of cells and heads at one input size.
struct DARTSSkeleton: Sendable, Hashable {
  /// What makes the two inputs of the first cell.
  enum Stem: Sendable, Hashable {
    /// One 3x3 convolution to three times the channels, which is both inputs.
    case cifar
    /// Three 3x3 convolutions with stride 2; the inputs are 1/4 and 1/8 of the image.
    case imagenet
    /// One unpadded 3x3 convolution with stride 2 to so many filters, which is both inputs.
    case pnas(filters: Int)
  }

  /// How the output of the cell before the last is brought to the shape of a cell.
  enum Preprocessing: Sendable, Hashable {
    case none
    /// Where the last cell halved the resolution.
    case factorizedReduce
    case convolution
  }

  /// One cell of the sequence.
  struct Position: Sendable, Hashable {
    /// Of every node.
    let channels: Int
    /// Whether operations on the inputs of the cell have stride 2.
    let halves: Bool
    let preprocessing: Preprocessing
  }

  let task: TaskName
  /// Rows and columns of the image, which has three channels.
  let size: Int
  /// Of the first cell proper.
  let channels: Int
  let classes: Int
  let stem: Stem
  let positions: [Position]
  /// The cell that the auxiliary head reads, nil without one.
  let auxiliaryPosition: Int?
  let stridedSkip: DARTSOperation.StridedSkip

  /// One example without the batch.
  var input: [Int] { [3, size, size] }

  /// `layers` cells, of which those at one third and two thirds halve the resolution and double the channels.
  private static func body(channels: Int, layers: Int, previousHalves: Bool) -> [Position] {
    var channels = channels
    var previousHalves = previousHalves
    return (0..<layers).map { layer in
      let halves = layer == layers / 3 || layer == 2 * layers / 3
      if halves { channels *= 2 }
      defer { previousHalves = halves }
      return Position(
        channels: channels, halves: halves, preprocessing: previousHalves ? .factorizedReduce : .convolution)
    }
  }

  /// `NetworkCIFAR` of quark0/darts, `cnn/model.py`.
  static func cifar(task: TaskName, channels: Int, layers: Int, hasAuxiliaryHead: Bool) -> DARTSSkeleton {
    DARTSSkeleton(
      task: task, size: 32, channels: channels, classes: 10, stem: .cifar,
      positions: body(channels: channels, layers: layers, previousHalves: false),
      auxiliaryPosition: hasAuxiliaryHead ? 2 * layers / 3 : nil, stridedSkip: .factorizedReduce)
  }

  /// `NetworkImageNet` of quark0/darts, `cnn/model.py`.
  static func imagenet(task: TaskName, channels: Int, layers: Int, hasAuxiliaryHead: Bool) -> DARTSSkeleton {
    DARTSSkeleton(
      task: task, size: 224, channels: channels, classes: 1000, stem: .imagenet,
      positions: body(channels: channels, layers: layers, previousHalves: true),
      auxiliaryPosition: hasAuxiliaryHead ? 2 * layers / 3 : nil, stridedSkip: .factorizedReduce)
  }

  /// PNASNet: two cells that halve the resolution at a quarter and half of the channels, then `layers` cells.
  ///
  /// Sources: chenxi116/PNASNet.pytorch, `model.py`; odd channels and small stems as in TF-slim's `pnasnet.py`.
  static func pnas(task: TaskName, size: Int, channels: Int, layers: Int, filters: Int, classes: Int) -> DARTSSkeleton {
    let stemCells = [
      Position(channels: channels / 4, halves: true, preprocessing: .none),
      Position(channels: channels / 2, halves: true, preprocessing: .factorizedReduce),
    ]
    return DARTSSkeleton(
      task: task, size: size, channels: channels, classes: classes, stem: .pnas(filters: filters),
      positions: stemCells + body(channels: channels, layers: layers, previousHalves: true),
      auxiliaryPosition: nil, stridedSkip: .convolution)
  }
}
