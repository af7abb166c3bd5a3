import Bytes
import Core
import JSON

/// The record of one architecture in a parsed `model_db.json`, checked against the schema `raw-run` while it is read.
struct TransNASRecord {
  let tape: JSONTape
  let file: Int
  /// The pointer to the record.
  let pointer: String
  /// The object of epochs, once `readHead` has found it.
  private(set) var metrics: JSONValue?

  init(tape: JSONTape, file: Int, pointer: String) {
    self.tape = tape
    self.file = file
    self.pointer = pointer
  }

  /// Reads everything but the metrics of the epochs.
  mutating func readHead(_ record: JSONValue, _ run: inout RawRun) {
    guard tape.kind(of: record) == .object else {
      run.report(
        mismatch(
          record, "", "the record is \(tape.kind(of: record).description)", expected: "an object", "$defs/run/type"))
      return
    }
    if let twice = tape.firstDuplicateKey(in: record) { run.report(duplicate(twice)) }
    var hasStatus = false
    for member in tape.members(of: record) {
      if tape.text(member.key, equals: "metrics") {
        readEpochs(member.value, &run)
      } else if tape.text(member.key, equals: "finish_train") {
        hasStatus = true
        readStatus(member.value, &run)
      } else if tape.text(member.key, equals: "total_params") {
        readParams(member.value, &run)
      } else if tape.text(member.key, equals: "inference_time") {
        readInferenceTime(member.value, &run)
      } else if tape.text(member.key, equals: "world_size") {
        if wholeNumber(member.value).map({ $0 >= 1 }) != true {
          run.report(
            mismatch(
              member.value, "/world_size", "'world_size' is \(tape.sourceText(of: member.value).prefix(80))",
              expected: "a whole number of at least 1", "$defs/run/properties/world_size"))
        }
      } else if isCheckpoint(member.key), tape.kind(of: member.value) != .string {
        let key = tape.string(member.key) ?? ""
        run.report(
          mismatch(
            member.value, "/\(key)", "'\(key)' is \(tape.kind(of: member.value).description)", expected: "a text",
            "$defs/run/properties/\(key)/type"))
      }
    }
    for (key, isThere) in [("finish_train", hasStatus), ("metrics", metrics != nil)] where !isThere {
      run.report(
        mismatch(record, "", "'\(key)' is missing", expected: "a record with '\(key)'", "$defs/run/required"))
    }
    // A record that is an object can be judged by the rules even where its status is wrong or missing.
    if run.status == nil { run.status = Claim("", at: Place(file: file, pointer: pointer + "/finish_train")) }
  }

  private func isCheckpoint(_ key: JSONValue) -> Bool {
    tape.text(key, equals: "encoder_ckpt_file") || tape.text(key, equals: "decoder_ckpt_file")
      || tape.text(key, equals: "discriminator_ckpt_path")
  }

  private func readStatus(_ value: JSONValue, _ run: inout RawRun) {
    guard tape.kind(of: value) == .string, let status = tape.string(value),
      ["", "running", "finished", "corrupted"].contains(status)
    else {
      run.report(
        mismatch(
          value, "/finish_train", "'finish_train' is \(tape.sourceText(of: value).prefix(80))",
          expected: "'', 'running', 'finished' or 'corrupted'", "$defs/run/properties/finish_train/enum"))
      run.status = Claim(tape.string(value) ?? "", at: Place(file: file, pointer: pointer + "/finish_train"))
      return
    }
    run.status = Claim(status, at: Place(file: file, pointer: pointer + "/finish_train"))
  }

  private func readParams(_ value: JSONValue, _ run: inout RawRun) {
    guard let params = wholeNumber(value), params >= 1 else {
      run.report(
        mismatch(
          value, "/total_params", "'total_params' is \(tape.sourceText(of: value).prefix(80))",
          expected: "a whole number of at least 1", "$defs/run/properties/total_params"))
      return
    }
    run.loggedParams = Claim(Int(params), at: Place(file: file, pointer: pointer + "/total_params"))
  }

  /// A whole number however it is written, as JSON Schema understands an integer: `1.0` is 1.
  private func wholeNumber(_ value: JSONValue) -> Int64? {
    tape.integer(value) ?? tape.double(value).flatMap { Int64(exactly: $0) }
  }

  private func readInferenceTime(_ value: JSONValue, _ run: inout RawRun) {
    guard let seconds = tape.double(value), seconds >= 0, seconds.isFinite else {
      run.report(
        mismatch(
          value, "/inference_time", "'inference_time' is \(tape.sourceText(of: value).prefix(80))",
          expected: "a number of at least 0", "$defs/run/properties/inference_time"))
      return
    }
    run.inferenceTime = seconds
  }

  /// Notes the numbers of the epochs, in the order of the record.
  private mutating func readEpochs(_ value: JSONValue, _ run: inout RawRun) {
    guard tape.kind(of: value) == .object else {
      run.report(
        mismatch(
          value, "/metrics", "'metrics' is \(tape.kind(of: value).description)", expected: "an object",
          "$defs/run/properties/metrics/type"))
      return
    }
    metrics = value
    if let twice = tape.firstDuplicateKey(in: value) { run.report(duplicate(twice)) }
    run.epochs.reserveCapacity(tape.count(of: value))
    for member in tape.members(of: value) {
      if let number = Self.epochNumber(tape, member.key) {
        run.epochs.append(number)
      } else {
        run.report(
          mismatch(
            member.value, "/metrics/\(escapedForPointer(tape.string(member.key) ?? ""))",
            "'\((tape.string(member.key) ?? "").prefix(80))' names no epoch", expected: "epoch_<number>",
            "$defs/run/properties/metrics/additionalProperties"))
      }
    }
  }

  static func epochNumber(_ tape: JSONTape, _ key: JSONValue) -> Int? {
    guard !tape.isEscaped(key) else { return nil }
    return tape.withRawText(key) { text in
      guard text.byteCount > 6, text.byteCount <= 15, text.starts(with: "epoch_", at: 0) else { return nil }
      if text.byteCount > 7, text.byte(at: 6) == UInt8(ascii: "0") { return nil }
      return TransNASLogParser.integer(text, 6..<text.byteCount)
    }
  }
}
