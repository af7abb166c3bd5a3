"""The few facts of an ELF file that relocating a program needs."""

import re
import struct

#: Tags of the dynamic section.
NULL, STRTAB, RPATH, STRSZ, RUNPATH = 0, 5, 15, 10, 29


class ELFError(Exception):
    """A file is not the 64-bit little-endian program that was expected."""


def _segments(data):
    """(type, offset, address, size in the file) of each program header."""
    if data[:6] != b"\x7fELF\x02\x01":
        raise ELFError(f"found {bytes(data[:6])!r}; expected a 64-bit little-endian ELF file")
    table, = struct.unpack_from("<Q", data, 0x20)
    size, count = struct.unpack_from("<HH", data, 0x36)
    for number in range(count):
        kind, _, offset, address, _, length = struct.unpack_from("<IIQQQQ", data, table + number * size)
        yield kind, offset, address, length


def _dynamic(data):
    """(place in the file, tag, value) of each entry of the dynamic section."""
    for kind, offset, _, length in _segments(data):
        if kind != 2:
            continue
        for place in range(offset, offset + length, 16):
            tag, value = struct.unpack_from("<qQ", data, place)
            if tag == NULL:
                return
            yield place, tag, value


def _strings(data):
    """Offset and size of the dynamic strings in the file."""
    values = {tag: value for _, tag, value in _dynamic(data)}
    if STRTAB not in values:
        raise ELFError("found no dynamic strings; expected a dynamically linked program")
    for kind, offset, address, length in _segments(data):
        if kind == 1 and address <= values[STRTAB] < address + length:
            return values[STRTAB] - address + offset, values.get(STRSZ, 0)
    raise ELFError("found the dynamic strings outside every segment")


def search_path(data):
    """The directories that the file itself adds to the search for libraries, "" for none."""
    start, _ = _strings(data)
    for _, tag, value in _dynamic(data):
        if tag in (RPATH, RUNPATH):
            return bytes(data[start + value:data.index(b"\0", start + value)]).decode()
    return ""


def with_search_path(data, path):
    """The file with `path` in the place of its own search path.

    It becomes a DT_RPATH: unlike a DT_RUNPATH, that one is also used for the libraries of libraries, and no
    LD_LIBRARY_PATH of the user comes before it. `path` may be at most as long as what it replaces.
    """
    data = bytearray(data)
    start, _ = _strings(data)
    for place, tag, value in list(_dynamic(data)):
        if tag not in (RPATH, RUNPATH):
            continue
        end = data.index(b"\0", start + value)
        room = end - start - value
        if len(path) > room:
            raise ELFError(f"the search path has room for {room} bytes; '{path}' has {len(path)}")
        data[start + value:end] = path.encode().ljust(room, b"\0")
        struct.pack_into("<q", data, place, RPATH)
        return bytes(data)
    raise ELFError("found no search path to replace; expected what `swift build` writes")


def glibc(data):
    """The newest version of glibc of which the file uses a symbol, as (major, minor)."""
    start, size = _strings(data)
    found = re.findall(rb"GLIBC_(\d+)\.(\d+)", data[start:start + size])
    return max(((int(major), int(minor)) for major, minor in found), default=(2, 0))
