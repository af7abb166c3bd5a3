"""NAS-Bench-101 as Python reads it: frames, JSON and messages, with no code of the authors' or of ours."""

import base64
import json
import struct


def _table():
    table = []
    for number in range(256):
        for _ in range(8):
            number = number >> 1 ^ (0x82F63B78 if number & 1 else 0)
        table.append(number)
    return table


TABLE = _table()


def masked(content):
    """The masked CRC-32C of TensorFlow's frames."""
    crc = 0xFFFFFFFF
    for byte in content:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 255]
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def frame(payload):
    length = struct.pack("<Q", len(payload))
    return length + struct.pack("<I", masked(length)) + payload + struct.pack("<I", masked(payload))


def payloads(content):
    offset = 0
    while offset < len(content):
        (size,) = struct.unpack_from("<Q", content, offset)
        payload = content[offset + 12:offset + 12 + size]
        assert content[offset:offset + 16 + size] == frame(payload)
        yield payload
        offset += 16 + size


def _varint(content, offset):
    value = shift = 0
    while True:
        value |= (content[offset] & 127) << shift
        shift += 7
        offset += 1
        if not content[offset - 1] & 128:
            return value, offset


def message(content):
    """(field number, value) in the order of the wire."""
    offset = 0
    while offset < len(content):
        tag, offset = _varint(content, offset)
        if tag & 7 == 0:
            value, offset = _varint(content, offset)
        elif tag & 7 == 1:
            (value,) = struct.unpack_from("<d", content, offset)
            offset += 8
        else:
            assert tag & 7 == 2
            size, offset = _varint(content, offset)
            value = content[offset:offset + size]
            offset += size
        yield tag >> 3, value


def records(path, paths=True):
    """Every record as (hash, epochs, adjacency, operations, evaluations, parameters, total time).

    An evaluation is a dictionary by field number; field 6, the path of a checkpoint, is left out on demand.
    """
    found = []
    for payload in payloads(path.read_bytes()):
        digest, epochs, adjacency, operations, metrics = json.loads(payload)
        fields = list(message(base64.b64decode(metrics)))
        evaluations = [{number: value for number, value in message(content) if paths or number != 6}
                       for field, content in fields if field == 1]
        rest = {number: value for number, value in fields if number != 1}
        found.append((digest, epochs, adjacency, operations, evaluations, rest[2], rest[3]))
    return found
