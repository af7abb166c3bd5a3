import Bindings
import Bytes
import Codecs
import Core
import EmbeddedFiles
import Emit
import Formats
import Layouts
import Pipeline
import SearchSpaces

extension Plugins {
  /// Every plug-in that the command knows; a new one is one line here or in its registry.
  static let all = Plugins(
    spaces: allSearchSpaces,
    layouts: [
      TransNASRunDirectory(), TableLayout(), JSONLinesLayout(), JSONRunLayout(), TextLogLayout(),
      NASBenchMacroJSON(),
      NASBench301Results(), ZeroCostJSON(), DARTSLog(), AutoDLLog(), LightningCSV(), TensorBoardEvents(),
      TransNASRelease(), NASBench201Release(), AutoDLCheckpoints(), NATSBench(), HWNASBench(),
      NASBench101TFRecord(), NNISQLite(), CellarQuarantine(),
      // Last, since it has a word for every text in braces.
      CellarRelease(),
    ],
    // The slowest first, so that the others run beside it.
    writers: [
      SQLiteWriter(), JSONDocumentWriter(), JSONLinesWriter(), HDF5Writer(), SummaryWriter(), StatisticsWriter(),
      ReportWriter(spaces: allSearchSpaces),
      ParquetReleaseWriter(),
      TransNASPickleWriter(), NATSBenchFolderWriter(), NASBench101Writer(),
    ],
    gzip: GzipCodec(),
    digest: { bytes in
      var hasher = SHA256Hasher()
      hasher.update(bytes)
      return hasher.finish().hexadecimal
    },
    runningDigest: { RunningSHA256() },
    fileDigest: { path in
      let (digest, count) = try SHA256Digest.ofFile(path)
      return FileDigest(path: path, bytes: count, sha256: digest.hexadecimal)
    },
    libraries: LibraryVersions.all.map { Attribute($0.name, $0.version) },
    cellarVersion: Cellar.version,
    packager: DataPackager(),
    pipelines: EmbeddedFiles.pipelines.map {
      EmbeddedPipeline(name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self))
    },
    fault: { path in
      guard !FileSystem.isDirectory(path), ContainerReport.of(path)?.saysWhatItIs != true else { return nil }
      return ForeignFile(lookingAt: path).problem
    })
}

/// A SHA-256 that is passed around.
private final class RunningSHA256: RunningDigest {
  private var hasher = SHA256Hasher()

  func update(_ bytes: RawSpan) { hasher.update(bytes) }

  func finish() -> String {
    var last = SHA256Hasher()
    swap(&last, &hasher)
    return last.finish().hexadecimal
  }
}
