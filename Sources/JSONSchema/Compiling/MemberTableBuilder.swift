internal import Bytes

/// Gathers the names of one schema and lays them down in a program.
struct MemberTableBuilder {
  private var names: [[UInt8]] = []
  private var nodes: [Int32] = []
  private var required: [Int32] = []
  private var indices: [[UInt8]: Int] = [:]
  private var requiredCount: Int32 = 0
  var patterns: [MemberTable.Pattern] = []
  var additional: Int32 = -1

  var isEmpty: Bool { names.isEmpty && patterns.isEmpty && additional < 0 }

  private mutating func index(of name: [UInt8]) -> Int {
    if let index = indices[name] { return index }
    indices[name] = names.count
    names.append(name)
    nodes.append(-1)
    required.append(-1)
    return names.count - 1
  }

  /// Of a name that comes twice the later node counts.
  mutating func add(property name: [UInt8], node: Int32) { nodes[index(of: name)] = node }

  mutating func add(required name: [UInt8]) {
    let index = index(of: name)
    guard required[index] < 0 else { return }
    required[index] = requiredCount
    requiredCount += 1
  }

  /// Appends the table to a program.
  /// - Returns: Its number.
  func store(in program: inout SchemaProgram) -> Int32 {
    var table = MemberTable()
    table.entryStart = Int32(program.entries.count)
    table.entryCount = Int32(names.count)
    table.patternStart = Int32(program.patterns.count)
    table.patternCount = Int32(patterns.count)
    table.additional = additional
    table.requiredCount = requiredCount
    program.patterns += patterns
    var count = 8
    while count < 2 * names.count { count *= 2 }
    var places = [Int32](repeating: -1, count: count)
    for index in names.indices {
      let key = names[index].withBytes { MemberKey($0, 0..<$0.byteCount) }
      program.entries.append(
        MemberTable.Entry(
          key: key, nameStart: Int32(program.nameBytes.count), node: nodes[index], required: required[index]))
      program.nameBytes += names[index]
      var place = key.hash & (count - 1)
      while places[place] >= 0 { place = (place + 1) & (count - 1) }
      places[place] = Int32(index)
    }
    table.placeStart = Int32(program.places.count)
    table.placeMask = Int32(count - 1)
    program.places += places
    program.tables.append(table)
    return Int32(program.tables.count - 1)
  }
}
