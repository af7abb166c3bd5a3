"""`cellar query`: which run, which score and which split an answer is about, and what it says of that."""

import json
import sys

import pytest

from conftest import ROOT
from support import release as cellar
from transnas_logs import Run

sys.path.insert(0, str(ROOT / "Python"))
from cellar import TransNASBenchAPI  # noqa: E402

MICRO, OUT = "transnas-bench-101-micro", "64-41414-1_02_333"
CELLS = ("64-41414-3_00_000", "64-41414-3_02_000", "64-41414-2_31_033", "64-41414-1_23_111", "64-41414-0_00_000")
STANDINGS = ("minmax_p", "rank01", "zscore", "nregret")


def ask(release, *arguments, code=0):
    """The rows and what stands on standard error."""
    done = cellar.run("query", release, "--task", "class_scene", *arguments, "--format", "json")
    assert done.returncode == code, (done.stdout.decode(), done.stderr.decode())
    return json.loads(done.stdout)["rows"] if code == 0 else [], done.stderr.decode()


def rows(release, *arguments):
    return ask(release, *arguments)[0]


def notes(release, *arguments):
    return [line.removeprefix("cellar: note: ") for line in ask(release, *arguments)[1].splitlines()]


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """Three seeds of each cell, and one cell whose only run was kept out of this task."""
    place = tmp_path_factory.mktemp("choice")
    for encoding in CELLS:
        for seed in (22, 1, 666):
            Run(encoding, "class_scene", seed=seed, epochs=5).write(place / "logs")
    Run(OUT, "class_scene", seed=1, epochs=5, status="running").write(place / "logs")
    Run(OUT, "jigsaw", seed=1, epochs=4).write(place / "logs")
    return cellar.build(place / "logs", place / "release")


@pytest.fixture(params=["directory", ".sqlite", ".h5"])
def form(request, release):
    return release.path if request.param == "directory" else release.file(request.param)


def scores(release, rule, split):
    found = release.query(
        "SELECT a.encoding, s.* FROM score s JOIN architecture a ON a.id = s.architecture_id JOIN task t ON "
        "t.id = s.task_id WHERE t.name = 'class_scene' AND s.rule = ? AND s.split = ?", rule, split)
    return {row["encoding"]: {name: row[name] for name in ("value", *STANDINGS)} for row in found}


@pytest.mark.parametrize("question, rule, split", [
    ((), "best_valid", "valid"), (("--epoch", "best"), "best_valid", "valid"), (("--epoch", "final"), "final", "valid"),
    (("--rule", "final"), "final", "valid"), (("--epoch", "-1", "--seed", "mean"), "final", "valid"),
    (("--metric", "test_top1"), "best_valid", "test"), (("--metric", "test_top1", "--epoch", "final"), "final", "test"),
])
def test_standings_are_those_of_the_score_that_is_shown(release, form, question, rule, split):
    expected = scores(release, rule, split)
    assert len({values["zscore"] for values in expected.values()}) > 2
    metric = f"{split}_top1"
    found = rows(form, *question, "--columns", ",".join(["encoding", metric, *STANDINGS]))
    assert {row.pop("encoding"): {"value": row.pop(metric), **row} for row in found} == expected


def test_standings_differ_between_rules_and_splits(release):
    """Else the test above could not tell them apart."""
    tables = [scores(release, rule, split) for rule in ("final", "best_valid") for split in ("valid", "test")]
    assert len({json.dumps({key: value["zscore"] for key, value in table.items()}) for table in tables}) > 2


@pytest.mark.parametrize("question", [
    ("--epoch", "3"), ("--epoch", "all"), ("--metric", "valid_top5"), ("--rule", "final", "--metric", "train_loss"),
    ("--seed", "22"), ("--seed", "all"), ("--seed", "first"), ("--rule", "api-best"),
])
def test_what_is_no_score_has_no_standing(form, question):
    found, told = ask(form, *question, "--columns", "encoding,rank01,zscore")
    assert found and all(row["rank01"] is None and row["zscore"] is None for row in found)
    assert told.startswith("cellar: note: no row has a value of 'rank01'") and told.count("\n") == 1
    for more in (("--where", "rank01 > 0.5"), ("--sort", "rank01")):
        told = ask(form, *question, *more, code=64)[1]
        assert "no row has a value of 'rank01'" in told and "--metric valid_top1 or test_top1" in told


def test_rows_can_be_chosen_by_their_standings(release, form):
    expected = {key for key, values in scores(release, "final", "valid").items() if values["rank01"] >= 0.5}
    found = rows(form, "--epoch", "final", "--where", "rank01 >= 0.5", "--sort", "rank01", "--columns", "encoding,rank01")
    assert {row["encoding"] for row in found} == expected
    assert [row["rank01"] for row in found] == sorted((row["rank01"] for row in found), reverse=True)


