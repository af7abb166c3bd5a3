import Core
import SearchSpaces

/// The genotypes that logs name or print, in the notation of the pipeline's space.
struct DARTSNamedGenotypes: Sendable {
  /// By name, from the pipeline file; they go before the published ones.
  var named: [String: String] = [:]
  /// Whether encodings are of the extended space.
  var isExtended = false

  /// The encoding of what stands as `arch`: a name, or a genotype itself; nil for an unknown name.
  func encoding(of architecture: String) -> String? {
    if let text = named[architecture] { return text }
    if let text = Self.published[architecture] { return translated(text) }
    return architecture.hasPrefix("Genotype(") || architecture.hasPrefix("{") ? translated(architecture) : nil
  }

  /// Every name that is known, for messages.
  var names: [String] { (Array(Self.published.keys) + named.keys).sorted { $0.precedesBytewise($1) } }

  /// A genotype in the notation of the space; what cannot be said there stays as it is, for the space to refuse.
  func translated(_ genotype: String) -> String {
    guard isExtended, !genotype.hasPrefix("{"), let cells = try? DARTS().parse(genotype) else { return genotype }
    guard let normal = Self.extended(cells.normal), let reduce = Self.extended(cells.reduce) else { return genotype }
    return "{\"normal\":\(normal),\"reduce\":\(reduce)}"
  }

  /// A genotype of the pipeline file.
  func encoding(given option: LayoutOption) throws(LayoutOptionError) -> String {
    let text = translated(try option.text())
    do throws(EncodingError) {
      if isExtended { _ = try DARTSExtended().parse(text) } else { _ = try DARTS().parse(text) }
    } catch {
      throw option.fail("\(option.title) is no genotype of '\(isExtended ? DARTSExtended().id : DARTS().id)': \(error)")
    }
    return text
  }

  /// `[[["OPERATION",INPUT],…],…]` for four joined nodes of different pairs, nil for other cells.
  private static func extended(_ cell: DARTSCell) -> String? {
    guard cell.pairs.nodeCount == 4, cell.concatenatedNodes == [2, 3, 4, 5] else { return nil }
    let nodes = (0..<4).map { node in
      "["
        + cell.pairs[2 * node...2 * node + 1].map { "[\"\($0.operation.label)\",\($0.source)]" }.joined(separator: ",")
        + "]"
    }
    return "[" + nodes.joined(separator: ",") + "]"
  }

  /// Source: quark0/darts, `cnn/genotypes.py`; `DARTS` is the cell of the second order.
  static let published: [String: String] = [
    "NASNet":
      "Genotype(normal=[('sep_conv_5x5', 1), ('sep_conv_3x3', 0), ('sep_conv_5x5', 0), ('sep_conv_3x3', "
      + "0), ('avg_pool_3x3', 1), ('skip_connect', 0), ('avg_pool_3x3', 0), ('avg_pool_3x3', 0), "
      + "('sep_conv_3x3', 1), ('skip_connect', 1)], normal_concat=[2, 3, 4, 5, 6], reduce=[('sep_conv_5x5', "
      + "1), ('sep_conv_7x7', 0), ('max_pool_3x3', 1), ('sep_conv_7x7', 0), ('avg_pool_3x3', 1), "
      + "('sep_conv_5x5', 0), ('skip_connect', 3), ('avg_pool_3x3', 2), ('sep_conv_3x3', 2), "
      + "('max_pool_3x3', 1)], reduce_concat=[4, 5, 6])",
    "AmoebaNet":
      "Genotype(normal=[('avg_pool_3x3', 0), ('max_pool_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_5x5', "
      + "2), ('sep_conv_3x3', 0), ('avg_pool_3x3', 3), ('sep_conv_3x3', 1), ('skip_connect', 1), "
      + "('skip_connect', 0), ('avg_pool_3x3', 1)], normal_concat=[4, 5, 6], reduce=[('avg_pool_3x3', 0), "
      + "('sep_conv_3x3', 1), ('max_pool_3x3', 0), ('sep_conv_7x7', 2), ('sep_conv_7x7', 0), "
      + "('avg_pool_3x3', 1), ('max_pool_3x3', 0), ('max_pool_3x3', 1), ('conv_7x1_1x7', 0), "
      + "('sep_conv_3x3', 5)], reduce_concat=[3, 4, 6])",
    "DARTS_V1":
      "Genotype(normal=[('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 0), ('sep_conv_3x3', "
      + "1), ('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)], "
      + "normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), "
      + "('max_pool_3x3', 0), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), "
      + "('avg_pool_3x3', 0)], reduce_concat=[2, 3, 4, 5])",
    "DARTS_V2": secondOrder,
    "DARTS": secondOrder,
  ]

  private static let secondOrder =
    "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', "
    + "1), ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)], "
    + "normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), "
    + "('max_pool_3x3', 1), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), "
    + "('max_pool_3x3', 1)], reduce_concat=[2, 3, 4, 5])"
}
