extension NATSBenchWidths {
  /// The networks with the next smaller or larger width in one place, by place and width.
  var neighbours: [NATSBenchWidths] {
    var found: [NATSBenchWidths] = []
    for place in 0..<5 {
      let step = UInt16(1) << UInt16(12 - 3 * place)
      let width = index / step & 7
      if width > 0 { found.append(NATSBenchWidths(index: index - step)) }
      if width < 7 { found.append(NATSBenchWidths(index: index + step)) }
    }
    return found
  }
}
