/// Widths as mobile networks round them: to a multiple of 8, and never down by more than a tenth.
enum EightfoldChannels {
  /// The width nearest to `tenths` tenths of a channel.
  ///
  /// Exact where the authors' `make_divisible` works in floating point.
  /// Source: once-for-all and AttentiveNAS, `make_divisible(v, 8)`.
  static func nearest(toTenths tenths: Int) -> Int {
    let rounded = max(8, (tenths + 40) / 10 / 8 * 8)
    return 100 * rounded < 9 * tenths ? rounded + 8 : rounded
  }

  /// The width of squeeze and excitation between `hidden` channels: a quarter of them.
  static func squeezed(from hidden: Int) -> Int { nearest(toTenths: 10 * (hidden / 4)) }
}
