import Bytes
import Core
import Formats
import JSON
import SearchSpaces

/// Turns what NNI writes for an architecture into texts that the spaces parse.
struct NNIArchitectures {
  private var tape = JSONTape()
  private let cells = NASBench101()

  /// Reads the architecture of an experiment.
  /// - Parameter configuration: the text of a column, nil for null.
  mutating func read(
    _ benchmark: NNIBenchmark, _ configuration: (String) -> String?, _ place: Place, _ run: inout RawRun
  ) {
    let text = configuration(benchmark == .nds ? "cell_spec" : "arch") ?? ""
    do throws(JSONError) { try tape.parse(text: text) } catch {
      return Self.refuse("'\(text.prefix(80))' is no JSON at byte \(error.offset)", expected: "an object", place, &run)
    }
    switch benchmark {
    case .nasBench101: readNASBench101(configuration, place, &run)
    case .nasBench201: readNASBench201(place, &run)
    case .nds: readNDS(configuration, place, &run)
    }
    for name in benchmark.configuration
    where !["arch", "cell_spec", "num_epochs", "dataset", "hash", "num_vertices"].contains(name) {
      if let text = configuration(name) { run.info.append(Attribute(name, RunHead.clipped(text))) }
    }
  }

  private func member(_ key: String) -> JSONValue? { tape.value(key, in: tape.root) }

  /// The whole numbers of a list, nil where it is none.
  private func numbers(_ value: JSONValue?) -> [Int]? {
    guard let value, tape.kind(of: value) == .array, tape.count(of: value) <= 64 else { return nil }
    var numbers: [Int] = []
    for element in tape.elements(of: value) {
      guard let number = tape.integer(element) else { return nil }
      numbers.append(Int(number))
    }
    return numbers
  }

  /// `{"op1": …, "input1": [0], …}`; the vertices count from the input, 0, and the output has inputs only.
  private func readNASBench101(_ configuration: (String) -> String?, _ place: Place, _ run: inout RawRun) {
    let expected = "'op1' to 'op5' and 'input1' to 'input6', the inputs lists of lower vertices"
    let count = NASBench101Record.vertexLimit
    let inner = (1..<count).prefix { member("op\($0)") != nil }
    let output = inner.count + 1
    var rows = Array(repeating: Array(repeating: 0, count: output + 1), count: output + 1)
    var labels = ["input"]
    for vertex in 1...output {
      guard let inputs = numbers(member("input\(vertex)")), inputs.allSatisfy({ $0 >= 0 && $0 < vertex }) else {
        return Self.refuse("'input\(vertex)' is no list of lower vertices", expected: expected, place, &run)
      }
      for input in inputs { rows[input][vertex] = 1 }
      if vertex < output { labels.append(member("op\(vertex)").flatMap { tape.string($0) } ?? "") }
    }
    labels.append("output")
    guard tape.count(of: tape.root) == 2 * output - 1, labels.allSatisfy(Self.isPlain) else {
      return Self.refuse("an unknown key or operation", expected: expected, place, &run)
    }
    if let stated = configuration("num_vertices").flatMap(WholeNumber.parse), stated != output + 1 {
      Self.refuse("\(output + 1) vertices", expected: "'num_vertices' of them, \(stated)", place, &run)
    }
    let matrix = rows.map { "[" + $0.map(String.init).joined(separator: ",") + "]" }.joined(separator: ",")
    let operations = labels.map { "\"\($0)\"" }.joined(separator: ",")
    let encoding = "{\"matrix\":[\(matrix)],\"ops\":[\(operations)]}"
    run.architectures = [Claim(encoding, at: place)]
    guard let stated = configuration("hash"), let cell = try? cells.parse(encoding) else { return }
    let hash = "\(cells.publishedHash(of: cell))"
    if hash != stated {
      Self.refuse(
        "the hash '\(stated.prefix(80))' belongs to another graph than the one beside it",
        expected: "'\(hash)', the hash of '\(cells.encode(cell))'", place, &run)
    }
  }

  /// `{"0_1": "conv_3x3", …}`: source and target of an edge, and its operation.
  private func readNASBench201(_ place: Place, _ run: inout RawRun) {
    var text = ""
    for target in 1...3 {
      text += target == 1 ? "|" : "+|"
      for source in 0..<target {
        guard let word = member("\(source)_\(target)").flatMap({ tape.string($0) }), let label = Self.labels201[word]
        else {
          return Self.refuse(
            "no operation on the edge '\(source)_\(target)'",
            expected: "one of \(Self.labels201.keys.sorted().joined(separator: ", "))", place, &run)
        }
        text += "\(label)~\(source)|"
      }
    }
    guard tape.count(of: tape.root) == 6 else {
      return Self.refuse("\(tape.count(of: tape.root)) edges", expected: "six", place, &run)
    }
    run.architectures = [Claim(text, at: place)]
  }

  private static let labels201 = [
    "none": "none", "skip_connect": "skip_connect", "conv_1x1": "nor_conv_1x1", "conv_3x3": "nor_conv_3x3",
    "avg_pool_3x3": "avg_pool_3x3",
  ]

  /// `{"normal_0_op_x": …, "normal_0_input_x": 0, …, "normal_concat": [2, 3]}`: a genotype, node by node.
  private func readNDS(_ configuration: (String) -> String?, _ place: Place, _ run: inout RawRun) {
    guard configuration("model_family") == "nas_cell" else {
      return Self.refuse(
        "networks of family '\(configuration("model_family")?.prefix(80) ?? "null")' are not taken",
        expected: "'nas_cell'", place, &run)
    }
    var fields: [String] = []
    for cell in ["normal", "reduce"] {
      var pairs: [String] = []
      for node in (0..<16).prefix(while: { member("\(cell)_\($0)_op_x") != nil }) {
        for side in ["x", "y"] {
          guard let operation = member("\(cell)_\(node)_op_\(side)").flatMap({ tape.string($0) }),
            let input = member("\(cell)_\(node)_input_\(side)").flatMap({ tape.integer($0) }), Self.isPlain(operation)
          else {
            return Self.refuse(
              "node \(node) of cell '\(cell)' is not whole", expected: "two operations and two inputs", place, &run)
          }
          pairs.append("('\(operation)', \(input))")
        }
      }
      let joined = numbers(member("\(cell)_concat")) ?? []
      fields.append("\(cell)=[\(pairs.joined(separator: ", "))]")
      fields.append("\(cell)_concat=[\(joined.map(String.init).joined(separator: ", "))]")
    }
    run.architectures = [Claim("Genotype(\(fields.joined(separator: ", ")))", at: place)]
  }

  /// Whether a word can stand between quotes.
  private static func isPlain(_ word: String) -> Bool {
    !word.isEmpty && word.utf8.count <= 64
      && word.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x5F
          || $0 == 0x2D
      }
  }

  private static func refuse(_ message: String, expected: String, _ place: Place, _ run: inout RawRun) {
    run.report(
      Problem(
        "ARCH-01", at: place, message, expected: expected,
        hint: "take the database as NNI published it, or another source of the benchmark"))
  }
}
