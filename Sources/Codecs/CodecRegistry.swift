public import Core

/// Every compression that Cellar reads and writes; a new one is a file and a line here.
public let allCodecs: [any ByteCodec] = [GzipCodec(), Bzip2Codec(), ZstdCodec(), XZCodec()]
