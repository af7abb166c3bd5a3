/// A digest that grows with what is written.
public protocol RunningDigest: AnyObject {
  /// Continues with `bytes`.
  func update(_ bytes: RawSpan)
  /// The digest of everything that went in, in lower-case hexadecimal; the digest begins anew.
  func finish() -> String
}
