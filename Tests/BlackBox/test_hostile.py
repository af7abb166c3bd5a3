"""Files that nobody should trust: refused quickly, in little memory, with the cause, and nothing is executed."""

import json
import resource
import subprocess
import time

import pytest

from conftest import SHARED
from support import release as cellar

PLACE = SHARED / "data" / "pickles-hostile"
#: Peak memory of the process that reads, above what the command itself needs to start.
MEGABYTES = 256
SECONDS = 5


def entries():
    manifest = PLACE / "manifest.json"
    if not manifest.exists():
        return []
    return [entry for entry in json.loads(manifest.read_text())["files"] if entry["kind"] != "generator"]


def run(tmp_path, *arguments):
    """Runs the command in an empty directory; gives exit code, output, seconds and peak memory in MB."""
    place = tmp_path / "place"
    place.mkdir(exist_ok=True)
    started = time.monotonic()
    process = subprocess.Popen(
        [cellar.cellar(), *map(str, arguments)], cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, err = process.communicate(timeout=60)
    seconds = time.monotonic() - started
    assert list(place.iterdir()) == [], "a file was made"
    return process.returncode, out.decode(), err.decode(), seconds


@pytest.mark.shared
@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["file"])
def test_hostile_files_are_refused_with_their_cause(entry, tmp_path):
    path = PLACE / entry["file"]
    if not path.is_file():
        pytest.skip(f"{entry['file']} is made by a script")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    code, out, err, seconds = run(tmp_path, "convert", path, tmp_path / "out.h5", "--allow-loss")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert seconds < SECONDS
    assert peak < MEGABYTES * 1024 or peak == before, f"{peak} KB"
    assert not (PLACE / "PWNED").exists()
    assert code in (0, 1, 2), err
    if entry["kind"] in ("exec", "refuse", "bomb"):
        assert code == 2, out
        assert not (tmp_path / "out.h5").exists()
        assert err.startswith("cellar: error: ") and path.name in err
    if code == 2:
        assert len(err.strip()) > len("cellar: error: ") + len(str(path)), "an error names its cause"


@pytest.mark.shared
@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["file"])
def test_hostile_files_can_be_inspected(entry, tmp_path):
    path = PLACE / entry["file"]
    if not path.is_file():
        pytest.skip(f"{entry['file']} is made by a script")
    code, out, err, seconds = run(tmp_path, "inspect", path, "--json")
    assert seconds < SECONDS
    assert code in (0, 2), err
    assert not (PLACE / "PWNED").exists()
    if path.suffix in (".pkl", ".pth") and out:
        told = json.loads(out)
        assert "container" in told
