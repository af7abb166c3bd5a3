import Bytes
import JSON
import TestSupport
import Testing

/// Damaged documents, in both modes of the reader.
struct JSONFuzzTests {
  private static let documents = [
    #"{"64-1234-basic":{"metrics":{"epoch_0":{"valid_top1":12.5,"time_elapsed":"00:01:02"}},"finish_train":"finished"}}"#,
    #"[NaN,Infinity,-Infinity,-0.0,1e308,1e-320,123456789012345678901234567890,"\u00e9\ud83d\ude00\\\/\b\f\n\r\t"]"#,
    #"{"a":[[[[[[{"b":{"c":[true,false,null]}}]]]]]],"a":"ü€😀"}"#,
  ]

  @Test func damagedDocumentsAreParsedOrRefusedAndNeverTrap() {
    for options in [JSONOptions.strict, .python] {
      let longest = fuzz("json", seeds: Self.documents.map { Array($0.utf8) }) { bytes in
        var tape = JSONTape()
        do throws(JSONError) {
          try bytes.withBytes { span throws(JSONError) in try tape.parse(span, options: options) }
          // What was parsed can be walked.
          _ = tape.firstDuplicateKey(in: tape.root)
        } catch {
          _ = tape.location(ofOffset: error.offset)
        }
      }
      #expect(longest < .seconds(2))
    }
  }
}
