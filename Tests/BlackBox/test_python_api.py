"""`Python/cellar` beside an oracle that does with the written `.pth` what the published API is documented to do."""

import gzip
import json
import math
import random
import shutil
import sqlite3
import subprocess
import sys
import time

import pytest

from conftest import ROOT
from support import pickles
from support import release as cellar
from support.numbers import SPECIAL
from transnas_logs import METRICS, Run

sys.path.insert(0, str(ROOT / "Python"))
from cellar import MissingRun, ReleaseError, TransNASBenchAPI  # noqa: E402

ENCODINGS = ["64-41414-3_00_000", "64-41414-3_02_000", "64-41414-1_02_333", "64-1234-basic", "64-4111-basic"]
SPACES = {"macro": "transnas-bench-101-macro", "micro": "transnas-bench-101-micro"}


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """A release in which every architecture has every task."""
    place = tmp_path_factory.mktemp("api")
    for encoding in ENCODINGS:
        for task in METRICS:
            Run(encoding, task, epochs=5).write(place / "logs")
    return cellar.build(place / "logs", place / "release")


@pytest.fixture(scope="module")
def document(release, tmp_path_factory):
    """What the `.pth` of the release holds, with the plainest of readers."""
    path = tmp_path_factory.mktemp("pth") / "release.pth"
    done = cellar.run("convert", release.path / f"{release.name}.sqlite", path)
    assert done.returncode == 0, done.stderr.decode()
    return pickles.read(path)


@pytest.fixture
def api(release):
    with TransNASBenchAPI(release.path) as api:
        yield api


def everything(document):
    for space, archs in document["data"].items():
        for arch, tasks in archs.items():
            for task in tasks:
                yield space, arch, task, tasks[task]


def test_the_head_is_that_of_the_published_file(api, document):
    assert api.task_list == document["task_list"] and api.info_names == document["info_names"]
    assert api.metrics_dict == document["metrics_dict"]
    assert api.search_spaces == list(document["data"])
    for space, archs in document["data"].items():
        assert api.get_arch_list(space) == api.all_arch_dict[space] == list(archs)
    order = [arch for archs in document["data"].values() for arch in archs]
    assert len(api) == len(order)
    for place, arch in enumerate(order):
        assert api.index2arch(place) == arch and api.arch2index(arch) == place
        assert api[place].arch_str == arch and api[place].arch_index == place
    assert repr(api) == f"TransNASBenchAPI({len(order)} architectures/7 tasks)"
    assert repr(api[0]) == f"ArchResult(arch-index=0, arch={order[0]}, 7 tasks)"


def test_every_number_is_the_one_in_the_file(api, document):
    for space, arch, task, expected in everything(document):
        found = api.get_arch_result(arch)[task]
        assert repr(found) == repr(dict(expected)), (arch, task)
        assert api.get_arch_result(arch).query_all_results()[task] == found
        assert api.data[space][arch][task] == found
        assert api.get_total_epochs(arch, task) == expected["total_epochs"]
        for info in document["info_names"]:
            assert api.get_model_info(arch, task, info) == expected["model_info"][info]


def test_metrics_by_mode_as_documented(api, document):
    for _, arch, task, expected in everything(document):
        for metric, column in expected["metrics"].items():
            column = list(column)
            assert api.get_single_metric(arch, task, metric) == max(column)
            assert api.get_single_metric(arch, task, metric, mode="best", xseed=3) == max(column)
            assert api.get_single_metric(arch, task, metric, "final") == column[-1]
            assert api.get_single_metric(arch, task, metric, "list") == column
            assert [api.get_single_metric(arch, task, metric, epoch) for epoch in range(-5, 5)] == column + column
            best = column.index(max(column))
            status = api.get_best_epoch_status(arch, task, metric)
            assert status == {"epoch": best, **{name: values[best] for name, values in expected["metrics"].items()}}
            assert list(status) == ["epoch", *document["metrics_dict"][task]]
        assert api.get_epoch_status(arch, task, -1)["epoch"] == 4
        assert api.get_epoch_status(arch, task, -1) == api.get_epoch_status(arch, task, 4)


def test_the_best_architectures_are_the_largest_by_value_then_name(api, document):
    for task, metrics in document["metrics_dict"].items():
        for metric in metrics:
            for space, archs in document["data"].items():
                expected = sorted(((max(tasks[task]["metrics"][metric]), arch) for arch, tasks in archs.items()),
                                  reverse=True)
                assert api.get_best_archs(task, metric, space) == expected[:1]
                assert api.get_best_archs(task, metric, space, topk=3) == expected[:3]


def test_wrong_arguments_fail_as_in_the_original(api):
    arch = api.index2arch(0)
    for call in (lambda: api.get_model_info(arch, "jigsaw", "flops"),
                 lambda: api.get_single_metric(arch, "jigsaw", "valid_ssim"),
                 lambda: api.get_single_metric(arch, "jigsaw", "valid_top1", 5),
                 lambda: api.get_epoch_status(arch, "jigsaw", 5), lambda: api.get_epoch_status(arch, "jigsaw", "final"),
                 lambda: api.get_best_epoch_status(arch, "jigsaw", "x"), lambda: api.get_arch_list("nano")):
        with pytest.raises(AssertionError):
            call()
    for mode in ("first", 1.5, None):
        with pytest.raises(ValueError):
            api.get_single_metric(arch, "jigsaw", "valid_top1", mode)
    with pytest.raises(KeyError):
        api.get_arch_result("64-41414-3_33_333")
    with pytest.raises(ValueError):
        api.arch2index("64-41414-3_33_333")
    with pytest.raises(KeyError):
        api.get_single_metric(arch, "sleep", "valid_top1")


