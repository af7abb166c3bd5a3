import Ingest
import Testing

struct GlobPatternTests {
  @Test(arguments: [
    ("**/model_db.json", "model_db.json", true), ("**/model_db.json", "a/b/model_db.json", true),
    ("**/model_db.json", "a/first_model_db.json", false), ("**/model_db.json", "a/model_db.json/x", false),
    ("*.txt", "a.txt", true), ("*.txt", "a/b.txt", false), ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true),
    ("a/**/b", "a/x/c", false), ("**", "anything/at/all", true), ("?.csv", "x.csv", true), ("?.csv", "xy.csv", false),
    ("run-[0-9]/*.json", "run-7/m.json", true), ("run-[!0-9]/*.json", "run-7/m.json", false),
    ("{a,b}/*.{csv,json}", "b/x.json", true), ("{a,b}/*.{csv,json}", "c/x.json", false), ("*a*b*", "xxaybz", true),
    ("*a*b*", "bbbb", false), ("", "a", false),
  ])
  func patternsMatchWholePaths(_ pattern: String, _ path: String, _ expected: Bool) {
    #expect(GlobPattern(pattern).matches(path[...]) == expected, "\(pattern) on \(path)")
  }

  @Test func manyStarsTakeNoTime() {
    let pattern = GlobPattern(String(repeating: "*a", count: 50) + "*b")
    #expect(!pattern.matches(String(repeating: "a", count: 5_000)[...]))
  }
}
