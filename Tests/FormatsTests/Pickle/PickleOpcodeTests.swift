import Bytes
import Formats
import Testing

/// One pickle for every opcode, assembled by hand, and what it must be read as.
@Suite struct PickleOpcodeTests {
  static let proto: [UInt8] = [0x80, 4]
  static let cases: [(name: String, bytes: [UInt8], dump: String)] = [
    ("NONE", ascii("N."), "N"),
    ("NEWTRUE NEWFALSE TUPLE2", [0x80, 2, 0x88, 0x89, 0x86, 0x2E], "(T,F,)"),
    ("INT", ascii("I-12\n."), "i-12"),
    ("INT true", ascii("(I01\nI00\nt."), "(T,F,)"),
    ("LONG", ascii("L123456789012345678901234567890L\n."), "i123456789012345678901234567890"),
    ("BININT", ascii("J") + [0xFE, 0xFF, 0xFF, 0xFF] + ascii("."), "i-2"),
    ("BININT1", ascii("K") + [200] + ascii("."), "i200"),
    ("BININT2", ascii("M") + [1, 2] + ascii("."), "i513"),
    ("LONG1", [0x8A, 2, 0, 0x80, 0x2E], "i-32768"),
    ("LONG1 empty", [0x8A, 0, 0x2E], "i0"),
    ("LONG1 wide", [0x8A, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x2E], "i18446744073709551616"),
    ("LONG1 wide, negative", [0x8A, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0x2E], "i-18446744073709551616"),
    ("LONG1 padded", [0x8A, 10, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x2E], "i5"),
    ("LONG4", [0x8B, 3, 0, 0, 0, 1, 2, 3, 0x2E], "i197121"),
    ("FLOAT", ascii("F-1.5\n."), "dbff8000000000000"),
    ("FLOAT inf", ascii("F-inf\n."), "dfff0000000000000"),
    ("BINFLOAT", ascii("G") + [0x3F, 0xF8, 0, 0, 0, 0, 0, 0] + ascii("."), "d3ff8000000000000"),
    (
      "BINFLOAT of a NaN with a payload", ascii("G") + [0xFF, 0xFF, 1, 2, 3, 4, 5, 6] + ascii("."), "d7ff8000000000000"
    ),
    ("STRING", ascii("S'a\\n\\x41\\''\n."), "s610a4127"),
    ("BINSTRING", ascii("T") + [2, 0, 0, 0] + ascii("ab."), "s6162"),
    ("SHORT_BINSTRING", ascii("U") + [1] + ascii("a."), "s61"),
    ("SHORT_BINSTRING beyond ASCII", ascii("U") + [1, 0xE9] + ascii("."), "be9"),
    ("UNICODE", ascii("Va\\u00e9\\U0001d11e\\x") + [0xE9] + ascii("\n."), "s61c3a9f09d849e5c78c3a9"),
    ("BINUNICODE", ascii("X") + [2, 0, 0, 0, 0xC3, 0xA9] + ascii("."), "sc3a9"),
    ("SHORT_BINUNICODE", [0x8C, 1, 0x61, 0x2E], "s61"),
    ("BINUNICODE8", [0x8D, 1, 0, 0, 0, 0, 0, 0, 0, 0x61, 0x2E], "s61"),
    ("BINBYTES", ascii("B") + [1, 0, 0, 0, 7] + ascii("."), "b07"),
    ("SHORT_BINBYTES", ascii("C") + [1, 7] + ascii("."), "b07"),
    ("BINBYTES8", [0x8E, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0x2E], "b07"),
    ("BYTEARRAY8", [0x96, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0x2E], "b07"),
    ("EMPTY_LIST APPEND", ascii("]NaNa."), "[N,N,]"),
    ("MARK APPENDS", ascii("](NNe."), "[N,N,]"),
    ("LIST", ascii("(NNl."), "[N,N,]"),
    ("EMPTY_TUPLE", ascii(")."), "()"),
    ("TUPLE", ascii("(NNt."), "(N,N,)"),
    ("TUPLE1", [0x4E, 0x85, 0x2E], "(N,)"),
    ("TUPLE3", [0x4E, 0x4E, 0x4E, 0x87, 0x2E], "(N,N,N,)"),
    ("EMPTY_DICT SETITEM", ascii("}U") + [1] + ascii("aNs."), "{s61:N,}"),
    ("SETITEMS", ascii("}(I1\nNI2\nNu."), "{i1:N,i2:N,}"),
    ("DICT", ascii("(I1\nNd."), "{i1:N,}"),
    ("EMPTY_SET ADDITEMS", [0x8F, 0x28, 0x4B, 1, 0x4B, 1, 0x4B, 2, 0x90, 0x2E], "<i1i2>"),
    ("FROZENSET", [0x28, 0x4B, 1, 0x91, 0x2E], "<i1>"),
    ("POP", ascii("NI1\n0."), "N"),
    ("POP of a MARK", ascii("N(0."), "N"),
    ("POP_MARK", ascii("N(NN1."), "N"),
    ("DUP into a tuple", ascii("I1\n2") + [0x86, 0x2E], "(i1,i1,)"),
    ("PUT GET", ascii("I7\np12\n0g12\n."), "i7"),
    ("BINPUT BINGET", ascii("I7\nq") + [3] + ascii("0h") + [3, 0x2E], "i7"),
    ("LONG_BINPUT LONG_BINGET", ascii("I7\nr") + [0, 0, 0, 128] + ascii("0j") + [0, 0, 0, 128, 0x2E], "i7"),
    ("MEMOIZE", [0x80, 4, 0x4B, 7, 0x94, 0x30, 0x68, 0, 0x2E], "i7"),
    ("PROTO", [0x80, 5, 0x4E, 0x2E], "N"),
    ("FRAME", [0x80, 4, 0x95, 2, 0, 0, 0, 0, 0, 0, 0, 0x4E, 0x2E], "N"),
    ("GLOBAL REDUCE", ascii("ccollections\nOrderedDict\n)R."), "{}"),
    (
      "REDUCE of pairs", ascii("ccollections\nOrderedDict\n((I1\nI2\nltR"),
      "expected pairs of key and value"
    ),
    ("REDUCE of a list of pairs", ascii("ccollections\nOrderedDict\n(((I1\nI2\nlltR."), "{i1:i2,}"),
    ("STACK_GLOBAL", [0x8C, 8] + ascii("builtins") + [0x8C, 3] + ascii("set") + [0x93, 0x29, 0x52, 0x2E], "<>"),
    ("INST", ascii("(icollections\nOrderedDict\n."), "{}"),
    ("OBJ", ascii("(ccollections\nOrderedDict\no."), "{}"),
    ("NEWOBJ", ascii("ccollections\nOrderedDict\n)") + [0x81, 0x2E], "{}"),
    ("NEWOBJ_EX", ascii("ccollections\nOrderedDict\n)}") + [0x92, 0x2E], "{}"),
    ("BUILD", ascii("ccollections\nOrderedDict\n)R}b."), "{}"),
    (
      "bytes in protocol 2", ascii("c_codecs\nencode\n(X") + [3, 0, 0, 0, 0x61, 0xC3, 0xBF] + ascii("U\u{6}latin1tR."),
      "b61ff"
    ),
    ("PERSID", ascii("Pabc\n."), "PERSID is refused: persistent ids in text are of an unknown kind"),
    ("BINPERSID", ascii("NQ."), "BINPERSID is refused: persistent ids are known in torch files alone"),
    ("EXT1", [0x82, 1, 0x2E], "EXT1 is refused: extension codes are not registered"),
    ("EXT2", [0x83, 1, 0, 0x2E], "EXT2 is refused: extension codes are not registered"),
    ("EXT4", [0x84, 1, 0, 0, 0, 0x2E], "EXT4 is refused: extension codes are not registered"),
    ("NEXT_BUFFER", [0x97, 0x2E], "NEXT_BUFFER is refused: out-of-band buffers are not in the file"),
    ("READONLY_BUFFER", [0x98, 0x2E], "READONLY_BUFFER is refused: out-of-band buffers are not in the file"),
  ]

