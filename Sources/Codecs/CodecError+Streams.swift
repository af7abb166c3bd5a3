import Bindings
import Core

extension CodecError {
  /// What a library said of a stream of `codec`.
  init(_ error: StreamError, codec: String) {
    switch error {
    case .malformed(let offset): self = .malformed(codec: codec, offset: offset)
    case .exceedsLimit(let limit): self = .exceedsLimit(codec: codec, limit: limit)
    }
  }
}
