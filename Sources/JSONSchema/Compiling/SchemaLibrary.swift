internal import Bytes
internal import JSON

/// The documents that a schema refers to, and the schemas that have identifiers in them.
struct SchemaLibrary {
  private let source: any SchemaSource
  private let checksSchemas: Bool
  private(set) var documents: [SchemaDocument] = []
  private(set) var resources: [SchemaResource] = []
  private(set) var dynamicAnchors: [SchemaAnchor: SchemaPlace] = [:]
  private var anchors: [SchemaAnchor: SchemaPlace] = [:]
  /// Of all documents, in bytes.
  private var size = 0
  private var numbers: [String: Int] = [:]
  /// The resource of every schema that has been found.
  private var owners: [SchemaPlace: Int] = [:]
  /// Documents that are being read, so that meta-schemas which describe one another come to an end.
  private var pending: Set<String> = []
  private var metaSchemas: [String: SchemaProgram] = [:]

  init(_ source: any SchemaSource, checksSchemas: Bool) {
    self.source = source
    self.checksSchemas = checksSchemas
  }

  func failure(_ place: SchemaPlace, _ message: String) -> SchemaError {
    let document = documents[place.document]
    return SchemaError(
      document: document.name, location: document.tape.location(of: place.value),
      pointer: document.tape.pointer(to: place.value), message)
  }

  func tape(of place: SchemaPlace) -> JSONTape { documents[place.document].tape }

  /// The resource of a schema that has been found.
  func owner(of place: SchemaPlace) -> Int? { owners[place] }

  /// The last value of each keyword of a schema in some vocabularies.
  func keywords(of place: SchemaPlace, _ vocabularies: SchemaVocabularies) -> [SchemaKeyword: JSONValue] {
    let tape = documents[place.document].tape
    var result: [SchemaKeyword: JSONValue] = [:]
    for member in tape.members(of: place.value) {
      if let name = tape.string(member.key), let keyword = SchemaKeyword(rawValue: name),
        !keyword.vocabularies.isDisjoint(with: vocabularies)
      {
        result[keyword] = member.value
      }
    }
    return result
  }

  /// Adds a document and finds the schemas in it.
  /// - Returns: The resource of its root.
  mutating func add(_ tape: JSONTape, name: String, uri: String, isTrusted: Bool = false) throws(SchemaError) -> Int {
    guard documents.count < SchemaOptions.documentLimit else {
      throw SchemaError(document: name, "more than \(SchemaOptions.documentLimit) documents are referred to")
    }
    size += tape.sourceCount
    guard size <= SchemaOptions.sizeLimit else {
      throw SchemaError(document: name, "the documents come to more than \(SchemaOptions.sizeLimit) bytes")
    }
    let root = SchemaPlace(document: documents.count, value: tape.root)
    documents.append(SchemaDocument(name: name, tape: tape))
    pending.insert(uri)
    defer { pending.remove(uri) }
    let dialect = tape.value("$schema", in: tape.root).flatMap { tape.string($0) }
    let vocabularies = try self.vocabularies(of: dialect, at: root)
    if checksSchemas, !isTrusted { try check(root, dialect ?? MetaSchemas.standard) }
    let number = resources.count
    resources.append(SchemaResource(uri: uri, document: root.document, root: tape.root, vocabularies: vocabularies))
    if numbers[uri] == nil { numbers[uri] = number }
    try find(root, in: number)
    return numbers[uri] ?? number
  }

  // MARK: Dialects

  private mutating func vocabularies(
    of uri: String?, at place: SchemaPlace
  ) throws(SchemaError) -> SchemaVocabularies {
    guard let uri else { return .standard }
    let name = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
    if name == MetaSchemas.standard || pending.contains(name) { return .standard }
    if name.hasPrefix("http://json-schema.org/") || name.hasPrefix("https://json-schema.org/draft/2019") {
      throw failure(place, "the schema is of '\(uri)'; expected draft 2020-12")
    }
    let root = try root(of: name, referredToAt: place)
    let tape = documents[resources[root].document].tape
    guard let table = tape.value("$vocabulary", in: resources[root].root) else { return .standard }
    var result: SchemaVocabularies = .core
    for member in tape.members(of: table) {
      if let vocabulary = SchemaVocabularies(uri: tape.string(member.key) ?? "") {
        result.formUnion(vocabulary)
      } else if tape.boolean(member.value) == true {
        throw failure(
          place, "the meta-schema '\(name)' requires the unknown vocabulary '\(tape.string(member.key) ?? "")'")
      }
    }
    return result
  }

