"""The same inputs give the same bytes, whatever else differs."""

import os
import shutil

import pytest

from support.release import build, run


@pytest.fixture(scope="module")
def logs(fixture_logs):
    return fixture_logs


@pytest.fixture(scope="module")
def reference(small):
    return small.hashes()


@pytest.mark.parametrize("jobs", [1, 2, 4, 13])
def test_the_number_of_threads_does_not_show(logs, reference, tmp_path, jobs):
    assert build(logs, tmp_path / "release", options=["--no-cache", "--jobs", jobs]).hashes() == reference


@pytest.mark.parametrize("environment", [
    {"TZ": "Pacific/Kiritimati"}, {"TZ": "America/St_Johns"}, {"LC_ALL": "C"}, {"LC_ALL": "tr_TR.UTF-8"},
    {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}, {"HOME": "/nowhere"},
], ids=str)
def test_the_surroundings_do_not_show(logs, reference, tmp_path, environment):
    assert build(logs, tmp_path / "release", environment=environment).hashes() == reference


def test_a_cache_does_not_show(logs, reference, tmp_path):
    for name in ("cold", "warm", "again"):
        release = build(logs, tmp_path / name, options=["--cache", tmp_path / "cache"])
        assert release.hashes() == reference, name
    assert any((tmp_path / "cache").rglob("*")), "the cache was used"


def test_a_cache_that_was_damaged_does_not_show(logs, reference, tmp_path):
    build(logs, tmp_path / "first", options=["--cache", tmp_path / "cache"])
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            content = bytearray(path.read_bytes())
            for place in range(0, len(content), 97):
                content[place] ^= 0x55
            path.write_bytes(bytes(content[:len(content) - 7]))
    assert build(logs, tmp_path / "second", options=["--cache", tmp_path / "cache"]).hashes() == reference


def test_a_cache_notices_a_changed_file(logs, tmp_path):
    copy = tmp_path / "logs"
    shutil.copytree(logs, copy)
    first = build(copy, tmp_path / "first", options=["--cache", tmp_path / "cache"])
    target = copy / "jigsaw" / "model_results" / "64-1234-basic" / "seed_666" / "model_db.json"
    target.write_text(target.read_text().replace('"finished"', '"running"'))
    second = build(copy, tmp_path / "second", options=["--cache", tmp_path / "cache"])
    assert second.counts["quarantined"] == first.counts["quarantined"] + 1
    assert second.hashes() == build(copy, tmp_path / "third").hashes()


def test_the_place_and_the_order_of_files_do_not_show(logs, reference, tmp_path):
    place = tmp_path / "far" / "away" / "tree"
    for path in sorted((path for path in logs.rglob("*") if path.is_file()), reverse=True):
        target = place / path.relative_to(logs)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (1, 1))
    assert build(place, tmp_path / "release").hashes() == reference


def test_the_working_directory_does_not_show(logs, reference, tmp_path):
    shutil.copytree(logs, tmp_path / "logs")
    done = run("build", "transnas-bench-101-logs", "--input", "logs", "--output", "out", "--no-cache", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    from support.release import Release

    assert Release(tmp_path / "out").hashes() == reference


def test_the_order_of_inputs_does_not_show(logs, tmp_path):
    shutil.copytree(logs / "jigsaw", tmp_path / "b" / "jigsaw")
    one = build([f"a={logs}", f"b={tmp_path / 'b'}"], tmp_path / "one")
    two = build([f"b={tmp_path / 'b'}", f"a={logs}"], tmp_path / "two")
    assert one.counts["exact_duplicates"] == 2
    assert one.hashes() == two.hashes()


def test_rebuilding_over_a_release_does_not_show(logs, reference, tmp_path):
    build(logs, tmp_path / "release")
    assert build(logs, tmp_path / "release").hashes() == reference


def test_a_pipeline_file_given_by_path_is_the_embedded_one(logs, reference, tmp_path):
    from conftest import ROOT

    path = ROOT / "Pipelines" / "transnas-bench-101-logs.yaml"
    assert build(logs, tmp_path / "release", pipeline=path).hashes() == reference
