"""`cellar query` against what the JSON lines of the same release say, computed here."""

import csv
import io
import json
import math
import shutil
import sqlite3

import h5py
import pytest

from support import release as cellar
from support.numbers import SPECIAL
from transnas_logs import Run

MACRO, MICRO = "transnas-bench-101-macro", "transnas-bench-101-micro"


def ask(release, *arguments, code=0):
    done = cellar.run("query", release, *arguments)
    assert done.returncode == code, (done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode() if code == 0 else done.stderr.decode()


def rows(release, *arguments):
    return json.loads(ask(release, *arguments, "--format", "json"))["rows"]


def values(run, metric):
    return [cellar.number(value) for value in run["metrics"].get(metric, run.get(metric))]


def best_epoch(run, metric="valid_top1"):
    column = values(run, metric)
    finite = [place for place, value in enumerate(column) if value is not None and math.isfinite(value)]
    return max(finite, key=lambda place: (column[place], -place)) if finite else None


def same(first, second):
    return repr(first) == repr(second)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """Three seeds of some architectures, two of which are one network."""
    place = tmp_path_factory.mktemp("seeded")
    for encoding in ("64-41414-3_00_000", "64-41414-3_02_000", "64-41414-1_02_333", "64-1234-basic"):
        for seed in (1, 22, 666):
            Run(encoding, "class_scene", seed=seed, epochs=5).write(place / "logs")
    Run("64-1234-basic", "jigsaw", epochs=4).write(place / "logs")
    return cellar.build(place / "logs", place / "release")


@pytest.fixture(params=["directory", ".sqlite", ".h5"])
def form(request, seeded):
    """The release as each file that answers."""
    return seeded.path if request.param == "directory" else seeded.file(request.param)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """So many architectures that scores are read together, some of them with more than one run."""
    place = tmp_path_factory.mktemp("many")
    for number in range(90):
        encoding = f"64-41414-{number % 4}_{number // 4 % 4}{number // 16 % 4}_{number % 3}{number // 3 % 4}1"
        for seed in (1, 22) if number % 9 == 0 else (1,):
            Run(encoding, "class_scene", seed=seed, epochs=4).write(place / "logs")
    return cellar.build(place / "logs", place / "release")


def scene(release, **wanted):
    return [run for run in release.runs if run["task"] == "class_scene"
            and all(run[key] == value for key, value in wanted.items())]


def test_the_best_on_validation_with_its_test_value(seeded, form):
    found = rows(form, "--task", "class_scene", "--columns", "encoding,valid_top1,test_top1,n")
    expected = {}
    for run in scene(seeded):
        epoch = best_epoch(run)
        entry = expected.setdefault(run["encoding"], ([], []))
        entry[0].append(values(run, "valid_top1")[epoch])
        entry[1].append(values(run, "test_top1")[epoch])
    assert len(found) == len(expected) == 4
    for row in found:
        valid, test = expected[row["encoding"]]
        assert same(row["valid_top1"], sum(valid) / 3) and same(row["test_top1"], sum(test) / 3)
        assert row["n"] == 3
    order = [row["valid_top1"] for row in found]
    assert order == sorted(order, reverse=True)


def test_all_forms_give_the_same_bytes(seeded):
    questions = [
        ("--task", "class_scene", "--columns", "rank,encoding,valid_top1,test_loss,params,macs,counter_thop-0.1.1,"
         "model_macs,class_isomorphic,class_same_network,canonical,disconnected,inference_time,time_total,status,epochs"),
        ("--task", "class_scene", "--seed", "all", "--epoch", "final", "--columns", "encoding,seed,valid_top1,epoch"),
        ("--task", "class_scene", "--epoch", "all", "--seed", "22"),
        ("--task", "jigsaw", "--columns", "encoding,params_logged,encoder_params,avg_rank"),
    ]
    for question in questions:
        answers = {ask(form, *question, "--format", "csv")
                   for form in (seeded.path, seeded.file(".sqlite"), seeded.file(".h5"))}
        assert len(answers) == 1, question


@pytest.mark.parametrize("epoch", ["best", "final", "0"])
@pytest.mark.parametrize("seeds", [(), ("--seed", "all")])
def test_many_values_are_those_of_the_runs(many, epoch, seeds):
    place = {"final": -1, "0": 0}
    expected = {}
    for run in scene(many):
        chosen = best_epoch(run) if epoch == "best" else place[epoch]
        key = (run["encoding"], run["seed"] if seeds else None)
        for metric in ("valid_top1", "test_top1", "valid_loss"):
            expected.setdefault(key, {}).setdefault(metric, []).append(values(run, metric)[chosen])
    assert len(expected) > 64
    rule = () if epoch == "best" else ("--epoch", epoch)
    for form in (many.path, many.file(".h5")):
        found = rows(form, "--task", "class_scene", *rule, *seeds, "--columns",
                     "encoding,seed,valid_top1,test_top1,valid_loss")
        assert len(found) == len(expected)
        for row in found:
            wanted = expected[row["encoding"], row["seed"] if seeds else None]
            for metric, numbers in wanted.items():
                assert same(row[metric], sum(numbers) / len(numbers)), row


def test_explain_ranks_among_many(many):
    scores = {}
    for run in scene(many):
        scores.setdefault(run["encoding"], []).append(values(run, "valid_top1")[best_epoch(run)])
    means = {encoding: sum(numbers) / len(numbers) for encoding, numbers in scores.items()}
    for encoding in sorted(means)[::17]:
        for form in (many.path, many.file(".h5")):
            answer = json.loads(cellar.run("explain", form, encoding, "--json").stdout)
            [standing] = [entry for entry in answer["standings"] if entry["task"] == "class_scene"]
            assert same(standing["value"], means[encoding])
            assert standing["rank"] == 1 + sum(mean > means[encoding] for mean in means.values())


@pytest.mark.parametrize("epoch", ["final", "0", "3", "-2"])
@pytest.mark.parametrize("seed", ["1", "22", "666"])
def test_one_epoch_of_one_seed(seeded, form, epoch, seed):
    place = {"final": -1}.get(epoch) or (int(epoch) if epoch != "final" else -1)
    for row in rows(form, "--task", "class_scene", "--epoch", epoch, "--seed", seed, "--columns",
                    "encoding,seed,test_loss,time_elapsed"):
        [run] = scene(seeded, encoding=row["encoding"], seed=int(seed))
        assert same(row["test_loss"], values(run, "test_loss")[place])
        assert row["seed"] == int(seed)


def test_every_epoch_is_a_row(seeded, form):
    found = rows(form, "--task", "class_scene", "--arch", "64-1234-basic", "--seed", "22", "--epoch", "all", "--columns",
                 "epoch,valid_top1", "--sort", "epoch")
    [run] = scene(seeded, encoding="64-1234-basic", seed=22)
    assert [row["epoch"] for row in found] == list(range(5))
    assert [repr(row["valid_top1"]) for row in found] == [repr(value) for value in values(run, "valid_top1")]


def test_the_published_rule_takes_the_largest_of_everything(seeded, form):
    for metric in ("test_top1", "valid_loss"):
        found = rows(form, "--task", "class_scene", "--metric", metric, "--rule", "api-best", "--seed", "666", "--columns",
                     f"encoding,{metric}")
        expected = sorted(((max(values(run, metric)), run["encoding"]) for run in scene(seeded, seed=666)), reverse=True)
        assert [(row[metric], row["encoding"]) for row in found] == expected
    for row in rows(form, "--task", "class_scene", "--metric", "train_loss", "--rule", "api-best-epoch", "--seed", "1",
                    "--columns", "encoding,epoch,test_top5"):
        [run] = scene(seeded, encoding=row["encoding"], seed=1)
        column = values(run, "train_loss")
        epoch = max(range(len(column)), key=lambda place: column[place])
        assert row["epoch"] == epoch and same(row["test_top5"], values(run, "test_top5")[epoch])


def test_a_class_is_one_row(seeded, form):
    every = rows(form, "--task", "class_scene", "--columns", "encoding,valid_top1,class_isomorphic")
    found = rows(form, "--task", "class_scene", "--per-class", "--columns",
                 "encoding,valid_top1,class,members,class_mean,class_sd")
    assert len(found) == len({row["class_isomorphic"] for row in every}) < len(every)
    for row in found:
        members = [other["valid_top1"] for other in every if other["class_isomorphic"] == row["class"]]
        assert row["members"] == len(members) and row["valid_top1"] == max(members)
        mean = sum(members) / len(members)
        assert row["class_mean"] == pytest.approx(mean, rel=1e-14)
        deviation = math.sqrt(sum((value - mean) ** 2 for value in members) / len(members))
        assert row["class_sd"] == pytest.approx(deviation, rel=1e-9, abs=1e-12)
    assert sum(row["members"] for row in found) == len(every)


@pytest.mark.parametrize("condition, holds", [
    ("macs < 1e9", lambda row: row["macs"] < 1e9),
    ("not (macs < 1e9) or valid_top1 > 30", lambda row: row["macs"] >= 1e9 or row["valid_top1"] > 30),
    ("1e6 <= params <= 2E7 and space = 'transnas-bench-101-micro'",
     lambda row: 1e6 <= row["params"] <= 2e7 and row["space"] == MICRO),
    ("disconnected = 1 and n == 3", lambda row: row["disconnected"] == 1),
    ("encoding <> '64-1234-basic'", lambda row: row["encoding"] != "64-1234-basic"),
    ("seed = absent", lambda row: True), ("seed != absent", lambda row: False),
    ("valid_top1 > -1e-3", lambda row: True),
])
def test_a_condition_keeps_the_rows_for_which_it_holds(form, condition, holds):
    columns = "encoding,space,macs,params,valid_top1,disconnected,n"
    every = rows(form, "--task", "class_scene", "--columns", columns)
    kept = rows(form, "--task", "class_scene", "--columns", columns, "--where", condition)
    assert kept == [row for row in every if holds(row)]


@pytest.mark.parametrize("condition, words", [
    ("macs <", "at byte 6"), ("macs < 1e9 and", "at byte 14"), ("(macs < 1", "at byte 9"), ("valid_topl > 3", "'valid_top1'"),
    ("macs < 'big'", "'macs' holds numbers"), ("encoding = 3", "a text in quotes"), ("macs = 1; DROP TABLE run", "at byte 8"),
    ("macs < 1e999", "a number"), ("macs < 0x10", "a number"), ("'a' < 'b", "a closing '"), ("macs absent", "at byte 5"),
    ("(" * 500, "at most 100"), ("", "at byte 0"),
])
def test_a_faulty_condition_is_marked(form, condition, words):
    message = ask(form, "--task", "class_scene", "--where", condition, code=64)
    assert words in message, message


@pytest.mark.parametrize("arguments, code, words", [
    (("--task", "class_scenes"), 2, "did you mean 'class_scene'"),
    (("--task", "class_scene", "--metric", "valid_top2"), 2, "did you mean 'valid_top1'"),
    (("--task", "class_scene", "--space", "nowhere"), 2, "no space 'nowhere'"),
    (("--task", "class_scene", "--budget", "99"), 2, "there are: 5"),
    (("--task", "class_scene", "--arch", "64-9"), 2, "is no architecture"),
    (("--task", "class_scene", "--arch", "64-41414-3_33_333"), 2, "not in this release"),
    (("--task", "class_scene", "--columns", "encodings"), 64, "did you mean 'encoding'"),
    (("--task", "class_scene", "--sort", "valid_top"), 64, "no column 'valid_top'"),
    (("--metric", "valid_top1"), 64, "expected --task"),
    (("--task", "class_scene", "--epoch", "last"), 64, "expected best, final, all or a number"),
    (("--task", "class_scene", "--seed", "x"), 64, "expected mean, all, first or a number"),
    (("--task", "class_scene", "--seed", "12345"), 2, "no run of 'class_scene' with seed 12345 (there are: 1, 22, 666)"),
    (("--task", "jigsaw", "--seed", "22"), 2, "(there are: 666)"),
    (("--task", "class_scene", "--arch", "64-1234-basic", "--seed", "7"), 2, "of the architectures asked for (there are: 1,"),
    (("--task", "jigsaw", "--epoch", "99"), 2, "no run of 'jigsaw' has an epoch 99 (there are: 0 to 3, and -1 to -4 from"),
    (("--task", "class_scene", "--epoch", "5"), 2, "(there are: 0 to 4, "),
    (("--task", "class_scene", "--epoch", "-6", "--seed", "all"), 2, "(there are: 0 to 4, "),
    (("--task", "class_scene", "--epoch", "1", "--rule", "final"), 64, "exclude each other"),
])
def test_a_wrong_question_is_told(form, arguments, code, words):
    assert words in ask(form, *arguments, code=code)


def test_what_a_condition_leaves_may_be_nothing(form):
    assert rows(form, "--task", "jigsaw", "--epoch", "3", "--where", "valid_top1 > 1000") == []


def test_each_form_tells_the_scores_that_it_holds(seeded, form):
    names = [f"score_{rule}_{split}" for rule in ("final", "best_valid") for split in ("valid", "test")]
    found = rows(form, "--task", "class_scene", "--columns", ",".join(["encoding", *names]))
    expected = {(row["encoding"], f"score_{row['rule']}_{row['split']}"): float(row["value"]) for row in seeded.query(
        "SELECT a.encoding, s.rule, s.split, s.value FROM score s JOIN architecture a ON a.id = s.architecture_id "
        "JOIN task t ON t.id = s.task_id WHERE t.name = 'class_scene'")}
    assert {(row["encoding"], name): row[name] for row in found for name in names} == expected


def test_another_notation_of_an_architecture_will_do(seeded):
    done = cellar.run("arch", "--space", MICRO, "--json", "64-41414-1_02_333")
    assert done.returncode == 0
    [row] = rows(seeded.path, "--task", "class_scene", "--arch", "64-41414-1_02_333", "--columns", "encoding,macs")
    assert row["macs"] == next(cost["macs"] for cost in json.loads(done.stdout)["costs"] if cost["scope"] == "encoder")


def test_csv_holds_exact_numbers_and_the_table_rounded_ones(seeded):
    question = ("--task", "class_scene", "--columns", "encoding,valid_loss")
    exact = list(csv.DictReader(io.StringIO(ask(seeded.path, *question, "--format", "csv"))))
    assert [float(row["valid_loss"]) for row in exact] == [row["valid_loss"] for row in rows(seeded.path, *question)]
    table = ask(seeded.path, *question)
    assert all(row["encoding"] in table and row["valid_loss"] not in table for row in exact)


def test_scores_and_mean_ranks_are_those_of_the_summary(small):
    with_gzip = __import__("gzip").decompress(small.file("-summary.csv.gz").read_bytes()).decode()
    for line in csv.DictReader(io.StringIO(with_gzip)):
        [row] = rows(small.path, "--task", line["task"], "--arch", line["encoding"], "--space", line["space"], "--columns",
                     "encoding,minmax_p,rank01,zscore,nregret,avg_rank,score_final_test,score_best_valid_test")
        for name in ("minmax_p", "rank01", "zscore", "nregret", "avg_rank"):
            assert row[name] == (float(line[name]) if line[name] else None), (name, line["encoding"])
        for name, column in [("score_final_test", "final_test"), ("score_best_valid_test", "best_valid_test")]:
            assert row[name] == (float(line[column]) if line[column] else None)


def test_special_values_come_out_as_they_were_measured(small):
    """Every value of every run of the fixtures, by epoch, from both files."""
    found = 0
    for run in small.runs:
        metrics = list(run["metrics"])
        for file in (".sqlite", ".h5"):
            answer = rows(small.file(file), "--space", run["space"], "--task", run["task"], "--arch", run["encoding"],
                          "--budget", run["budget"], "--epoch", "all", "--seed", "all", "--columns",
                          ",".join(["seed", "epoch", *metrics]), "--sort", "epoch")
            answer = [row for row in answer if row["seed"] == run["seed"]]
            for metric in metrics:
                expected = run["metrics"][metric]
                assert [repr(row[metric]) for row in answer] == [repr(value) for value in expected], (run, metric)
                found += sum(isinstance(value, str) for value in expected)
    assert found > 0 or not any(value in SPECIAL for run in small.runs for column in run["metrics"].values()
                                for value in column)


def test_nothing_is_written_beside_the_release(seeded):
    before = sorted(path.name for path in seeded.path.iterdir())
    ask(seeded.path, "--task", "class_scene")
    ask(seeded.file(".h5"), "--task", "class_scene")
    assert sorted(path.name for path in seeded.path.iterdir()) == before


@pytest.mark.parametrize("suffix", [".sqlite", ".h5"])
def test_a_damaged_file_is_an_error_and_no_crash(seeded, tmp_path, suffix):
    whole = seeded.file(suffix).read_bytes()
    for number, place in enumerate(range(0, len(whole), max(1, len(whole) // 24))):
        damaged = bytearray(whole)
        damaged[place:place + 64] = bytes((byte ^ 0xA5) for byte in damaged[place:place + 64])
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(damaged)
        done = cellar.run("query", path, "--task", "class_scene", "--columns", "encoding,valid_top1,params,class", timeout=60)
        assert done.returncode in (0, 2), (place, done.returncode, done.stderr.decode())
        path.write_bytes(whole[:place])
        done = cellar.run("query", path, "--task", "class_scene", timeout=60)
        assert done.returncode in (0, 2), (place, done.returncode, done.stderr.decode())


def test_a_direction_that_no_release_knows_is_told_as_it_stands(seeded, tmp_path):
    path = tmp_path / "damaged.h5"
    shutil.copy(seeded.file(".h5"), path)
    with h5py.File(path, "r+") as file:
        file[f"{MICRO}/class_scene/valid_top1"].attrs["direction"] = "sideways"
    done = cellar.run("query", path, "--task", "class_scene")
    assert done.returncode == 2 and b"direction 'sideways'" in done.stderr, done.stderr.decode()
    assert b"Optional" not in done.stderr


def test_names_of_a_hostile_database_reach_no_statement(seeded, tmp_path):
    path = tmp_path / "hostile.sqlite"
    shutil.copy(seeded.file(".sqlite"), path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE task SET name = 'x''; DROP TABLE run; --' WHERE name = 'jigsaw'")
    connection.commit()
    connection.close()
    done = cellar.run("query", path, "--task", "class_scene")
    assert done.returncode == 2 and b"curve" in done.stderr, done.stderr


def test_what_is_no_release_ends_with_two(tmp_path):
    (tmp_path / "text").write_text("no database")
    (tmp_path / "empty").mkdir()
    sqlite3.connect(tmp_path / "other.sqlite").execute("CREATE TABLE a (b)").connection.close()
    for name in ("text", "empty", "other.sqlite", "absent"):
        done = cellar.run("query", tmp_path / name, "--task", "x")
        assert done.returncode == 2 and name.encode() in done.stderr, done.stderr


def test_options_may_end_before_the_release(seeded):
    for form in (seeded.file(".h5"), seeded.path):
        assert "64-1234-basic" in ask("--task", "class_scene", "--", form)
