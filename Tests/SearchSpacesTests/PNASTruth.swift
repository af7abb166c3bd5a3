/// `truth/pnas.json`.
struct PNASTruth: Decodable {
  struct Model: Decodable {
    let name: String
    let c: Int
    let layers: Int
    let resolution: Int
    let classes: Int
    let params: Int
    let macsConvLinear: Int
    let flopsAsPublishedConvention: Int
    let bnElems: Int

    /// The filters of the first convolution, which only the names of the Mobile models give.
    var filters: Int { name.contains("c0=32") ? 32 : 96 }

    enum CodingKeys: String, CodingKey {
      case name, layers, resolution, classes, params
      case c = "C"
      case macsConvLinear = "macs_conv_linear"
      case flopsAsPublishedConvention = "flops_as_published_convention"
      case bnElems = "bn_elems"
    }
  }

  struct Block: Decodable {
    let ordered: Int
    let unorderedWithinBlock: Int

    enum CodingKeys: String, CodingKey {
      case ordered
      case unorderedWithinBlock = "unordered_within_block"
    }
  }

  struct Counts: Decodable {
    let block1: Block
    let block2: Block
    let block3: Block
    let block4: Block
    let block5: Block
    let orderedTotal5Blocks: Int
    let b1Unique: Int
    let b2UnorderedWithinBlock: Int
    let b2UniqueUpToBlockRelabelling: Int

    enum CodingKeys: String, CodingKey {
      case block1, block2, block3, block4, block5
      case orderedTotal5Blocks = "ordered_total_5_blocks"
      case b1Unique = "B1_unique"
      case b2UnorderedWithinBlock = "B2_unordered_within_block"
      case b2UniqueUpToBlockRelabelling = "B2_unique_up_to_block_relabelling"
    }
  }

  let models: [Model]
  let counts: Counts
}
