import Core

/// What `cellar arch` says of one encoding.
struct ArchitectureReport {
  let encoding: String
  let finding: Finding

  enum Finding {
    case described(any SearchSpace, ArchitectureDescription)
    /// Several spaces accept the text.
    case ambiguous([SpaceID])
    /// No space accepts it; the error is that of the space that got furthest into the text.
    case refused(SpaceID, EncodingError)
  }

  /// - Parameter spaces: those that may accept the encoding, at least one.
  init(_ encoding: String, spaces: [any SearchSpace]) {
    self.encoding = encoding
    var accepting: [any SearchSpace] = []
    var deepest: (space: SpaceID, error: EncodingError)?
    for space in spaces {
      do throws(EncodingError) {
        if spaces.count == 1 {
          finding = .described(space, try space.describe(encoding))
          return
        }
        _ = try space.parse(encoding)
        accepting.append(space)
      } catch {
        if deepest == nil || (error.offset ?? 0) > (deepest?.error.offset ?? 0) { deepest = (space.id, error) }
      }
    }
    if accepting.count > 1 {
      finding = .ambiguous(accepting.map { $0.id })
    } else if let space = accepting.first, let description = try? space.describe(encoding) {
      finding = .described(space, description)
    } else if let deepest {
      finding = .refused(deepest.space, deepest.error)
    } else {
      preconditionFailure("a space that parses an encoding describes it")
    }
  }

  /// Why there is nothing to tell, nil if there is.
  var fault: String? {
    switch finding {
    case .described: nil
    case .ambiguous(let spaces):
      "accepted by \(spaces.count) spaces, \(spaces.map { "'\($0)'" }.joined(separator: ", ")); expected one of them "
        + "under --space"
    case .refused(_, let error): "\(error)"
    }
  }
}
