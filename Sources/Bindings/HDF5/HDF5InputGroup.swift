internal import CHDF5

/// A group of a file that is being read.
public struct HDF5InputGroup: HDF5InputObject {
  public let handle: HDF5Handle
  public let path: String
  let context: HDF5InputContext

  public var attributeLimits: (count: Int, bytes: Int) { (context.limits.attributes, context.limits.textBytes) }

  init(_ handle: HDF5Handle, path: String, context: HDF5InputContext) {
    self.handle = handle
    self.path = path
    self.context = context
  }

  /// A member of a group.
  public enum Member: Sendable {
    case group(HDF5InputGroup)
    case dataset(HDF5InputDataset)
  }

  /// The members, in the order of their creation where the file keeps it, else by name.
  /// - Parameter isWanted: The names of those that are opened, which takes libhdf5 a while; the others are passed over.
  /// - Throws: `HDF5InputError`, also for a link by name, into this file or another, which is never followed, and for
  ///   a dataset that is larger than its storage can be.
  public func members(
    where isWanted: (String) -> Bool = { _ in true }
  ) throws(HDF5InputError) -> [(name: String, member: Member)] {
    var found: [(name: String, member: Member)] = []
    for link in try links() where isWanted(link.name) {
      let subject =
        "\(handle.subject == context.file.subject + ":/" ? handle.subject : handle.subject + "/")\(link.name)"
      guard link.type == H5L_TYPE_HARD.rawValue else {
        let kind = link.type == H5L_TYPE_SOFT.rawValue ? "a soft link" : "an external link"
        throw .refused(
          subject: subject, found: kind, expected: "a group or a dataset: links by name are never followed")
      }
      found.append((link.name, try open(link.name, subject)))
    }
    return found
  }

  /// The names of the members, in their order; nothing is opened.
  public func names() throws(HDF5InputError) -> [String] { try links().map(\.name) }

  private func links() throws(HDF5InputError) -> [(name: String, type: Int32)] {
    var list = HDF5NameList(limit: context.limits.objects)
    for isByCreation: Int32 in [1, 0] {
      list.removeAll()
      let result = unsafe withUnsafeMutablePointer(to: &list) { pointer in
        _ = H5Eset_auto2(cellar_h5e_default(), nil, nil)
        return unsafe cellar_h5l_iterate(
          handle.id, isByCreation,
          { name, type, context in
            guard let name = unsafe name, let context = unsafe context else { return -1 }
            return unsafe context.assumingMemoryBound(to: HDF5NameList.self).pointee.add(name, type: type) ? 0 : 1
          }, pointer)
      }
      if result < 0, isByCreation == 1 { continue }
      try checkedInput("H5Literate", handle.subject) { result }
      if result > 0 {
        throw .refused(
          subject: handle.subject, found: list.complaint(about: "members"),
          expected: "at most \(list.limit), with names in UTF-8")
      }
      break
    }
    return list.entries
  }

  private func open(_ name: String, _ subject: String) throws(HDF5InputError) -> Member {
    let id = try checkedInput("H5Oopen", subject) { unsafe H5Oopen(handle.id, name, cellar_h5p_default()) }
    let member = HDF5Handle(id, subject) { H5Oclose($0) }
    let below = path == "/" ? "/\(name)" : "\(path)/\(name)"
    switch H5Iget_type(id) {
    case H5I_GROUP: return .group(HDF5InputGroup(member, path: below, context: context))
    case H5I_DATASET: return .dataset(try HDF5InputDataset(member, path: below, context: context))
    default: throw .refused(subject: subject, found: "a named type", expected: "a group or a dataset")
    }
  }

  /// What tells this group from every other of the file.
  public var number: UInt64 { cellar_object_number(handle.id) }

  /// Calls `visit` with every dataset and group below, parents first, each group once.
  ///
  /// Reads no values: with the checks of `HDF5InputDataset` this shows that the file asks for nothing unreasonable.
  /// - Throws: `HDF5InputError`, also where groups contain themselves or lie too deep, or there are too many.
  public func walk(_ visit: (String, Member) throws(HDF5InputError) -> Void) throws(HDF5InputError) {
    var seen: Set<UInt64> = [number]
    var count = 0
    var waiting: [(group: HDF5InputGroup, depth: Int)] = [(self, 0)]
    while let (group, depth) = waiting.popLast() {
      for (_, member) in try group.members() {
        count += 1
        guard count <= context.limits.objects else {
          throw .refused(
            subject: handle.subject, found: "more than \(context.limits.objects) objects", expected: "at most that many"
          )
        }
        switch member {
        case .dataset(let dataset): try visit(dataset.path, member)
        case .group(let inner):
          guard seen.insert(inner.number).inserted, depth < context.limits.depth else {
            throw .refused(
              subject: inner.handle.subject,
              found: depth < context.limits.depth ? "a group that the file holds twice" : "groups too deep",
              expected: "each group once, at most \(context.limits.depth) within one another")
          }
          try visit(inner.path, member)
          waiting.append((inner, depth + 1))
        }
      }
    }
  }
}
