import Bindings
import Bytes
import Testing

@Suite struct ChildProcessTests {
  private func run(
    _ script: String, seconds: Int = 20, limit: Int = 1 << 20
  ) -> (end: ProcessEnd, output: String, message: String) {
    let child = ChildProcess(
      executable: "/bin/sh", arguments: ["-c", script], environment: ["NAME=value"], seconds: seconds,
      outputLimit: limit)
    var output: [UInt8] = []
    let result = child.run { output += $0.array(0..<$0.byteCount) }
    return (result.end, String(decoding: output, as: UTF8.self), result.message)
  }

  @Test func theEndAndBothOutputsOfAChildAreTold() {
    let result = run("echo out; echo problem >&2; echo $NAME $HOME; exit 7")
    #expect(result.end == .exited(7))
    #expect(result.output == "out\nvalue\n")
    #expect(result.message == "problem\n")
  }

  @Test func aSignalIsTold() {
    let result = run("kill -SEGV $$")
    #expect(result.end == .signalled(11))
    #expect(result.end.description == "was ended by signal 11 (segmentation fault)")
  }

  @Test func aChildThatHangsIsKilled() {
    let clock = ContinuousClock()
    let time = clock.measure { #expect(run("echo a; exec sleep 60", seconds: 1).end == .timedOut(seconds: 1)) }
    #expect(time < .seconds(30))
    let silent = clock.measure { #expect(run("exec >&- 2>&-; exec sleep 60", seconds: 1).end == .timedOut(seconds: 1)) }
    #expect(silent < .seconds(30))
  }

  @Test func aChildThatFloodsIsKilled() {
    #expect(run("while :; do echo 0123456789; done", limit: 100_000).end == .outputTooLong(bytes: 100_000))
  }

  @Test func aChildHasThreeDescriptorsAndAnEmptyInput() throws {
    let result = run("ls /proc/$$/fd; read line || echo empty")
    #expect(result.output == "0\n1\n2\nempty\n")
  }

  @Test func anErrorOfTheReaderEndsTheChild() {
    let child = ChildProcess(
      executable: "/bin/sh", arguments: ["-c", "while :; do echo x; done"], environment: [], seconds: 20,
      outputLimit: .max)
    #expect(throws: SystemError.self) {
      _ = try child.run { _ throws(SystemError) in throw SystemError(path: "", operation: "", code: 1) }
    }
  }

  @Test func aProgramThatIsNotThereIsNotStarted() {
    let child = ChildProcess(
      executable: "/nonexistent", arguments: [], environment: [], seconds: 1, outputLimit: 1)
    #expect(child.run { _ in }.end == .notStarted("No such file or directory"))
  }
}
