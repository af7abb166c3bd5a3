import Formats
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
struct NNIDatabaseTests {
  private func trials(_ name: String) throws -> [NNITrial] {
    let path = try #require(sharedDirectory).appending(path: "data/pickles-hostile/" + name).path(percentEncoded: false)
    let database = try NNIDatabase(opening: path)
    #expect(database.benchmark == .nasBench201)
    var trials: [NNITrial] = []
    while let trial = try database.next() { trials.append(trial) }
    return trials
  }

  @Test func everyTrialIsReadWithItsConfiguration() throws {
    let trials = try trials("ok/control_nni.db")
    #expect(trials.map(\.id) == Array(0..<300))
    #expect(trials.allSatisfy { $0.seed == 777 && $0.faults.isEmpty && $0.epochs.isEmpty })
    #expect(trials[2].configuration == [#"{"0_1": "conv_3x3", "0_2": "none", "n": 2}"#, "200", "cifar10", "16", "5"])
    // Columns that the database lacks are null.
    #expect(
      trials[2].totals
        == [99.5, 90.002, 90.002, nil, nil, nil, nil, nil, 1.07, 153.2, 0.01, 1002, nil, nil, nil])
  }

  @Test func valuesOfWrongTypesAndMissingRowsAreNotedAndTheOthersRead() throws {
    let trials = try trials("sqlite/wrong_types.db")
    #expect(trials.count == 300)
    #expect(trials.filter { !$0.faults.isEmpty }.map(\.id) == [5, 6])
    #expect(trials[5].faults == ["row 6: 'valid_acc' is a text; expected a number"])
    #expect(trials[6].faults == ["row 7: 'valid_acc' is a blob; expected a number"])
    #expect(trials.filter(\.configuration.isEmpty).map(\.id) == [7])
  }

  @Test func columnsThatNobodyAskedForAreNeverRead() throws {
    #expect(try trials("sqlite/generated_column_900MB.db").count == 300)
  }

  @Test(arguments: [
    ("view_endless_recursion.db", "'nb201trialstats' is a view or a virtual table; expected a table"),
    ("corrupt_page.db", "quick_check"), ("truncated.db", "malformed"), ("header_only.db", "not a database"),
  ])
  func hostileDatabasesAreRefused(_ name: String, _ cause: String) throws {
    let error = #expect(throws: NNIError.self) { try trials("sqlite/" + name) }
    #expect(error?.description.contains(cause) == true, "\(error?.description ?? "")")
    #expect(error?.isForeign == false)
  }
}
