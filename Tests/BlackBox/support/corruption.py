"""A corruption: what is correct, what is done to it, and which rule must say so of which place."""

import dataclasses
from collections.abc import Callable


@dataclasses.dataclass
class Corruption:
    name: str
    #: Makes the correct data below a directory.
    correct: Callable
    #: Spoils them.
    spoil: Callable
    code: str
    #: How the path of the finding ends.
    path: str
    #: Words of its place: the pointer, the path, or the offset that the message tells.
    at: str = ""
    #: Words of its message or expectation.
    said: str = ""
    severity: str = "error"
    options: tuple = ()
    #: Why no rule tells it yet, though one should.
    missed: str = ""

    def detects(self, finding, data):
        """Whether the finding is the expected one; `data` are the spoilt ones, whose lines findings point to."""
        place = " ".join([finding["path"], finding.get("pointer", ""), line(finding, data),
                          finding["message"] if self.at == "byte" else ""])
        text = " ".join([finding["message"], finding.get("expected", ""), finding.get("task", "")])
        return (finding["code"] == self.code and finding["severity"] == self.severity
                and finding["path"].endswith(self.path) and self.at in place and self.said in text)


def line(finding, data):
    """The line that a finding in a text file points to."""
    path = data.place / finding["path"].partition("/")[2]
    if "line" not in finding or not path.is_file():
        return ""
    lines = path.read_bytes().split(b"\n")
    return lines[finding["line"] - 1].decode("utf-8", "replace") if finding["line"] <= len(lines) else ""


def corruptions():
    """A list, and a decorator that adds a function to it."""
    found = []

    def spoils(name, correct, code, path, **more):
        return lambda spoil: found.append(Corruption(name, correct, spoil, code, path, **more))

    return found, spoils