  /// Compares a document with its meta-schema.
  private mutating func check(_ root: SchemaPlace, _ dialect: String) throws(SchemaError) {
    let uri = dialect.hasSuffix("#") ? String(dialect.dropLast()) : dialect
    let program: SchemaProgram
    if uri == MetaSchemas.standard {
      program = SchemaProgram.metaSchema
    } else if let known = metaSchemas[uri] {
      program = known
    } else {
      let resource = try self.root(of: uri, referredToAt: root)
      program = try SchemaProgram(
        resources[resource].root, of: documents[resources[resource].document], uri: uri, source: source)
      metaSchemas[uri] = program
    }
    let document = documents[root.document]
    var validator = SchemaValidator(program)
    let report: SchemaReport
    do {
      report = try validator.report(document.tape, limit: 20)
    } catch {
      throw failure(root, "the schema cannot be compared with its meta-schema: \(error)")
    }
    guard report.isValid else {
      throw SchemaError(
        document: document.name, "the schema does not match its meta-schema '\(uri)'", violations: report.violations)
    }
  }

  // MARK: Identifiers

  /// Finds the schemas below a place that belongs to a resource.
  private mutating func find(_ start: SchemaPlace, in resource: Int) throws(SchemaError) {
    var stack = [(start, resource)]
    while let (place, outer) = stack.popLast() {
      guard owners[place] == nil else { continue }
      let tape = documents[place.document].tape
      guard tape.kind(of: place.value) == .object else {
        owners[place] = outer
        continue
      }
      let resource = try identify(place, in: outer)
      owners[place] = resource
      let keywords = keywords(of: place, resources[resource].vocabularies)
      for (keyword, isDynamic) in [(SchemaKeyword.anchor, false), (.dynamicAnchor, true)] {
        guard let value = keywords[keyword], let name = tape.string(value) else { continue }
        let anchor = SchemaAnchor(resource: resource, name: name)
        if let other = anchors[anchor], other != place {
          throw failure(place, "the anchor '\(name)' stands twice in one schema")
        }
        anchors[anchor] = place
        if isDynamic { dynamicAnchors[anchor] = place }
      }
      for (keyword, value) in keywords {
        switch keyword.content {
        case .none: break
        case .schema: stack.append((SchemaPlace(document: place.document, value: value), resource))
        case .list:
          for element in tape.elements(of: value) {
            stack.append((SchemaPlace(document: place.document, value: element), resource))
          }
        case .map:
          for member in tape.members(of: value) {
            stack.append((SchemaPlace(document: place.document, value: member.value), resource))
          }
        }
      }
    }
  }

  /// The resource to which a schema belongs: its own if it has an `$id`, else `outer`.
  private mutating func identify(_ place: SchemaPlace, in outer: Int) throws(SchemaError) -> Int {
    let tape = documents[place.document].tape
    guard let value = tape.value("$id", in: place.value), let id = tape.string(value) else { return outer }
    let uri = URIReference(id).resolved(against: URIReference(resources[outer].uri)).withoutFragment
    let owner = resources[outer]
    if place.document == owner.document, place.value == owner.root {
      // The root of a document goes by its own name, and by that under which it was read.
      if numbers[uri] == nil || numbers[uri] == outer {
        numbers[uri] = outer
        resources[outer].uri = uri
      } else if let other = numbers[uri], resources[other].uri == uri {
        throw failure(place, "another schema has the identifier '\(uri)'")
      }
      return outer
    }
    if let other = numbers[uri] {
      guard resources[other].document == place.document, resources[other].root == place.value else {
        throw failure(place, "another schema has the identifier '\(uri)'")
      }
      return other
    }
    var vocabularies = owner.vocabularies
    if let dialect = tape.value("$schema", in: place.value).flatMap({ tape.string($0) }) {
      vocabularies = try self.vocabularies(of: dialect, at: place)
    }
    let number = resources.count
    resources.append(
      SchemaResource(uri: uri, document: place.document, root: place.value, vocabularies: vocabularies))
    numbers[uri] = number
    return number
  }

