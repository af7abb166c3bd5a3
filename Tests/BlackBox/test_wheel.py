"""The wheel in an empty environment: the command with its libraries, and the module, without Swift on any path."""

import base64
import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT
from support.release import cellar

PROJECT = tomllib.loads((ROOT / "Python" / "pyproject.toml").read_text())["project"]


def make(output):
    done = subprocess.run([sys.executable, str(ROOT / "Scripts" / "build-wheel"), "--binary", cellar(), "--output",
                           str(output)], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    wheel, = Path(output).glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return make(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """An environment that holds the wheel and nothing else, and how to run things in it."""
    place = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, timeout=300)
    subprocess.run([str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps",
                    "--disable-pip-version-check", str(wheel)], check=True, timeout=300)

    def run(*words, cwd=place):
        # Nothing of the caller's: no toolchain, no LD_LIBRARY_PATH, no PYTHONPATH.
        return subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=300, cwd=cwd,
                              env={"PATH": f"{place}/bin:/usr/bin:/bin", "HOME": str(place), "LC_ALL": "C.UTF-8"})

    run.place = place
    return run


def checked(done):
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_command_runs(environment, fixture_logs, tmp_path):
    assert checked(environment("cellar", "--version")).strip() == PROJECT["version"]
    release = tmp_path / "release"
    built = checked(environment("cellar", "build", "transnas-bench-101-logs", "--input", fixture_logs, "--output", release,
                                "--no-cache"))
    assert "runs released" in built
    # HDF5 is read by a child process: the same program, which finds its libraries again.
    checked(environment("cellar", "convert", release / "transnas-bench-101-logs.h5", tmp_path / "out.json"))
    top = checked(environment("python", "-m", "cellar", "query", release, "--task", "class_scene", "--top", "1",
                              "--space", "transnas-bench-101-micro", "--format", "csv", "--columns", "encoding"))
    code = """import sys, cellar
with cellar.TransNASBenchAPI(sys.argv[1]) as api:
    print(cellar.__version__, api.leaderboard("class_scene", "micro", top=1)[0][0])"""
    said = checked(environment("python", "-c", code, release))
    assert said.split() == [PROJECT["version"], top.split()[1]]


def test_every_library_comes_from_the_wheel_but_the_c_library(environment):
    listing = checked(environment("ldd", environment.place / "bin" / "cellar"))
    assert "not found" not in listing
    found = dict(re.findall(r"^\s*(\S+) => (\S+)/[^/\s]+ \(", listing, re.M))
    own = {name for name, place in found.items()
           if Path(os.path.normpath(place)) == environment.place / "share" / "cellar" / "lib"}
    assert found.keys() - own <= {"libc.so.6", "libm.so.6", "libresolv.so.2", "libpthread.so.0", "libdl.so.2",
                                  "librt.so.1"}
    assert "libswiftCore.so" in own and any("hdf5" in name for name in own)
    carried = {path.name for path in (environment.place / "share" / "cellar" / "lib").iterdir()}
    assert own == carried, "a library is carried for nothing"


def test_pip_finds_what_it_wrote_wherever_it_installs(wheel, environment, tmp_path):
    listed = checked(environment("python", "-m", "pip", "show", "--files", "cellar"))
    assert f"Version: {PROJECT['version']}" in listed and "share/cellar/lib/libswiftCore.so\n" in listed
    # With --target, modules, commands and libraries lie in one directory.
    checked(environment("python", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps",
                        "--disable-pip-version-check", "--target", tmp_path / "target", wheel))
    assert checked(environment(tmp_path / "target" / "bin" / "cellar", "--version")).strip() == PROJECT["version"]
    assert checked(environment("python", "-m", "cellar", "--version", cwd=tmp_path / "target"))


def test_the_archive_is_sound(wheel):
    name = f"{PROJECT['name']}-{PROJECT['version']}"
    assert re.fullmatch(rf"{re.escape(name)}-py3-none-manylinux_2_\d+_\w+\.whl", wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        listed = [line.rsplit(",", 2) for line in archive.read(f"{name}.dist-info/RECORD").decode().splitlines()]
        assert sorted(path for path, _, _ in listed) == sorted(names)
        for path, digest, size in listed:
            if path.endswith("/RECORD"):
                assert digest == size == ""
                continue
            content = archive.read(path)
            assert digest == "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
            assert int(size) == len(content)
        tag = re.search(r"^Tag: (.*)$", archive.read(f"{name}.dist-info/WHEEL").decode(), re.M).group(1)
        assert wheel.name == f"{name}-{tag}.whl"
        # The tag promises a glibc that has every versioned symbol in use.
        promised = tuple(map(int, re.search(r"manylinux_(\d+)_(\d+)", tag).groups()))
        for path in names:
            if ".data/scripts/" in path or ".data/data/share/cellar/lib/" in path:
                used = [tuple(map(int, found)) for found in re.findall(rb"\0GLIBC_(\d+)\.(\d+)", archive.read(path))]
                assert all(version <= promised for version in used), path
        metadata = archive.read(f"{name}.dist-info/METADATA").decode()
        assert f"Requires-Python: {PROJECT['requires-python']}" in metadata
        assert any(path.startswith(f"{name}.dist-info/licenses/") and "hdf5" in path for path in names)


@pytest.mark.full
def test_it_is_the_same_each_time(wheel, tmp_path):
    assert make(tmp_path).read_bytes() == wheel.read_bytes()
