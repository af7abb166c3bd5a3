/// Every convention that Cellar knows, sorted by name. A new one is a file of its own and a line here.
public let allCostConventions: [any CostConvention] = [
  AutoDLProjectsFlops(),
  PlainMultiplyAccumulates(),
  MultiplyAccumulatesAndLinearBias(),
  OpenSelfSupFlops(),
  Thop0031(),
  Thop011(),
]
