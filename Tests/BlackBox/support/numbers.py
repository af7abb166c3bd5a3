"""Doubles compared by their bits."""

import struct

SPECIAL = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf"), "-0.0": -0.0}


def bits(value):
    """The bits of a double, with one NaN for all; None stays None, which is absent."""
    if value is None:
        return None
    value = float(value)
    return "NaN" if value != value else struct.pack(">d", value).hex()


def same(left, right):
    """Whether two lists hold the same doubles, bit for bit, and are absent in the same places."""
    return [bits(value) for value in left] == [bits(value) for value in right]


def seconds(text):
    hours, minutes, rest = text.split(":")
    return float(int(hours) * 3600 + int(minutes) * 60 + int(rest))
