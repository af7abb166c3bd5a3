/// The formats of draft 2020-12 that can be checked. Any other name is taken for a note.
enum StringFormat: UInt8, CaseIterable, Sendable {
  case dateTime, date, time, duration
  case email, idnEmail, hostname, idnHostname, ipv4, ipv6
  case uri, uriReference, iri, iriReference, uriTemplate
  case uuid, jsonPointer, relativeJSONPointer, regex

  /// As `format` has it.
  var name: String {
    switch self {
    case .dateTime: "date-time"
    case .date: "date"
    case .time: "time"
    case .duration: "duration"
    case .email: "email"
    case .idnEmail: "idn-email"
    case .hostname: "hostname"
    case .idnHostname: "idn-hostname"
    case .ipv4: "ipv4"
    case .ipv6: "ipv6"
    case .uri: "uri"
    case .uriReference: "uri-reference"
    case .iri: "iri"
    case .iriReference: "iri-reference"
    case .uriTemplate: "uri-template"
    case .uuid: "uuid"
    case .jsonPointer: "json-pointer"
    case .relativeJSONPointer: "relative-json-pointer"
    case .regex: "regex"
    }
  }

  init?(name: String) {
    guard let format = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = format
  }

  /// Whether well-formed UTF-8 is of this format.
  /// - Complexity: O(length).
  func accepts(_ text: [UInt8]) -> Bool {
    switch self {
    case .dateTime: TimeFormat.isDateTime(text[...])
    case .date: TimeFormat.isDate(text[...])
    case .time: TimeFormat.isTime(text[...])
    case .duration: TimeFormat.isDuration(text[...])
    case .email: MailFormat.isAddress(text[...], isInternational: false)
    case .idnEmail: MailFormat.isAddress(text[...], isInternational: true)
    case .hostname: HostName.isHostName(text[...])
    case .idnHostname: HostName.isInternational(text[...])
    case .ipv4: AddressFormat.isIPv4(text[...])
    case .ipv6: AddressFormat.isIPv6(text[...])
    case .uri: URIFormat(isInternational: false).isURI(text[...])
    case .uriReference: URIFormat(isInternational: false).isReference(text[...])
    case .iri: URIFormat(isInternational: true).isURI(text[...])
    case .iriReference: URIFormat(isInternational: true).isReference(text[...])
    case .uriTemplate: URITemplateFormat.isTemplate(text[...])
    case .uuid: AddressFormat.isUUID(text[...])
    case .jsonPointer: PointerFormat.isPointer(text[...])
    case .relativeJSONPointer: PointerFormat.isRelativePointer(text[...])
    case .regex: Expression.isValid(String(decoding: text, as: UTF8.self))
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 <= 9 }
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isHexadecimal: Bool { hexadecimalDigit(self) != nil }
}
