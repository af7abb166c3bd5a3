import CellarKit
import Testing

struct ArchitectureTests {
  @Test(arguments: SearchSpaceSummary.all) func everySampleIsAnArchitectureOfItsSpace(
    _ space: SearchSpaceSummary
  ) throws {
    let encodings = space.sample(20, seed: 7)
    #expect(encodings.count == 20)
    for encoding in encodings {
      let architecture = try Architecture(encoding, space: space.id)
      #expect(architecture.space == space.id)
      #expect(architecture.encoding == encoding)
      #expect(try Architecture(architecture.canonical, space: space.id).canonical == architecture.canonical)
      for cost in architecture.costs {
        #expect(0 <= cost.liveParameters && cost.liveParameters <= cost.parameters)
        #expect(0 <= cost.liveMultiplyAccumulates && cost.liveMultiplyAccumulates <= cost.multiplyAccumulates)
      }
    }
    #expect(space.sample(20, seed: 7) == encodings)
    #expect(space.sample(-1, seed: 7).isEmpty)
  }

  @Test func theSpaceOfATextIsFound() throws {
    let architecture = try Architecture("64-1234-basic")
    #expect(architecture.space == "transnas-bench-101-macro")
    #expect(architecture.classes["isomorphic"] == "isomorphic:64-1234-basic")
    // The figures of the README, which count by the layers themselves.
    #expect(architecture.costs.first?.parameters == 3_400_224)
    #expect(architecture.costs.first?.input == [3, 224, 224])
    #expect(architecture.costs.first { $0.task == "jigsaw" }?.published["thop-0.1.1"] == 2_263_875_840)
  }

  @Test func errorsSayWhatIsWrong() {
    let unknown = #expect(throws: CellarError.self) { try Architecture("5", space: "nas-bench-202") }
    #expect(unknown?.kind == .question)
    #expect(unknown?.message.contains("did you mean 'nas-bench-201'?") == true)
    let refused = #expect(throws: CellarError.self) { try Architecture("64-12x4-basic") }
    #expect(refused?.kind == .architecture)
    #expect(refused?.offset == 5)
    let missing = #expect(throws: CellarError.self) { try BenchmarkRelease(at: "no such release.sqlite") }
    #expect(missing?.kind == .release)
  }
}
