/// Calls `body` with the addresses of zero-terminated copies of `texts`, valid during the call only.
///
/// A zero inside a text ends it early, as everywhere in C.
@unsafe func withCStrings<Result, Failure: Error>(
  _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>>) throws(Failure) -> Result
) throws(Failure) -> Result {
  var bytes: [CChar] = []
  var starts: [Int] = []
  starts.reserveCapacity(texts.count)
  for text in texts {
    starts.append(bytes.count)
    for byte in text.utf8 { bytes.append(CChar(bitPattern: byte)) }
    bytes.append(0)
  }
  return try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in
    let pointers = unsafe starts.map { unsafe buffer.baseAddress! + $0 }
    return try unsafe pointers.withUnsafeBufferPointer { (list) throws(Failure) in try unsafe body(list.baseAddress!) }
  }
}
