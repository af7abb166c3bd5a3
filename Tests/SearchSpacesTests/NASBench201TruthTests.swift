import Core
import Foundation
import Graphs
import TestSupport
import Testing

@testable import SearchSpaces

@Suite(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
struct NASBench201TruthTests {
  private let space = NASBench201()
  private static let datasets = ["cifar10", "cifar100", "ImageNet16-120"]

  @Test func everyRowOfTheTruthIsReproduced() throws {
    let rows = try TruthRow.rows("truth/nas-bench-201.jsonl")
    #expect(rows.count == 4000)
    var mismatches: [String] = []
    for row in rows {
      let cell = try space.parse(row.encoding)
      let costs = space.costs(of: cell)
      #expect(costs.map(\.task?.rawValue) == Self.datasets)
      for (dataset, entry) in zip(Self.datasets, costs) {
        let truth = try #require(row.object(dataset))
        let agrees =
          entry.scope == .model && entry.params == truth["params"] as? Int
          && entry.macs == truth["macs_conv_linear"] as? Int
          && entry.counter("published") == truth["flops_as_published_convention"] as? Int
          && entry.counter("autodl-projects") == entry.counter("published")
        if !agrees { mismatches.append("\(row.encoding) on \(dataset)") }
      }
      let agrees =
        space.encode(cell, in: .index) == row.number("index").map { "\($0)" }
        && space.classID(of: cell, under: .published) == row.text("unique_str").map { "published:\($0)" }
        && space.isDisconnected(cell) == !(row.fields["valid"] as? Bool ?? false)
      if !agrees { mismatches.append(row.encoding) }
    }
    #expect(mismatches.isEmpty, "\(mismatches.count), such as \(mismatches.prefix(3))")
  }

  @Test func theIndexOrderIsThatOfTheReleasedFiles() throws {
    let directory = try #require(sharedDirectory)
    let data = try Data(contentsOf: directory.appending(path: "truth/nats-tss-index-order.json"))
    let encodings = try JSONDecoder().decode([String].self, from: data)
    #expect(encodings == (0..<NASBench201Cell.count).map { NASBench201Cell(index: $0).encoding })
  }

  @Test func cellsAndTheirIndicesAgreeWithThePublicAccuracies() throws {
    let lines = try sharedLines("data/nas-bench-201/accuracy_12_epochs.csv").dropFirst()
    #expect(lines.count == NASBench201Cell.count)
    for line in lines {
      let fields = line.split(separator: ",")
      if NASBench201Cell(index: try #require(Int(fields[0]))).encoding != fields[1] { Issue.record("\(line)") }
    }
  }

  @Test func uniqueCountsAreThoseOfTheAuthors() throws {
    let line = try #require(try sharedLines("truth/nas-bench-201-unique-counts.json").first)
    let counts = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let cells = (0..<UInt16(NASBench201Cell.count)).map { NASBench201Cell(code: $0) }
    #expect(cells.count { !space.isDisconnected($0) } == counts["valid"] as? Int)
    let unique = cells.reduce(into: [:]) { $0[$1.uniqueString, default: 0] += 1 }
    #expect(unique.count == counts["True"] as? Int)
    for entry in try #require(counts["largest_class_true"] as? [[Any]]) {
      #expect(unique[try #require(entry[0] as? String)] == entry[1] as? Int)
    }
    #expect(unique.values.max() == 275)
    let pruned = Set(
      cells.map { cell in
        cell.operations.enumerated().map { cell.isLive(edge: $0, cell.liveNodes) ? $1 : .none }
      })
    #expect(pruned.count == counts["pruned"] as? Int)
    let isomorphic = Set(cells.map { space.representative(of: $0, under: .isomorphic) })
    #expect(isomorphic.count == counts["pruned_then_iso"] as? Int)
    let unpruned = Set(cells.map { $0.graph.canonicalForm() })
    #expect(unpruned.count == counts["labelled_dag_isomorphism_none_as_nonedge"] as? Int)
  }

  @Test(arguments: ["tss", "sss"]) func publishedFiguresOfTheReleasedArchivesAreReproduced(_ name: String) throws {
    let directory = try #require(sharedDirectory)
    let data = try Data(contentsOf: directory.appending(path: "truth/nats-published-costs.json"))
    let file = try JSONDecoder().decode([String: [PublishedCost]].self, from: data)
    let rows = try #require(file[name])
    #expect(rows.count == 12)
    for row in rows {
      let costs =
        name == "tss"
        ? space.costs(of: try space.parse(row.arch)) : NATSBenchSize().costs(of: try NATSBenchSize().parse(row.arch))
      let dataset = row.dataset == "cifar10-valid" ? "cifar10" : row.dataset
      let entry = try #require(costs.first { $0.task?.rawValue == dataset })
      #expect(entry.counter("published") == Int((row.flops * 1e6).rounded()))
      #expect(entry.params == Int((row.params * 1e6).rounded()))
      if name == "tss" { #expect(space.encode(try space.parse(row.arch), in: .index) == "\(row.index)") }
    }
  }

  private struct PublishedCost: Decodable {
    let index: Int
    let arch: String
    let dataset: String
    let flops: Double
    let params: Double

    enum CodingKeys: String, CodingKey {
      case index, arch, dataset
      case flops = "flops_M"
      case params = "params_M"
    }
  }
}