def test_all_epochs_stand_in_their_order(release, form):
    found = rows(form, "--epoch", "all", "--seed", "all", "--columns", "encoding,seed,epoch")
    expected = [(encoding, seed, epoch) for encoding in sorted(CELLS) for seed in (1, 22, 666) for epoch in range(5)]
    assert [(row["encoding"], row["seed"], row["epoch"]) for row in found] == expected
    found = rows(form, "--epoch", "all", "--metric", "train_loss", "--columns", "encoding,epoch")
    assert [(row["encoding"], row["epoch"]) for row in found] == [
        (encoding, epoch) for encoding in sorted(CELLS) for epoch in range(5)]
    by_value = rows(form, "--epoch", "all", "--sort", "valid_top1", "--columns", "valid_top1")
    assert [row["valid_top1"] for row in by_value] == sorted((row["valid_top1"] for row in by_value), reverse=True)


def test_the_published_rules_read_the_run_that_the_api_knows(release, form):
    with TransNASBenchAPI(release.path) as api:
        for metric in ("valid_top1", "test_top1", "train_loss"):
            question = ("--metric", metric, "--columns", f"encoding,n,epoch,inference_time,test_top5,{metric}")
            for row in rows(form, "--rule", "api-best", *question):
                arch = row["encoding"]
                assert row[metric] == api.get_single_metric(arch, "class_scene", metric, "best") and row["n"] == 1
                assert row["inference_time"] == api.get_model_info(arch, "class_scene", "inference_time")
            for row in rows(form, "--rule", "api-best-epoch", *question):
                status = api.get_best_epoch_status(row["encoding"], "class_scene", metric)
                assert {name: row[name] for name in ("epoch", "test_top5", metric)} == {
                    name: status[name] for name in ("epoch", "test_top5", metric)}
        for place, mode in (("final", "final"), ("3", 3)):
            for row in rows(form, "--epoch", place, "--seed", "first", "--columns", "encoding,valid_loss"):
                assert row["valid_loss"] == api.get_single_metric(row["encoding"], "class_scene", "valid_loss", mode)
        curves = {arch: api.get_single_metric(arch, "class_scene", "valid_loss", "list") for arch in CELLS}
    for row in rows(form, "--epoch", "all", "--seed", "first", "--columns", "encoding,epoch,valid_loss"):
        assert row["valid_loss"] == curves[row["encoding"]][row["epoch"]]
    assert {row["seed"] for row in rows(form, "--seed", "first")} == {1}
    assert {row["n"] for row in rows(form, "--rule", "api-best", "--seed", "mean", "--columns", "n")} == {3}


@pytest.mark.parametrize("question, tells", [
    ((), False), (("--metric", "test_top1"), True), (("--metric", "test_top1", "--epoch", "final", "--top", "1"), True),
    (("--sort", "test_top5"), True), (("--sort", "score_final_test"), True), (("--where", "test_loss < 3"), True),
    (("--per-class", "--metric", "test_top1", "--sort", "class_mean"), True), (("--sort", "params"), False),
    (("--columns", "encoding,test_top1"), False), (("--metric", "valid_loss"), False),
    (("--metric", "test_top1", "--arch", CELLS[0]), False),
])
def test_choosing_by_test_is_told(form, question, tells):
    told = [note for note in notes(form, *question) if "leaks the test split" in note]
    assert len(told) == tells
    assert all("choose by 'valid_" in note for note in told)


def test_notes_are_no_part_of_the_answer(release):
    question = ("query", release.path, "--task", "class_scene", "--metric", "test_top1")
    for form in ("table", "csv", "json"):
        done = cellar.run(*question, "--format", form)
        assert b"note" not in done.stdout and done.stderr.startswith(b"cellar: note: ")


def test_an_architecture_that_was_kept_out_is_pointed_at(release, form):
    found, told = ask(form, "--arch", OUT)
    assert found == []
    assert told == f"cellar: note: no released run on 'class_scene': '{OUT}'; 'cellar explain' says why\n"
    found, told = ask(form, "--arch", OUT, "--arch", CELLS[0])
    assert len(found) == 1 and f"'{OUT}'; 'cellar explain'" in told
    assert cellar.run("explain", release.path, OUT, "class_scene").stdout.count(b"kept out") == 1
    assert notes(form, "--arch", CELLS[0]) == []