  @Test(arguments: cases.indices)
  func anOpcodeDoesWhatPythonDocuments(_ number: Int) {
    let (name, bytes, expected) = Self.cases[number]
    do throws(PickleError) {
      let found = try dump(bytes)
      #expect(found == expected, "\(name)")
    } catch {
      #expect(error.reason.message.hasPrefix(expected), "\(name): \(error)")
    }
  }

  @Test func everyOpcodeIsInACase() {
    let used = Self.cases.reduce(into: Set<PickleOpcode>()) { result, test in
      let inspection = test.bytes.withBytes { PickleInspection(scanning: $0) }
      for entry in inspection.opcodes { result.insert(entry.opcode) }
    }
    let missing = PickleOpcode.allCases.filter { !used.contains($0) }
    #expect(missing.isEmpty, "\(missing)")
    #expect(PickleOpcode.allCases.count == 68)
  }

  @Test func everyByteThatIsNoOpcodeIsRefusedByItsNumber() {
    for code in UInt8.min ... .max where PickleOpcode(rawValue: code) == nil {
      let error = #expect(throws: PickleError.self) { try PickleDocument([0x4E, code]) }
      #expect(error?.reason == .unknownOpcode(code))
      #expect(error?.offset == 1)
    }
  }
}

/// The bytes of a text that is ASCII.
func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }
