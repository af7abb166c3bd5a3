/// One layer with the shapes that it has in a given network at a given input size.
///
/// The one description that all spaces produce and all counters read: a space does no arithmetic on costs.
public enum Layer: Sendable, Hashable {
  case convolution(Convolution)
  case transposedConvolution(TransposedConvolution)
  case linear(Linear)
  case batchNorm(BatchNorm)
  case pooling(Pooling)
  case activation(Activation)
  case rearrangement(Rearrangement)
}