def test_what_no_test_value_chose_is_what_the_command_says(api, release):
    for space, name in SPACES.items():
        done = cellar.run("query", release.path, "--task", "class_scene", "--space", name, "--format", "json",
                          "--columns", "encoding,valid_top1,test_top1")
        rows = json.loads(done.stdout)["rows"]
        assert api.leaderboard("class_scene", space, top=99) == [
            (row["encoding"], row["valid_top1"], row["test_top1"]) for row in rows]
        for row in rows:
            assert api.selected(row["encoding"], "class_scene", "test_top1") == row["test_top1"]
            assert api.selected(row["encoding"], "class_scene") == row["valid_top1"]
            assert api.seeds(row["encoding"], "class_scene") == [666]
            column = api.curve(row["encoding"], "class_scene", "valid_top1")
            assert column == api.get_single_metric(row["encoding"], "class_scene", "valid_top1", "list")
            assert api.selected(row["encoding"], "class_scene", rule="final") == column[-1]


def test_fixtures_with_special_and_missing_values_read_as_the_json_document(small):
    """The committed fixtures hold irregular runs; `.json.gz` is the reference."""
    document = small.api
    with TransNASBenchAPI(small.file(".sqlite")) as api:
        for space, arch, task, expected in everything(document):
            found = api.get_arch_result(arch)[task]
            assert found["total_epochs"] == expected["total_epochs"] and found.get("seed") == expected["seed"]
            for metric, column in expected["metrics"].items():
                numbers = [SPECIAL.get(value, value) if isinstance(value, str) else value for value in column]
                assert list(map(repr, found["metrics"][metric])) == [
                    repr(value if value is None else float(value)) for value in numbers], (arch, task, metric)
        with pytest.raises(MissingRun):
            api.get_best_archs("class_scene", "valid_top1", "micro" if "micro" in api.search_spaces else "macro")


def test_opening_is_fast_and_reads_little(release):
    code = ("import sys, time; sys.path.insert(0, sys.argv[1]); import cellar; start = time.perf_counter(); "
            "api = cellar.TransNASBenchAPI(sys.argv[2]); print(time.perf_counter() - start)")
    seconds = min(float(subprocess.run([sys.executable, "-c", code, ROOT / "Python", release.path], check=True,
                                       capture_output=True, text=True).stdout) for _ in range(3))
    assert seconds < 0.05
    modules = subprocess.run([sys.executable, "-c", "import sys; sys.path.insert(0, sys.argv[1]); import cellar; "
                              "print(*sys.modules)", ROOT / "Python"], check=True, capture_output=True, text=True).stdout
    assert not {"numpy", "torch", "h5py", "pandas"} & set(modules.split())


def test_a_hostile_file_raises_a_clear_error(release, tmp_path):
    (tmp_path / "text.sqlite").write_text("no database at all")
    (tmp_path / "empty").mkdir()
    sqlite3.connect(tmp_path / "other.sqlite").execute("CREATE TABLE a (b)").connection.close()
    for name in ("text.sqlite", "empty", "other.sqlite", "absent.sqlite"):
        with pytest.raises(ReleaseError, match=name.split(".")[0]):
            TransNASBenchAPI(tmp_path / name)
    view = tmp_path / "view.sqlite"
    shutil.copy(release.file(".sqlite"), view)
    connection = sqlite3.connect(view)
    connection.executescript("ALTER TABLE run RENAME TO hidden; CREATE VIEW run AS SELECT * FROM hidden;")
    connection.close()
    with pytest.raises(ReleaseError, match="no table run"):
        TransNASBenchAPI(view)


def test_a_damaged_file_raises_and_does_not_crash(release, tmp_path):
    whole = release.file(".sqlite").read_bytes()
    seed = random.Random(5)
    path = tmp_path / "damaged.sqlite"
    for _ in range(40):
        damaged = bytearray(whole)
        for _ in range(8):
            place = seed.randrange(len(damaged))
            damaged[place:place + 16] = seed.randbytes(len(damaged[place:place + 16]))
        path.write_bytes(damaged)
        try:
            with TransNASBenchAPI(path) as api:
                for arch in api.get_arch_list(api.search_spaces[0]):
                    api.get_arch_result(arch).query_all_results()
        except (ReleaseError, KeyError):
            pass


@pytest.mark.full
def test_the_published_reader_sees_the_same(release, tmp_path):
    """torch reads the written `.pth` as our API reads the database."""
    torch = pytest.importorskip("torch", reason="torch is not installed")
    done = cellar.run("convert", release.path / f"{release.name}.sqlite", tmp_path / "release.pth")
    assert done.returncode == 0, done.stderr.decode()
    document = torch.load(tmp_path / "release.pth", weights_only=True)
    with TransNASBenchAPI(release.path) as api:
        for _, arch, task, expected in everything(document):
            assert api.get_arch_result(arch)[task] == expected
