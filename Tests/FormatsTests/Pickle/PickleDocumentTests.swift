import Formats
import Testing

@Suite struct PickleDocumentTests {
  @Test func aLaterValueOfAKeyTakesThePlaceOfTheEarlierOne() throws {
    let many = (0..<40).flatMap { ascii("I\($0)\nN") }
    #expect(try dump(ascii("}(I1\nI10\nI2\nI20\nI1\nI11\nu.")) == "{i1:i11,i2:i20,}")
    let expected = "{" + (0..<40).map { $0 == 7 ? "i7:T," : "i\($0):N," }.joined() + "}"
    #expect(try dump(ascii("}(") + many + ascii("I7\nI01\nu.")) == expected)
  }

  @Test func keysThatAreOneKeyInPythonAreOneKey() throws {
    // 1, True and 1.0; 2**64 twice; ('a', 1) twice; 'a' is not b'a'.
    #expect(try dump(ascii("}(I1\nI2\nI01\nI3\nF1.0\nI4\nu.")) == "{i1:i4,}")
    #expect(
      try dump(ascii("}(L18446744073709551616\nI2\nL18446744073709551616L\nI3\nu.")) == "{i18446744073709551616:i3,}")
    #expect(
      try dump(ascii("}(") + ascii("(Va\nI1\ntNX") + [1, 0, 0, 0] + ascii("aN(Va\nF1\ntI9\nC") + [1] + ascii("aNu."))
        == "{(s61,i1,):i9,s61:N,b61:N,}")
  }

  @Test func whatTheMemoSharesIsNotExpanded() throws {
    // x = [x, x], sixty times over: 2^60 leaves.
    var bytes: [UInt8] = [0x80, 2] + ascii("N")
    for _ in 0..<60 { bytes += ascii("q\u{0}0h\u{0}h\u{0}") + [0x86] }
    let document = try PickleDocument(bytes + ascii("."))
    #expect(document.expandedCount(of: document.root) == 1 << 61 - 1)
    for _ in 60..<200 { bytes += ascii("q\u{0}0h\u{0}h\u{0}") + [0x86] }
    let deeper = try PickleDocument(bytes + ascii("."))
    #expect(deeper.expandedCount(of: deeper.root) == .max)
  }

  @Test func aCycleIsRefused() {
    for text in ["]q\u{0}h\u{0}a.", "}q\u{0}I1\nh\u{0}s.", "]q\u{0}(h\u{0}ta.", "]q\u{0}]q\u{1}ah\u{1}h\u{0}a0."] {
      let error = #expect(throws: PickleError.self) { try PickleDocument(ascii(text)) }
      #expect(error?.reason == .cycle)
    }
  }

  @Test func depthIsLimitedHoweverItComesAbout() throws {
    let nested = [UInt8](repeating: 0x5D, count: 512) + [UInt8](repeating: 0x61, count: 511)
    _ = try PickleDocument(nested + ascii("."))
    let error = #expect(throws: PickleError.self) { try PickleDocument(ascii("]") + nested + ascii("a.")) }
    #expect(error?.reason == .tooDeep(limit: 512))
    // From the outside inwards: each list is put into the one before while it is empty.
    var bytes = ascii("]q\u{0}")
    for _ in 0..<600 { bytes += ascii("]q\u{1}0h\u{0}h\u{1}a0h\u{1}q\u{0}0") }
    let inwards = #expect(throws: PickleError.self) { try PickleDocument(bytes + ascii(".")) }
    #expect(inwards?.reason == .tooDeep(limit: 512))
  }

  @Test func listsThatGrowInTurnsKeepTheirElements() throws {
    var bytes = ascii("]q\u{0}]q\u{1}00")
    for _ in 0..<500 { bytes += ascii("h\u{0}Na0h\u{1}(I1\nG?\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}e0") }
    let document = try PickleDocument(bytes + ascii("h\u{0}h\u{1}") + [0x86] + ascii("."))
    let lists = document.elements(of: document.root)
    #expect(document.count(of: lists[0]) == 500)
    #expect(document.count(of: lists[1]) == 1000)
    #expect(document.elements(of: lists[0]).allSatisfy { document.isNone($0) })
    for (place, element) in document.elements(of: lists[1]).enumerated() {
      #expect(document.double(element) == (place % 2 == 0 ? 1 : 0x1p-15))
    }
  }

  @Test func doublesAreCopiedAtOnce() throws {
    let document = try PickleDocument(PickleSample.written(.two))
    var doubles: [Double] = [-1]
    let list = try #require(document.value("d", in: document.root))
    #expect(document.copyDoubles(of: list, into: &doubles))
    #expect(doubles == [-1] + (0..<2500).map { Double($0) / 3 })
    let mixed = try #require(document.value("m", in: document.root))
    #expect(!document.copyDoubles(of: mixed, into: &doubles))
    #expect(doubles.count == 2501)
    let integers = try #require(document.value("i", in: document.root))
    #expect(document.copyDoubles(of: integers, into: &doubles))
    #expect(doubles.suffix(PickleSample.integers.count) == PickleSample.integers.map { Double($0) }[...])
    #expect(document.value(12, in: document.root) != nil)
    #expect(document.value("absent", in: document.root) == nil)
  }

  @Test func anUnknownClassIsRefusedByNameOrKeptAsAnObject() throws {
    let pickle = ascii("cexps.api\nArchResults\n)") + [0x81] + ascii("}Va\nI1\nsb.")
    let error = #expect(throws: PickleError.self) { try PickleDocument(pickle) }
    #expect(error?.description == "byte 0: the global 'exps.api ArchResults' is not allowed")
    let document = try PickleDocument(pickle, options: PickleOptions(inert: true))
    let object = try #require(document.object(document.root))
    #expect(object.module == "exps.api" && object.name == "ArchResults")
    #expect(document.count(of: object.arguments) == 0)
    #expect(document.value("a", in: object.state).map { document.integer($0) } == 1)
    // A subclass of a dictionary: what is put in is kept beside the state.
    let other = ascii("cedict\nEasyDict\n)RVa\nI1\ns.")
    #expect(try dump(other, inert: true) == "Oedict.EasyDict()N{s61:i1,}")
  }

  @Test(arguments: [
    ("torch.serialization", "os.system"), ("torch", "load"), ("torch.storage", "_load_from_bytes"), ("os", "system"),
    ("builtins", "eval"), ("builtins", "getattr"), ("numpy", "load"), ("collections", "OrderedDict.fromkeys"),
    ("_codecs", "decode"), ("numpy.core.multiarray", "fromfile"), ("torch", "FloatStorage.from_file"),
  ])
  func onlyExactNamesAreAllowed(_ module: String, _ name: String) {
    let error = #expect(throws: PickleError.self) { try PickleDocument(ascii("N0c\(module)\n\(name)\n.")) }
    #expect(error?.reason == .globalNotAllowed(module: module, name: name))
    #expect(error?.offset == 2)
  }

  @Test func namesInMessagesObeyNothing() {
    let error = #expect(throws: PickleError.self) {
      try PickleDocument(ascii("c\u{1B}[31mos\u{202E}\n" + String(repeating: "x", count: 500) + "\n."))
    }
    #expect(
      error?.description
        == "byte 0: the global '\\u{1b}[31mos\\u{202e} \(String(repeating: "x", count: 120))…' is not allowed")
  }

  @Test func longValuesAreNotReadWithoutEnd() {
    // A text of 1 MB, encoded again and again.
    var bytes = ascii("c_codecs\nencode\nq\u{0}X") + [0, 0, 16, 0] + [UInt8](repeating: 0x61, count: 1 << 20)
    bytes += ascii("q\u{1}X\u{6}\u{0}\u{0}\u{0}latin1") + [0x86] + ascii("q\u{2}")
    for _ in 0..<200_000 { bytes += ascii("h\u{0}h\u{2}R0") }
    let error = #expect(throws: PickleError.self) { try PickleDocument(bytes + ascii("0.")) }
    #expect(error?.reason == .tooMuchWork)
  }

  @Test func offsetsPointIntoThePickle() throws {
    let document = try PickleDocument(ascii("NN0](Vab\ne") + [0x86] + ascii("."))
    let list = document.elements(of: document.root)[1]
    #expect(document.offset(of: list) == 3)
    #expect(document.offset(of: document.elements(of: list)[0]) == 5)
    #expect(document.offset(of: document.root) == 10)
  }
}
