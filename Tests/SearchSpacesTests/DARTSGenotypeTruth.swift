/// The fields of a genotype as JSON.
struct DARTSGenotypeTruth: Codable {
  let normal: [DARTSPairTruth]
  let normalConcat: [Int]
  let reduce: [DARTSPairTruth]
  let reduceConcat: [Int]

  enum CodingKeys: String, CodingKey {
    case normal, reduce
    case normalConcat = "normal_concat"
    case reduceConcat = "reduce_concat"
  }
}
