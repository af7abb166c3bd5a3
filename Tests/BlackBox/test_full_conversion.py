"""The full release as `.pth`: as fast as promised, and read by the benchmarks' own packages. `make test-full`."""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from support import release as cellar

pytestmark = [pytest.mark.full, pytest.mark.shared]

BENCH = Path(__file__).parents[1] / "Benchmarks" / "convert"


@pytest.fixture(scope="module")
def full_pth(shared, tmp_path_factory):
    """The file that `make_release_pth.py` writes; made once and kept in the directory CELLAR_FULL_PTH."""
    pytest.importorskip("torch", reason="torch is not installed")
    place = Path(os.environ.get("CELLAR_FULL_PTH") or tmp_path_factory.mktemp("full")) / "transnas-bench_synth.pth"
    if not place.exists():
        subprocess.run([sys.executable, shared / "bench" / "make_release_pth.py", place.parent], check=True,
                       stdout=subprocess.DEVNULL)
    return place


def test_conversion_is_as_many_times_faster_as_promised(full_pth, shared):
    done = subprocess.run(
        [sys.executable, BENCH, "--pth", full_pth, "--shared", shared, "--rounds", "3"], capture_output=True, text=True,
        env={**os.environ, "PYTHON": sys.executable, "CELLAR": cellar.cellar()})
    assert done.returncode == 0, done.stderr
    print(done.stdout)
    ratios = {line.split(":")[0]: float(line.split(":")[1]) for line in done.stdout.splitlines() if "ratio" in line}
    assert ratios["ratio of the medians, h5"] >= 5, done.stdout
    assert ratios["ratio of the medians, all three"] >= 6, done.stdout
    alone = [line for line in done.stdout.splitlines() if line.startswith("torch.load alone")]
    assert float(alone[0].split(":")[1]) > 1, done.stdout


@pytest.mark.parametrize("space", ["tss", "sss"])
def test_nats_bench_reads_a_written_folder(shared, tmp_path, space):
    """The package from PyPI gives the same numbers from our folder as from the published one."""
    nats_bench = pytest.importorskip("nats_bench", reason="nats_bench is not installed")
    [folder] = (shared / "data" / "nats-bench").glob(f"NATS-{space}-*-simple")
    target = tmp_path / f"NATS-{space}-v1_0-copy-simple"
    done = cellar.run("convert", folder, target, "--allow-loss")
    assert done.returncode == 0, done.stderr.decode()
    ours = nats_bench.create(str(target), space, fast_mode=True, verbose=False)
    theirs = nats_bench.create(str(folder), space, fast_mode=True, verbose=False)
    indices = [int(path.name[:6]) for path in folder.glob("[0-9]*.pickle.pbz2")]
    assert indices
    for index in indices:
        for budget in (["12", "200"] if space == "tss" else ["01", "12", "90"]):
            for dataset in ("cifar10", "cifar100", "ImageNet16-120"):
                one = ours.get_more_info(index, dataset, hp=budget, is_random=False)
                other = theirs.get_more_info(index, dataset, hp=budget, is_random=False)
                assert {k: v for k, v in one.items() if "accuracy" in k or "loss" in k} == {
                    k: v for k, v in other.items() if "accuracy" in k or "loss" in k}
