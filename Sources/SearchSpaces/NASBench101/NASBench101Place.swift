/// A part of a text that says what a cell is, in whatever notation.
enum NASBench101Place {
  case matrix
  case row(Int)
  case entry(Int, Int)
  case operations
  case operation(Int)
}
