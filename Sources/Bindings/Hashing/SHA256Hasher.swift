internal import CCrypto

/// Computes a SHA-256 piece by piece, with libcrypto.
@safe public struct SHA256Hasher: ~Copyable {
  private let context: OpaquePointer
  /// Found once: looking the algorithm up takes as long as hashing some kilobytes.
  @unsafe private nonisolated(unsafe) static let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil)

  public init() {
    // Fails only where no memory is left or libcrypto was built without SHA-256.
    guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, Self.algorithm, nil) == 1 else {
      fatalError("libcrypto has no SHA-256")
    }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Continues with `bytes`.
  public mutating func update(_ bytes: Span<UInt8>) { update(unsafe bytes.bytes) }

  /// Continues with `bytes`.
  public mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      let updated = unsafe EVP_DigestUpdate(context, start, buffer.count)
      precondition(updated == 1, "libcrypto refused bytes")
    }
  }

  /// Continues with `bytes`.
  public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

  /// The digest of everything that went in.
  public consuming func finish() -> SHA256Digest {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe digest.withUnsafeMutableBufferPointer { buffer in
      let finished = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
      precondition(finished == 1, "libcrypto gave no digest")
    }
    return SHA256Digest(bytes: digest)
  }
}
