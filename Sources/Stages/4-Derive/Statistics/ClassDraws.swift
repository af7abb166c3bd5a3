import Core

/// Draws of equivalence classes with replacement: how often each architecture stands in each.
///
/// The members of a class are one network and not independent, so that intervals draw classes, not rows.
struct ClassDraws: Sendable {
  /// By draw and architecture.
  let counts: [[UInt8]]
  let kind: EquivalenceKind
  /// The number of classes.
  let classes: Int

  /// The seed of the first draw; each next one has the next number.
  static let seed: UInt64 = 0xCE11_A200

  /// - Complexity: O(draws × architectures).
  init(_ architectures: [ReleasedArchitecture], draws: Int) {
    let kind = Self.kind(of: architectures)
    var numbers: [String: Int] = [:]
    let classOf = architectures.map { architecture in
      // Without classes each architecture is one of its own.
      let id = architecture.description.classID(kind) ?? architecture.encoding
      if let number = numbers[id] { return number }
      numbers[id] = numbers.count
      return numbers.count - 1
    }
    let classes = numbers.count
    self.kind = kind
    self.classes = classes
    counts = (0..<(classes > 0 ? draws : 0)).map { draw in
      var generator = SeededGenerator(seed: Self.seed + UInt64(draw))
      var drawn = Array(repeating: UInt8(0), count: classes)
      for _ in 0..<classes {
        let index = Int(generator.next(below: UInt64(classes)))
        // No class is drawn 255 times out of any number of classes that fits a machine.
        if drawn[index] < .max { drawn[index] += 1 }
      }
      return classOf.map { drawn[$0] }
    }
  }

  /// `same-network` where the space defines it, else `isomorphic`.
  static func kind(of architectures: [ReleasedArchitecture]) -> EquivalenceKind {
    architectures.first?.description.classID(.sameNetwork) == nil ? .isomorphic : .sameNetwork
  }
}
