internal import JSON

/// Gathers violations while a document is explained; pointers and lines are found out for those alone that are reported.
struct ViolationCollector {
  struct Item {
    var value: JSONValue
    var offset: Int
    var node: Int
    /// What stands behind the pointer to the node; empty for the schema itself.
    var keyword: String
    var keywordPointer: String
    var isBehindReference: Bool
    var message: String
  }

  /// The most items that are kept.
  let capacity: Int
  private(set) var items: [Item] = []
  private(set) var count = 0
  /// The way to the current schema: each part begins with `/`.
  var path: [String] = []
  var referenceCount = 0

  init(capacity: Int) { self.capacity = capacity }

  mutating func add(
    _ value: JSONValue, _ tape: JSONTape, _ node: Int, _ keyword: String, _ message: @autoclosure () -> String
  ) {
    count += 1
    guard items.count < capacity else { return }
    let pointer = path.joined() + (keyword.isEmpty ? "" : "/" + keyword)
    items.append(
      Item(
        value: value, offset: tape.sourceOffset(of: value), node: node, keyword: keyword, keywordPointer: pointer,
        isBehindReference: referenceCount > 0, message: message()))
  }
}
