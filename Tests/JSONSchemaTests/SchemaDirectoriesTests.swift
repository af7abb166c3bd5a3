import TestSupport
import Testing

@testable import JSONSchema

struct SchemaDirectoriesTests {
  @Test func documentsComeFromTheDirectoryOfTheLongestPrefix() throws {
    let place = TemporaryDirectory()
    place.makeDirectory("a")
    place.makeDirectory("b")
    place.write(Array("1".utf8), to: "a/x.json")
    place.write(Array("2".utf8), to: "b/x y.json")
    let source = SchemaDirectories([
      .init(prefix: "http://h/", directory: place.path("a")), .init(prefix: "http://h/b/", directory: place.path("b")),
    ])
    #expect(try source.document(at: "http://h/x.json") == Array("1".utf8))
    #expect(try source.document(at: "http://h/b/x%20y.json") == Array("2".utf8))
    #expect(try source.document(at: "http://h/y.json") == nil)
    #expect(try source.document(at: "http://other/x.json") == nil)
  }

  @Test(
    arguments: [
      "../x", "a/../../x", "%2e%2e/x", "a%2Fb", "a%00b", "./x", "a//b", "", "x?y", "%zz", "%2E%2E%2Fx",
    ])
  func noURILeadsOutOfTheDirectory(_ rest: String) {
    let source = SchemaDirectories([.init(prefix: "http://h/", directory: "/")])
    #expect(throws: SchemaSourceError.self) { try source.document(at: "http://h/\(rest)") }
  }
}
