extension SchemaProgram {
  /// A node that is applied to a value again without anything of it being consumed, by references that do not depend on
  /// the way there; nil without one.
  func nodeThatAppliesItself() -> Int? {
    // 0 not seen, 1 on the way, 2 done.
    var marks = [UInt8](repeating: 0, count: nodes.count)
    for start in nodes.indices where marks[start] == 0 {
      var path: [(node: Int, targets: [Int32])] = [(start, inPlaceTargets(of: start))]
      marks[start] = 1
      while let last = path.indices.last {
        guard let target = path[last].targets.popLast() else {
          marks[path[last].node] = 2
          path.removeLast()
          continue
        }
        switch marks[Int(target)] {
        case 0:
          marks[Int(target)] = 1
          path.append((Int(target), inPlaceTargets(of: Int(target))))
        case 1: return Int(target)
        default: break
        }
      }
    }
    return nil
  }

  /// Notes where mere references end, unless they lead into another resource and that matters.
  ///
  /// The program must be without nodes that apply themselves.
  mutating func shortenReferences() {
    for start in nodes.indices {
      var number = start
      while nodes[number].kind == .keywords, nodes[number].types == .max,
        nodes[number].end - nodes[number].strings == 1, nodes[number].values + 1 == nodes[number].late,
        case let instruction = instructions[Int(nodes[number].values)], instruction.operation == .ref,
        !looksAtScope || nodes[Int(instruction.a)].resource == nodes[start].resource
      {
        number = Int(instruction.a)
      }
      if number != start { nodes[start].alias = Int32(number) }
    }
  }

  /// The nodes that a node applies to the same value.
  private func inPlaceTargets(of number: Int) -> [Int32] {
    let node = nodes[number]
    var targets: [Int32] = []
    for instruction in instructions[Int(node.strings)..<Int(node.end)] {
      switch instruction.operation {
      case .ref, .not: targets.append(instruction.a)
      case .dependentSchema: targets.append(instruction.b)
      case .allOf, .anyOf, .oneOf: targets += lists[Int(instruction.a)..<Int(instruction.a + instruction.b)]
      case .conditional:
        targets += [instruction.a, instruction.b, instruction.c].filter { $0 >= 0 }
      default: break
      }
    }
    return targets
  }
}
