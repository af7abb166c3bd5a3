"""The files of an installed Cellar, by their paths under the prefix."""

import subprocess
import tempfile
from pathlib import Path

from . import commands, elf, libraries, manual

ROOT = Path(__file__).resolve().parents[2]
#: Where the libraries lie under the prefix. In a wheel not below lib, of which `pip install --target` keeps modules alone.
LIBRARIES = "lib/cellar"
WHEEL_LIBRARIES = "share/cellar/lib"
SHELLS = {
    "bash": "share/bash-completion/completions/cellar",
    "zsh": "share/zsh/site-functions/_cellar",
    "fish": "share/fish/vendor_completions.d/cellar.fish",
}


def program(binary, place_of_libraries):
    """The program without symbols, looking for its libraries there, from bin beside it."""
    with tempfile.TemporaryDirectory() as place:
        stripped = Path(place) / "cellar"
        subprocess.run(["strip", "--strip-all", "-o", str(stripped), str(binary)], check=True)
        return elf.with_search_path(stripped.read_bytes(), f"$ORIGIN/../{place_of_libraries}")


def chosen_libraries(binary, everything):
    """{name: path} of the libraries to carry: all but the C library, or those alone that the system lacks."""
    return {name: path for name, path in libraries.needed(binary).items()
            if everything or not libraries.is_of_system(path)}


def documents(binary):
    """{path: bytes} of manual pages and completions."""
    files = {f"share/man/man1/{name}": text.encode() for name, text in manual.pages(binary).items()}
    for shell, path in SHELLS.items():
        files[path] = commands.completion_script(binary, shell).encode()
    return files


def installation(binary, everything):
    """{path: (bytes, mode)} of everything that `make install` puts under the prefix, sorted."""
    files = {"bin/cellar": (program(binary, LIBRARIES), 0o755)}
    carried = chosen_libraries(binary, everything)
    for name, path in carried.items():
        files[f"{LIBRARIES}/{name}"] = (path.read_bytes(), 0o644)
    for path, content in documents(binary).items():
        files[path] = (content, 0o644)
    files["share/doc/cellar/LICENSE"] = ((ROOT / "LICENSE").read_bytes(), 0o644)
    for name, path in libraries.licences(carried.values()).items():
        files[f"share/doc/cellar/licences/{name}"] = (path.read_bytes(), 0o644)
    return dict(sorted(files.items()))
