import Core
import Formats
import GRDB
import TestSupport
import Testing

@Suite struct SQLiteWriterTests {
  /// Calls `body` on the database of `release`, opened for reading.
  private func read<Result>(_ release: Release, _ body: (Database) throws -> Result) throws -> Result {
    let directory = TemporaryDirectory()
    let path = directory.path("x.sqlite")
    try SQLiteWriter().write(release, to: path, workers: 1)
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: path, configuration: configuration).read(body)
  }

  private func texts(_ sql: String, _ release: Release = SyntheticRelease.odd.make()) throws -> [String] {
    try read(release) { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { $0.isNull ? "-" : String(describing: $0.storage.value ?? "-") }.joined(separator: "|")
      }
    }
  }

  @Test func tablesAndViewsAreThoseOfTheDocument() throws {
    #expect(
      try texts("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' ORDER BY 1")
        == [
          "architecture", "column_metadata", "cost", "curve_ImageNet16_120", "curve_class_object",
          "curve_class_scene", "curve_jigsaw", "curve_room_layout", "epoch_metric", "equivalence", "finding",
          "leaderboard", "metric", "noise", "quarantine", "release", "run", "run_source", "score", "source", "space",
          "special_value", "task",
        ])
  }

  @Test(arguments: [
    ("release", "key,value"), ("space", "id,name,title,size"),
    ("task", "id,space_id,name,score_metric,direction,budget"),
    ("metric", "id,task_id,name,split,unit,direction,lower,upper,selectable"),
    ("architecture", "id,space_id,encoding,canonical,disconnected"),
    ("equivalence", "architecture_id,kind,class_id"),
    ("cost", "architecture_id,task_id,scope,input,counter,value,provenance_kind"),
    ("run", "id,architecture_id,task_id,budget,seed,repeat,status,epochs,time_total,inference_time,source_id"),
    ("score", "architecture_id,task_id,budget,rule,split,n,value,epoch,minmax_p,rank01,zscore,nregret"),
    ("source", "id,input,path,bytes,sha256,parser"), ("run_source", "run_id,source_id,pointer"),
    ("finding", "id,code,severity,source_id,pointer,line,run_id,message,expected,hint"),
    ("quarantine", "source_id,pointer,code"), ("special_value", "run_id,epoch,metric,kind"),
    ("noise", "task_id,budget,rule,split,kind,sd,df,copies"),
    ("column_metadata", "table_name,column_name,unit,description,formula,provenance_kind"),
    ("leaderboard", "space,task,rank,encoding,value,n,params,macs"),
    ("epoch_metric", "space,encoding,task,budget,seed,epoch,metric,value"),
    (
      "curve_ImageNet16_120",
      "run_id,epoch,train_a_b,train_a_b_2,train_loss,valid_a_b,valid_a_b_2,valid_loss,test_a_b,test_a_b_2,test_loss,"
        + "time_elapsed"
    ),
  ])
  func columnsAreThoseOfTheDocument(_ table: String, _ columns: String) throws {
    #expect(try texts("SELECT group_concat(name) FROM pragma_table_info('\(table)')") == [columns])
  }

  @Test func aFindingPointsToTheRunAndTheFileThatItIsAbout() throws {
    #expect(
      try texts(
        "SELECT code, severity, path, f.pointer, line, encoding, t.name, seed, message, expected, hint FROM finding f"
          + " LEFT JOIN source s ON s.id = f.source_id LEFT JOIN run r ON r.id = run_id"
          + " LEFT JOIN architecture a ON a.id = architecture_id LEFT JOIN task t ON t.id = task_id ORDER BY f.id")
        == [
          "BENCH-01|info|-|-|-|-|-|-|it's whole|-|nothing",
          "CURVE-01|warning|1/class_object/25/2-1.json|/a|3|toy-space-b-00002|class_object|11|odd value|an even one"
            + "|look",
          "SRC-01|error|-|-|-|-|-|-|missing|-|find it",
        ])
  }

  @Test func everyCodeOfAQuarantinedRunHasARow() throws {
    #expect(
      try texts("SELECT * FROM quarantine ORDER BY rowid") == ["1|/x|ARCH-01", "1|/x|CURVE-01", "-||SRC-02"])
  }

  @Test func theLeaderboardRanksWithTiesAndLeavesOutWhatHasNoValue() throws {
    var release = SyntheticRelease(
      spaces: [("s", "s", 4)], tasks: Array(SyntheticTask.transnas.prefix(1)), isOdd: false
    ).make()
    let values: [Double?] = [50, 70, 50, nil]
    for index in release.spaces[0].tasks[0].groups[0].scores.indices {
      let architecture = release.spaces[0].tasks[0].groups[0].scores[index].architecture
      release.spaces[0].tasks[0].groups[0].scores[index].value = values[architecture]
    }
    let sql = "SELECT rank, encoding, value, params, macs FROM leaderboard ORDER BY rank, encoding"
    #expect(
      try texts(sql, release) == [
        "1|s-00001|70.0|1000001|224", "2|s-00000|50.0|1000000|0", "2|s-00002|50.0|1000002|448",
      ])
  }

  @Test func loggedParametersAreCostsOfTheirOwn() throws {
    let sql = "SELECT scope, input, value FROM cost WHERE provenance_kind = 'measured' AND architecture_id = 1"
    #expect(try texts(sql + " GROUP BY 1, 2, 3") == ["encoder|-|1000000"])
    #expect(
      try texts("SELECT DISTINCT input FROM cost ORDER BY 1") == [
        "-", "[3,224,224]", "[3,256,256]", "[3,64,64]", "[9,3,64,64]",
      ])
  }

  @Test func theChecksOfSQLiteFindNothingWrong() throws {
    for release in [SyntheticRelease.odd.make(), middling] {
      let complaints = try read(release) { database in
        try String.fetchAll(database, sql: "PRAGMA integrity_check")
          + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { "\($0)" }
      }
      #expect(complaints == ["ok"])
    }
  }

  /// Large enough for trees of three levels.
  private var middling: Release {
    SyntheticRelease(
      spaces: [("s", "s", 300), ("t", "t", 40)], tasks: Array(SyntheticTask.transnas.prefix(3)), isOdd: false
    ).make()
  }

  @Test func theStatisticsOfLargeTablesAreThoseOfAWholeAnalysis() throws {
    for release in [SyntheticRelease.odd.make(), middling] {
      let directory = TemporaryDirectory()
      let path = directory.path("x.sqlite")
      try SQLiteWriter().write(release, to: path, workers: 2)
      let sql = """
        SELECT tbl, idx, stat FROM sqlite_stat1 WHERE tbl LIKE 'curve%' OR tbl IN
          ('cost', 'source', 'run', 'run_source', 'score') ORDER BY 1, 2
        """
      let (written, found) = try DatabaseQueue(path: path).writeWithoutTransaction { database in
        let written = try Row.fetchAll(database, sql: sql)
        try database.execute(sql: "DELETE FROM sqlite_stat1; PRAGMA analysis_limit = 0; ANALYZE")
        return (written, try Row.fetchAll(database, sql: sql))
      }
      #expect(written == found)
      #expect(written.count >= 14)
    }
  }

  @Test func scoresInAnyOrderStandInTheOrderOfTheKey() throws {
    var release = middling
    for space in release.spaces.indices {
      for task in release.spaces[space].tasks.indices {
        var scores = release.spaces[space].tasks[task].groups[0].scores
        for index in scores.indices where index % 5 == 0 { scores[index].value = index % 2 == 0 ? nil : 50 }
        release.spaces[space].tasks[task].groups[0].scores = scores.reversed()
      }
    }
    let complaints = try read(release) { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    #expect(complaints == ["ok"])
    let sorted = try texts("SELECT * FROM score", release)
    #expect(
      sorted == (try texts("SELECT * FROM score ORDER BY task_id, budget, architecture_id, rule, split", release)))
    #expect(sorted.count == 340 * 3 * 4)
  }
}
