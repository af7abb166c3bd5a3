"""`cellar verify`: what was computed from the runs, in HDF5 and in JSON, one thing wrong at a time."""

import gzip
import shutil
import sqlite3

import h5py
import pytest
import yaml

from conftest import ROOT
from support import release as cellar
from test_verify import copy, problems, rewrite_lines, seal, verify, whole  # noqa: F401

SPACE = "transnas-bench-101-micro"
TASK = f"{SPACE}/class_scene"


def derived(release):
    """Every dataset of the architectures and of one task that is not a metric at every epoch."""
    with h5py.File(release.file(".h5")) as file:
        for group in (f"{SPACE}/architectures", TASK):
            for name, member in file[group].items():
                if isinstance(member, h5py.Dataset) and member.ndim == 1:
                    yield f"{group}/{name}"


def test_every_derived_dataset_is_compared(whole, tmp_path):
    names = list(derived(whole))
    assert len(names) > 30
    for name in names:
        copy = cellar.Release(tmp_path / "copy")
        shutil.rmtree(copy.path, ignore_errors=True)
        shutil.copytree(whole.path, copy.path)
        with h5py.File(copy.file(".h5"), "r+") as file:
            values = file[name][...]
            values.flat[0] = b"changed" if values.dtype.kind == "O" else 17 if values.dtype.kind == "f" else values.flat[0] + 1
            file[name][...] = values
        seal(copy)
        assert problems(copy.path), name


@pytest.mark.parametrize("place, attribute", [
    (SPACE, "title"), (SPACE, "size"), (SPACE, "api_name"), (TASK, "budget"), (TASK, "direction"),
    (f"{TASK}/valid_top1", "units"), (f"{TASK}/score_final_valid", "formula"), (f"{TASK}/best_epoch", "long_name"),
    (f"{TASK}/best_epoch", "provenance_kind"), (f"{TASK}/test_top1", "split"), (f"{TASK}/valid_top1", "upper"),
    (f"{SPACE}/architectures/macs", "units"),
])
def test_attributes_are_compared(copy, place, attribute):
    with h5py.File(copy.file(".h5"), "r+") as file:
        notes = file[place].attrs
        notes[attribute] = "other" if isinstance(notes[attribute], str) else notes[attribute] + 1
    seal(copy)
    assert problems(copy.path)


def test_a_difference_is_told_with_its_row(copy):
    with h5py.File(copy.file(".h5"), "r+") as file:
        encoding = file[f"{TASK}/encoding"][0].decode()
        right = file[f"{TASK}/score_best_valid_valid"][0]
        file[f"{TASK}/score_best_valid_valid"][0] = 99.5
    seal(copy)
    assert problems(copy.path) == [{
        "file": copy.file(".h5").name,
        "found": f"/{TASK}/score_best_valid_valid, row 0 ({encoding}): 99.5",
        "expected": f"{float(right)!r}, as its own runs give it",
    }]


@pytest.mark.parametrize("change, words", [
    (lambda file: file.create_dataset(f"{TASK}/extra", data=[1.0]), "a dataset"),
    (lambda file: file.__delitem__(f"{SPACE}/architectures/macs"), "no dataset"),
    (lambda file: file.__delitem__(f"{SPACE}/architectures"), "no group"),
])
def test_what_is_missing_or_foreign_is_told(copy, change, words):
    with h5py.File(copy.file(".h5"), "r+") as file:
        change(file)
    seal(copy)
    found = problems(copy.path)
    assert any(words in problem["found"] for problem in found), found


def change_text(path, old, new):
    text = gzip.decompress(path.read_bytes()).decode()
    assert old in text
    path.write_bytes(gzip.compress(text.replace(old, new, 1).encode()))


@pytest.mark.parametrize("old, new", [
    ('"model_FLOPs":', '"model_FLOPs":1'), ('"unit":"percent"', '"unit":"seconds"'),
    ('"task_list":["class_scene"', '"task_list":["class_object"'),
])
def test_what_the_document_says_beside_its_runs_is_compared(copy, old, new):
    change_text(copy.file(".json.gz"), old, new)
    seal(copy)
    found = problems(copy.path)
    assert [problem["file"] for problem in found] == [copy.file(".json.gz").name], found


def test_how_the_document_is_compressed_says_nothing(copy):
    path = copy.file(".json.gz")
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes())))
    seal(copy)
    assert "sound" in verify(copy.path)


@pytest.mark.parametrize("change, words", [
    (lambda runs: runs[0]["costs"].update(macs_live=1), "macs_live 1"),
    (lambda runs: runs[-1]["costs"].update(own=1), "own 1"),
    (lambda runs: runs[0]["costs"].__delitem__("macs"), "no macs"),
])
def test_costs_of_lines_are_compared(copy, change, words):
    rewrite_lines(copy.file(".jsonl.gz"), lambda runs: (change(runs), runs)[1])
    seal(copy)
    found = problems(copy.path)
    assert [problem["file"] for problem in found] == [copy.file(".jsonl.gz").name], found
    assert words in found[0]["found"]


@pytest.mark.parametrize("kept", [".sqlite", ".jsonl.gz"])
def test_the_only_artifact_is_held_against_its_own_runs(kept, fixture_logs, tmp_path):
    document = yaml.safe_load((ROOT / "Pipelines" / f"{cellar.LOGS}.yaml").read_text())
    document["emit"] = ["sqlite" if kept == ".sqlite" else "jsonl"]
    (tmp_path / "pipeline.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    release = cellar.build(fixture_logs, tmp_path / "release", tmp_path / "pipeline.yaml")
    assert "sound" in verify(release.path)
    if kept == ".sqlite":
        with sqlite3.connect(release.file(kept)) as connection:
            connection.execute("UPDATE score SET value = value + 1 WHERE architecture_id = (SELECT MIN(architecture_id) FROM score)")
    else:
        rewrite_lines(release.file(kept), lambda runs: (runs[0]["costs"].update(macs=1), runs)[1])
    seal(release)
    assert [problem["file"] for problem in problems(release.path)] == [release.file(kept).name]