  // MARK: References

  /// The resource with a URI, which is read if need be.
  private mutating func root(of uri: String, referredToAt place: SchemaPlace) throws(SchemaError) -> Int {
    if let number = numbers[uri] { return number }
    let bytes: [UInt8]
    let isTrusted: Bool
    if let text = MetaSchemas.text(of: uri) {
      bytes = Array(text.utf8)
      isTrusted = true
    } else {
      isTrusted = false
      do throws(SchemaSourceError) {
        guard let found = try source.document(at: uri) else {
          throw SchemaSourceError("no schema with the URI '\(uri)' is known")
        }
        bytes = found
      } catch {
        throw failure(place, error.message)
      }
    }
    var tape = JSONTape()
    do throws(JSONError) {
      try bytes.withBytes { span throws(JSONError) in try tape.parse(span) }
    } catch {
      throw SchemaError(document: uri, location: tape.location(ofOffset: error.offset), error.reason.message)
    }
    return try add(tape, name: uri, uri: uri, isTrusted: isTrusted)
  }

  /// The schema that a reference in a resource means.
  /// - `place`: Where the reference stands, for messages.
  mutating func resolve(
    _ reference: String, in resource: Int, at place: SchemaPlace
  ) throws(SchemaError) -> (place: SchemaPlace, resource: Int, anchor: String?) {
    let target = URIReference(reference).resolved(against: URIReference(resources[resource].uri))
    let number = try root(of: target.withoutFragment, referredToAt: place)
    let root = SchemaPlace(document: resources[number].document, value: resources[number].root)
    guard let fragment = URIReference.decoded(target.fragment ?? "") else {
      throw failure(place, "the fragment of '\(reference)' is not UTF-8 with escapes")
    }
    if fragment.isEmpty { return (root, owners[root] ?? number, nil) }
    guard fragment.hasPrefix("/") else {
      guard let found = anchors[SchemaAnchor(resource: number, name: fragment)] else {
        throw failure(place, "'\(reference)' leads nowhere: there is no anchor '\(fragment)'")
      }
      return (found, owners[found] ?? number, fragment)
    }
    guard let (found, owner) = follow(fragment, from: root, number) else {
      throw failure(place, "'\(reference)' leads nowhere: there is no '\(fragment)'")
    }
    if owners[found] == nil { try find(found, in: owner) }
    return (found, owners[found] ?? owner, nil)
  }

  /// The value behind a JSON Pointer, and the resource in which it is.
  private func follow(_ pointer: String, from root: SchemaPlace, _ resource: Int) -> (SchemaPlace, Int)? {
    let tape = documents[root.document].tape
    var value = root.value
    var owner = resource
    for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let key = Self.unescaped(token) else { return nil }
      switch tape.kind(of: value) {
      case .object:
        guard let next = tape.value(key, in: value) else { return nil }
        value = next
      case .array:
        guard let index = Int(token), index >= 0, index < tape.count(of: value), String(index) == token else {
          return nil
        }
        value = tape.first(in: value)
        for _ in 0..<index { value = tape.following(value) }
      default: return nil
      }
      owner = owners[SchemaPlace(document: root.document, value: value)] ?? owner
    }
    return (SchemaPlace(document: root.document, value: value), owner)
  }

  /// A token of a JSON Pointer with `~0` and `~1` as what they stand for.
  private static func unescaped(_ token: Substring) -> String? {
    guard token.utf8.contains(UInt8(ascii: "~")) else { return String(token) }
    var result = ""
    var isEscaped = false
    for scalar in token.unicodeScalars {
      if isEscaped {
        guard scalar == "0" || scalar == "1" else { return nil }
        result.unicodeScalars.append(scalar == "0" ? "~" : "/")
        isEscaped = false
      } else if scalar == "~" {
        isEscaped = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return isEscaped ? nil : result
  }
}