def test_what_is_absent_has_no_unit(release):
    assert b"\n  valid_top1 = absent\n" in cellar.run("explain", release.path, OUT, "class_scene", "valid_top1").stdout
    assert b" percent\n" in cellar.run("explain", release.path, CELLS[0], "class_scene", "valid_top1").stdout


def test_a_condition_may_ask_for_members(form):
    every = rows(form, "--per-class", "--columns", "encoding,valid_top1,members,class_mean")
    assert {row["members"] for row in every} > {1}
    for condition, holds in [("members > 1", lambda row: row["members"] > 1),
                             ("class_mean > 20 and not members = 1", lambda row: row["class_mean"] > 20 and row["members"] > 1),
                             ("members > 1 or valid_top1 < 30", lambda row: row["members"] > 1 or row["valid_top1"] < 30)]:
        found = rows(form, "--per-class", "--columns", "encoding,valid_top1,members,class_mean", "--where", condition)
        assert found == [row for row in every if holds(row)]
    # What names no column of the class chooses its members.
    [disconnected] = [row for row in every if row["members"] == 3]
    fewer = f"valid_top1 < {disconnected['valid_top1']!r}"
    assert rows(form, "--per-class", "--where", f"members = 3 and {fewer}") == []
    assert [row["members"] for row in rows(form, "--per-class", "--where", f"{fewer} and members = 2")] == [2]
    assert "unknown column 'members'" in ask(form, "--where", "members > 1", code=64)[1]
    assert "'members' holds numbers" in ask(form, "--per-class", "--where", "members = 'x'", code=64)[1]


def test_members_are_architectures_and_not_runs(form):
    together = {row["class"]: row["members"] for row in rows(form, "--per-class", "--columns", "class")}
    for seeds in (("--seed", "all"), ("--seed", "22")):
        assert {row["class"]: row["members"] for row in rows(form, "--per-class", *seeds, "--columns", "class")} == together


@pytest.mark.shared
class TestOtherBenchmarks:
    @pytest.fixture(scope="class")
    def nats(self, shared, tmp_path_factory):
        return cellar.build(shared / "data" / "nats-bench", tmp_path_factory.mktemp("nats") / "release", "nats-bench-topology")

    @pytest.fixture(scope="class")
    def records(self, shared, tmp_path_factory):
        return cellar.build(shared / "data" / "nas-bench-101", tmp_path_factory.mktemp("101") / "release", "nas-bench-101")

    @pytest.mark.parametrize("suffix", [".sqlite", ".h5"])
    def test_a_task_without_validation_is_read_at_its_last_epoch(self, nats, suffix):
        done = cellar.run("query", nats.file(suffix), "--task", "cifar10", "--format", "json")
        assert json.loads(done.stdout)["rule"] == "final"
        assert done.stderr == (b"cellar: note: 'cifar10' has no validation split: its last epoch is read, and test values "
                               b"choose\n")
        table = cellar.run("query", nats.file(suffix), "--task", "cifar10").stdout
        assert b"rule final" in table and b"best_valid" not in table
        found = json.loads(cellar.run("query", nats.file(suffix), "--task", "cifar10", "--format", "json", "--columns",
                                      "encoding,rank01").stdout)["rows"]
        wanted = nats.query("SELECT a.encoding, s.rank01 FROM score s JOIN architecture a ON a.id = s.architecture_id JOIN "
                            "task t ON t.id = s.task_id AND t.budget = s.budget WHERE t.name = 'cifar10' AND rule = 'final'")
        assert sorted(map(str, found)) == sorted(map(str, wanted)) and found

    @pytest.mark.parametrize("suffix", [".sqlite", ".h5"])
    def test_what_only_the_last_epoch_has_is_pointed_at(self, nats, suffix):
        question = ("query", nats.file(suffix), "--task", "cifar10-valid", "--budget", "200", "--format", "json")
        done = cellar.run(*question)
        assert {row["test_accuracy"] for row in json.loads(done.stdout)["rows"]} == {None}
        assert b"note: 'test_accuracy': not measured at the epoch that is read; '--epoch final' has it" in done.stderr
        done = cellar.run(*question, "--epoch", "final")
        assert None not in {row["test_accuracy"] for row in json.loads(done.stdout)["rows"]} and not done.stderr

    @pytest.mark.parametrize("suffix", [".sqlite", ".h5"])
    def test_repetitions_are_told_apart(self, records, suffix):
        done = cellar.run("query", records.file(suffix), "--seed", "all", "--format", "json")
        found = json.loads(done.stdout)["rows"]
        assert all("seed" not in row and row["repeat"] is not None for row in found)
        assert len({(row["encoding"], row["repeat"]) for row in found}) == len(found)
