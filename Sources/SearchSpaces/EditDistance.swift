/// The number of bytes to insert, delete or replace to turn one text into the other (Levenshtein distance over UTF-8).
/// - Complexity: O(product of the lengths), two rows of memory.
func editDistance(_ first: String, _ second: String) -> Int {
  let target = Array(second.utf8)
  var previous = Array(0...target.count)
  for (row, byte) in first.utf8.enumerated() {
    var current = [row + 1]
    for (column, other) in target.enumerated() {
      let replaced = previous[column] + (byte == other ? 0 : 1)
      current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
    }
    previous = current
  }
  return previous[target.count]
}
