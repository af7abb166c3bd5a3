import Core

/// For each rule about one run, how to make it fail a run that is clean otherwise.
enum RunCases {
  static let all: [(code: RuleCode, spoil: @Sendable (inout RawRun) -> Void)] = [
    ("READ-01", { $0.problems = [problem("READ-01")] }), ("READ-02", { $0.problems = [problem("READ-02")] }),
    ("READ-03", { $0.problems = [problem("READ-03")] }), ("SCHEMA-01", { $0.problems = [problem("SCHEMA-01")] }),
    ("SRC-01", { $0.problems = [problem("SRC-01")] }), ("SRC-03", { $0.problems = [problem("SRC-03")] }),
    ("SRC-04", { $0.problems = [problem("SRC-04")] }),
    ("PATH-01", { $0.tasks.append(Claim("cifar100", at: Place(file: 0, pointer: "/0"))) }),
    ("ARCH-01", { $0.architectures = [Claim("|conv7x7~0|", at: Place(file: 0, pointer: "/0"))] }),
    ("ARCH-02", { $0.registryClaims = [Claim(.index(0), at: Place(file: 0, pointer: "/0"))] }),
    ("RUN-01", { $0.status?.value = "running" }), ("RUN-02", { $0.seeds[1].value = 888 }),
    ("CONF-01", { $0.configuration[0].value.value = "8" }), ("COST-01", { $0.values[0] = 0.6403993 }),
    ("COST-03", { $0.values[1] = 100 }), ("CURVE-01", { $0.epochs[5] = 6 }),
    ("CURVE-02", { $0.curve?[1, 3] = 141 }), ("CURVE-03", { $0.curve?[1, 3] = .nan }),
    ("TIME-01", { $0.curve?[5, 4] = 3 }),
    (
      "SPLIT-01",
      { run in
        var curve = SampleRuns.curve()
        for epoch in 0..<SampleRuns.epochs {
          curve[3, epoch] = curve[1, epoch]
          curve[4, epoch] = curve[2, epoch]
        }
        run.curve = curve
      }
    ),
  ]

  static let codes = all.map(\.code)

  private static func problem(_ code: RuleCode) -> Problem {
    Problem(code, at: Place(file: 0, pointer: "/0"), "something is wrong", hint: "mend it")
  }
}
