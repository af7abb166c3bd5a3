/// How far a window reaches over the border of a map, and so how many positions it has along one side.
public enum Padding: Sendable, Hashable {
  /// ceil(size / stride) positions: TensorFlow's SAME, PyTorch's `kernel / 2` for odd kernels without or with dilation,
  /// and unpadded windows as long as their stride in ceiling mode.
  case same
  /// The window stays inside the map: floor((size - reach) / stride) + 1 positions.
  case valid
  /// So many zeros on each of the two borders: floor((size + 2 * zeros - reach) / stride) + 1 positions.
  case zeros(Int)
}
