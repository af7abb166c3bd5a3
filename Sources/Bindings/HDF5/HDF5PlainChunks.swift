internal import CHDF5

/// The form of chunks that need no conversion: whole rows of doubles as this machine has them, deflated, maybe shuffled
/// before.
struct HDF5PlainChunks: Sendable {
  /// Of a chunk.
  let rows: Int
  let bytes: Int
  let isShuffled: Bool
  /// How many dimensions the dataset has.
  let rank: Int

  /// Nil where the chunks have another form.
  init?(_ chunk: [Int], _ shape: [Int], _ filters: [H5Z_filter_t], _ type: HDF5InputType) throws(HDF5InputError) {
    guard let first = chunk.first, chunk.dropFirst() == shape.dropFirst(), case .float = type.kind else { return nil }
    switch filters {
    case [H5Z_FILTER_DEFLATE]: isShuffled = false
    case [H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE]: isShuffled = true
    default: return nil
    }
    let isNative = try checkedInput("H5Tequal", type.handle.subject) {
      H5Tequal(type.handle.id, cellar_h5t_float64())
    }
    guard isNative > 0 else { return nil }
    rows = first
    bytes = 8 * chunk.reduce(1, *)
    rank = chunk.count
  }
}
