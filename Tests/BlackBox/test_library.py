"""docs/library.md and the example beside it, and the site that is made of the guides."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from support.release import cellar

EXAMPLE = ROOT / "Examples" / "Leaderboard"
SOURCE = EXAMPLE / "Sources" / "leaderboard" / "Leaderboard.swift"
MODULES = Path(cellar()).resolve().parent / "Modules"


def c_options():
    """How the compiler finds the C modules behind the library when no package manager tells it."""
    maps = [*ROOT.glob("Sources/Bindings/*/module.modulemap"), *MODULES.parent.glob("*.build/module.modulemap"),
            *MODULES.parents[2].glob("checkouts/*/Sources/**/module.modulemap")]
    flags = subprocess.run(["pkg-config", "--cflags", "hdf5", "libdeflate", "libcrypto"], capture_output=True, text=True)
    return [word for option in [*(f"-fmodule-map-file={path}" for path in sorted(maps)), *flags.stdout.split()]
            for word in ("-Xcc", option)]


def test_the_page_shows_the_example_as_it_stands():
    blocks = re.findall(r"^```swift\n(.*?)^```", (ROOT / "docs" / "library.md").read_text(), re.M | re.S)
    assert blocks == [(EXAMPLE / "Package.swift").read_text(), SOURCE.read_text()]


def test_the_example_fits_the_library():
    if not (MODULES / "CellarKit.swiftmodule").exists() or not shutil.which("swiftc"):
        pytest.skip(f"no CellarKit in {MODULES}")
    done = subprocess.run(["swiftc", "-typecheck", "-parse-as-library", "-swift-version", "6", "-warnings-as-errors",
                           "-I", str(MODULES), *c_options(), str(SOURCE)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


@pytest.mark.full
def test_the_example_builds_and_answers_like_the_command(small, tmp_path):
    built = subprocess.run(["swift", "build", "-c", "release", "--package-path", str(EXAMPLE), "--scratch-path",
                            str(tmp_path / "build")], capture_output=True, text=True, timeout=3600)
    assert built.returncode == 0, built.stdout + built.stderr
    program = tmp_path / "build" / "release" / "leaderboard"
    said = subprocess.run([str(program), str(small.path), "class_scene"], capture_output=True, text=True, check=True).stdout
    asked = subprocess.run([cellar(), "query", str(small.path), "--task", "class_scene", "--top", "3", "--where",
                            "macs < 2e9", "--columns", "encoding,valid_top1,test_top1,params,params_live", "--format",
                            "json"], capture_output=True, text=True, check=True).stdout
    rows = re.findall(r"^(\S+) (\S+) (\S+) (\d+) parameters \((\d+) live\)", said, re.M)
    found = [[name, float(valid), float(test), int(params), int(live)] for name, valid, test, params, live in rows]
    assert found, said
    for name, *numbers in found:
        assert name in asked
        for number in numbers:
            assert json.dumps(number) in asked, (name, number)


@pytest.mark.full
def test_the_site_has_every_guide_and_every_type(tmp_path):
    if not (MODULES / "CellarKit.swiftmodule").exists():
        pytest.fail(f"no CellarKit in {MODULES}; expected what make test-full builds")
    done = subprocess.run([sys.executable, str(ROOT / "Scripts" / "build-docs"), "--modules", str(MODULES), "--output",
                           str(tmp_path / "site")], capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    data = tmp_path / "site" / "data" / "documentation" / "cellarkit"
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"README"}
    for page in pages:
        written = json.loads((data / f"{page}.json").read_text())
        title = (ROOT / "docs" / f"{page}.md").read_text().split("\n")[0].removeprefix("# ")
        assert written["metadata"]["title"].replace("`", "") == title.replace("`", "")
        assert (tmp_path / "site" / "documentation" / "cellarkit" / page / "index.html").is_file()
    for path in (ROOT / "Sources" / "CellarKit").glob("*.swift"):
        for name in re.findall(r"^public (?:struct|enum|final class) (\w+)", path.read_text(), re.M):
            assert (data / f"{name.lower()}.json").is_file(), name
