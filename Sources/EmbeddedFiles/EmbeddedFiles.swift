/// Files of the source tree that the binary carries, so that it needs nothing beside it.
public enum EmbeddedFiles {
  /// The pipeline files of `Pipelines/`, by name without `.yaml`, sorted.
  public static let pipelines: [EmbeddedFile] = [
    EmbeddedFile(name: "attentive-nas", bytes: PackageResources.attentive_nas_yaml),
    EmbeddedFile(name: "darts", bytes: PackageResources.darts_yaml),
    EmbeddedFile(name: "entran-nas", bytes: PackageResources.entran_nas_yaml),
    EmbeddedFile(name: "hw-nas-bench", bytes: PackageResources.hw_nas_bench_yaml),
    EmbeddedFile(name: "nas-bench-101", bytes: PackageResources.nas_bench_101_yaml),
    EmbeddedFile(name: "nas-bench-201", bytes: PackageResources.nas_bench_201_yaml),
    EmbeddedFile(name: "nas-bench-201-logs", bytes: PackageResources.nas_bench_201_logs_yaml),
    EmbeddedFile(name: "nas-bench-301", bytes: PackageResources.nas_bench_301_yaml),
    EmbeddedFile(name: "nas-bench-macro", bytes: PackageResources.nas_bench_macro_yaml),
    EmbeddedFile(name: "nas-bench-suite-zero-101", bytes: PackageResources.nas_bench_suite_zero_101_yaml),
    EmbeddedFile(name: "nas-bench-suite-zero-201", bytes: PackageResources.nas_bench_suite_zero_201_yaml),
    EmbeddedFile(name: "nas-bench-suite-zero-301", bytes: PackageResources.nas_bench_suite_zero_301_yaml),
    EmbeddedFile(name: "nas-bench-suite-zero-macro", bytes: PackageResources.nas_bench_suite_zero_macro_yaml),
    EmbeddedFile(name: "nas-bench-suite-zero-micro", bytes: PackageResources.nas_bench_suite_zero_micro_yaml),
    EmbeddedFile(name: "nats-bench-size", bytes: PackageResources.nats_bench_size_yaml),
    EmbeddedFile(name: "nats-bench-topology", bytes: PackageResources.nats_bench_topology_yaml),
    EmbeddedFile(name: "ofa", bytes: PackageResources.ofa_yaml),
    EmbeddedFile(name: "pi-nas", bytes: PackageResources.pi_nas_yaml),
    EmbeddedFile(name: "pnas", bytes: PackageResources.pnas_yaml),
    EmbeddedFile(name: "transnas-bench-101", bytes: PackageResources.transnas_bench_101_yaml),
    EmbeddedFile(name: "transnas-bench-101-logs", bytes: PackageResources.transnas_bench_101_logs_yaml),
    EmbeddedFile(name: "transnas-bench-101-release", bytes: PackageResources.transnas_bench_101_release_yaml),
  ]

  /// The JSON Schemas of `Schemas/`, by name without `.schema.json`, sorted.
  public static let schemas: [EmbeddedFile] = [
    EmbeddedFile(name: "finding", bytes: PackageResources.finding_schema_json),
    EmbeddedFile(name: "manifest", bytes: PackageResources.manifest_schema_json),
    EmbeddedFile(name: "pipeline", bytes: PackageResources.pipeline_schema_json),
    EmbeddedFile(name: "raw-run", bytes: PackageResources.raw_run_schema_json),
    EmbeddedFile(name: "release-run", bytes: PackageResources.release_run_schema_json),
    EmbeddedFile(name: "statistics", bytes: PackageResources.statistics_schema_json),
  ]
}

/// A file of the source tree.
public struct EmbeddedFile: Sendable, Hashable {
  public var name: String
  public var bytes: [UInt8]

  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
