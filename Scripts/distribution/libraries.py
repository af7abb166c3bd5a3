"""The shared libraries that a program needs, and where they come from."""

import os
import re
import shutil
import subprocess
from pathlib import Path

#: What belongs to the system wherever the program runs: the C library, of one piece with the kernel's loader.
C_LIBRARY = re.compile(r"^(ld-linux.*|linux-vdso|lib(c|m|resolv|pthread|dl|rt|util|nsl))\.so(\.\d+)*$")
SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")


class LibraryError(Exception):
    """A library that the program needs is not there."""


def needed(binary):
    """{name: path} of every shared library of `binary`, without the C library, sorted by name."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LD_")}
    listing = subprocess.run(["ldd", str(binary)], capture_output=True, text=True, check=True, env=environment).stdout
    found = {}
    for line in listing.splitlines():
        name, _, place = line.strip().partition(" => ")
        name = name.split(" ")[0].rsplit("/", 1)[-1]
        if C_LIBRARY.match(name):
            continue
        if not place or place.startswith("not found"):
            raise LibraryError(f"{binary}: {name} is not found; expected it where `make build` found it")
        found[name] = Path(place.rsplit(" (", 1)[0]).resolve()
    return dict(sorted(found.items()))


def is_of_system(path):
    """Whether the loader finds the library without being told."""
    return str(path).startswith(SYSTEM)


def licences(paths):
    """{name: path} of the licence texts of the packages that the libraries come from, as far as they can be found."""
    found, questions = {}, []
    for path in paths:
        if is_of_system(path):
            # Packages may still say /lib for what lies in /usr/lib.
            questions += [str(path), str(path).removeprefix("/usr")]
            continue
        # <toolchain>/usr/lib/swift/linux/name.so
        text = path.parents[3] / "share" / "swift" / "LICENSE.txt"
        if text.is_file():
            found["swift.txt"] = text
    if questions and shutil.which("dpkg-query"):
        # Fails where one of the two names of a library is not known; the other one is.
        answer = subprocess.run(["dpkg-query", "--search", *questions], capture_output=True, text=True).stdout
        for package in {line.split(":")[0].strip() for line in answer.splitlines()}:
            text = Path("/usr/share/doc") / package / "copyright"
            if text.is_file():
                found[f"{package}.txt"] = text
    return dict(sorted(found.items()))
