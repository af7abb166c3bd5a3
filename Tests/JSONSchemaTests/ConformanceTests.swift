import TestSupport
import Testing

@Suite(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
struct ConformanceTests {
  @Test func everyRequiredTestOfTheSuitePasses() throws {
    var suite = ConformanceSuite()
    for file in try ConformanceSuite.files("") { try suite.run(file, assertsFormats: false) }
    #expect(suite.failures == [])
    #expect(suite.passedCount == 1299)
    #expect(suite.count == 1299)
  }

  @Test func theOptionalTestsPassButForThoseOfEarlierDrafts() throws {
    var suite = ConformanceSuite()
    for file in try ConformanceSuite.files("/optional") { try suite.run(file, assertsFormats: false) }
    print("JSON Schema, optional tests: \(suite.passedCount) of \(suite.count)")
    #expect(suite.passedCount >= 161)
    #expect(suite.failures.allSatisfy { $0.contains("cross-draft") })
  }

  @Test func theFormatTestsPass() throws {
    var suite = ConformanceSuite()
    for file in try ConformanceSuite.files("/optional/format") { try suite.run(file, assertsFormats: true) }
    print("JSON Schema, format tests: \(suite.passedCount) of \(suite.count)")
    #expect(suite.failures == [])
    #expect(suite.passedCount >= 764)
  }
}
