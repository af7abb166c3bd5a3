"""Databases as NNI makes them: their numbers are kept, their defects are not."""

import json
import random
import sqlite3

import pytest

from support import records101
from support import release as cellar
from support.numbers import bits

LABELS = {"none": "none", "skip_connect": "skip_connect", "conv_1x1": "nor_conv_1x1", "conv_3x3": "nor_conv_3x3",
          "avg_pool_3x3": "avg_pool_3x3"}
EDGES = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]
SPLITS = ["train", "valid", "test", "ori_test"]


def convert(source, target, *options, code=0):
    done = cellar.run("convert", source, target, *options)
    assert done.returncode == code, (done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode() + done.stderr.decode()


def rows(connection, table, columns, values):
    connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (id INTEGER NOT NULL PRIMARY KEY, {', '.join(columns)})")
    cursor = connection.execute(f"INSERT INTO {table} VALUES (NULL, {', '.join('?' * len(columns))})", values)
    return cursor.lastrowid


# NAS-Bench-201 -----------------------------------------------------------------------------------------------------


def make_201(path, budget=12):
    """The database, and what a release must hold of each trial."""
    draw = random.Random(5)
    connection = sqlite3.connect(path)
    wanted = {}
    for dataset, name in [("cifar10-valid", "cifar10-valid"), ("cifar10", "cifar10"), ("cifar100", "cifar100"),
                          ("imagenet16-120", "ImageNet16-120")]:
        for _ in range(3):
            operations = [draw.choice(list(LABELS)) for _ in EDGES]
            architecture = {f"{a}_{b}": word for (a, b), word in zip(EDGES, operations)}
            text = "|{}~0|+|{}~0|{}~1|+|{}~0|{}~1|{}~2|".format(*(LABELS[word] for word in operations))
            config = rows(connection, "nb201trialconfig", ["arch", "num_epochs", "num_channels", "num_cells", "dataset"],
                          (json.dumps(architecture, sort_keys=True), budget, 16, 5, dataset))
            for seed in (777, 888):
                epochs = []
                for _ in range(budget):
                    train, valid, test, original = ((draw.uniform(10, 99), draw.uniform(0, 3)) for _ in range(4))
                    if dataset == "cifar10":
                        valid = test
                    if dataset.startswith("cifar10") and dataset != "cifar100":
                        original = test
                    if draw.random() < 0.2:
                        train = (train[0], None)
                    epochs.append([train, valid, test, original])
                numbers = [draw.uniform(0, 2), draw.uniform(0, 200), draw.uniform(0, 0.1), draw.uniform(0, 5000)]
                times = [draw.uniform(0, 9) for _ in range(3)]
                trial = rows(
                    connection, "nb201trialstats",
                    ["config_id", "seed", *(f"{split}_acc" for split in SPLITS),
                     *(f"{split}_loss" for split in SPLITS), "parameters", "flops", "latency", "training_time",
                     *(f"{split}_evaluation_time" for split in SPLITS[1:])],
                    (config, seed, *(part[0] for part in epochs[-1]), *(part[1] for part in epochs[-1]), *numbers,
                     *times))
                for epoch, parts in enumerate(epochs):
                    rows(connection, "nb201intermediatestats",
                         ["trial_id", "current_epoch", *(f"{split}_acc" for split in SPLITS),
                          *(f"{split}_loss" for split in SPLITS)],
                         (trial, epoch + 1, *(part[0] for part in parts), *(part[1] for part in parts)))
                splits = {"train": 0, "test": 2}
                if dataset != "cifar10":
                    splits["valid"] = 1
                if dataset in ("cifar100", "imagenet16-120"):
                    splits["test_original"] = 3
                curves = {}
                for split, place in splits.items():
                    curves[f"{split}_accuracy"] = [parts[place][0] for parts in epochs]
                    curves[f"{split}_loss"] = [parts[place][1] for parts in epochs]
                    if place > 0:
                        curves[f"{split}_time"] = [None] * (budget - 1) + [times[place - 1]]
                wanted[(name, budget, text, seed)] = (curves, numbers)
    connection.commit()
    connection.close()
    return wanted


def test_nas_bench_201_keeps_every_number_under_its_split(tmp_path):
    wanted = make_201(tmp_path / "nasbench201.db")
    assert "NNI database of nas-bench-201, 24 runs" in convert(tmp_path / "nasbench201.db", tmp_path / "x.jsonl")
    found = {(run["task"], run["budget"], run["encoding"], run["seed"]): run
             for run in cellar.lines(tmp_path / "x.jsonl")}
    assert set(found) == set(wanted)
    for key, (curves, numbers) in wanted.items():
        metrics = found[key]["metrics"]
        assert set(metrics) == set(curves)
        for name, column in curves.items():
            assert [bits(value) for value in metrics[name]] == [bits(value) for value in column], (key, name)
        names = ["published_params", "published_flops", "latency", "estimated_training_time"]
        assert [bits(found[key]["values"][name]) for name in names] == [bits(value) for value in numbers]


def test_a_valid_column_that_is_no_copy_of_test_is_told(tmp_path):
    make_201(tmp_path / "nasbench201.db")
    with sqlite3.connect(tmp_path / "nasbench201.db") as connection:
        connection.execute("UPDATE nb201trialstats SET valid_acc = valid_acc + 1 WHERE config_id IN "
                           "(SELECT id FROM nb201trialconfig WHERE dataset = 'cifar10')")
    pipeline = tmp_path / "p.yaml"
    text = next((cellar.Path(__file__).parents[2] / "Pipelines").glob("nas-bench-201.yaml")).read_text()
    before, _ = text.split("sources:")
    after = text[text.index("tasks:"):]
    pipeline.write_text(f'{before}sources:\n  - layout: nni-sqlite\n    include: "**/*.db"\n'
                        f"    benchmark: nas-bench-201\n\n{after}".replace("reference: { channel: 16, num_cells: 5 }", "")
                        # The costs of the trials are made up.
                        .replace("CONF-01: warning", 'COST-01: "off"\n    COST-02: "off"\n    COST-03: "off"'))
    release = cellar.build(tmp_path, tmp_path.parent / (tmp_path.name + "-release"), pipeline)
    assert release.counts["released"] == 18
    assert len(release.found("SCHEMA-01")) == 6


# NAS-Bench-101 -----------------------------------------------------------------------------------------------------


def make_101(path, records, keep_epochs=True):
    connection = sqlite3.connect(path)
    for digest, budget, adjacency, operations, evaluations, params, _ in records:
        labels = operations.split(",")
        count = len(labels)
        architecture = {f"op{i}": labels[i] for i in range(1, count - 1)}
        architecture |= {f"input{i}": [k for k in range(i) if adjacency[k * count + i] == "1"] for i in range(1, count)}
        config = rows(connection, "nb101trialconfig", ["arch", "num_vertices", "hash", "num_epochs"],
                      (json.dumps(architecture, sort_keys=True), count, digest, budget))
        last = evaluations[2]
        trial = rows(connection, "nb101trialstats",
                     ["config_id", "train_acc", "valid_acc", "test_acc", "parameters", "training_time"],
                     (config, last[3] * 100, last[4] * 100, last[5] * 100, params / 1e6, last[2] * 60))
        for epoch, part in ((budget // 2, evaluations[1]), (budget, last)):
            if keep_epochs:
                rows(connection, "nb101intermediatestats",
                     ["trial_id", "current_epoch", "training_time", "train_acc", "valid_acc", "test_acc"],
                     (trial, epoch, part[2], part[3] * 100, part[4] * 100, part[5] * 100))
    connection.commit()
    connection.close()


@pytest.mark.shared
@pytest.mark.parametrize("keep_epochs", [True, False])
def test_nas_bench_101_takes_back_what_is_certain(shared, tmp_path, keep_epochs):
    source = shared / "data" / "nas-bench-101" / "nasbench_mini.tfrecord"
    records = records101.records(source)
    make_101(tmp_path / "nasbench101.db", records, keep_epochs)
    convert(tmp_path / "nasbench101.db", tmp_path / "copy.jsonl")
    convert(source, tmp_path / "own.jsonl")
    copy, own = (sorted(cellar.lines(tmp_path / name), key=lambda run: (run["encoding"], run["budget"], run["repeat"]))
                 for name in ("copy.jsonl", "own.jsonl"))
    assert len(copy) == len(own) == 300
    for first, second in zip(copy, own):
        assert (first["encoding"], first["budget"], first["repeat"]) == (
            second["encoding"], second["budget"], second["repeat"])
        assert first["info"]["params"] == second["info"]["params"]
        time = second["training_time"][-1]
        for name in ("train_accuracy", "valid_accuracy", "test_accuracy"):
            assert bits(first["metrics"][name][-1]) == bits(second["metrics"][name][-1] * 100)
        if keep_epochs:
            assert [bits(value) for value in first["training_time"]] == [bits(v) for v in second["training_time"]]
            assert first["values"].get("reported_training_time") is None
        else:
            assert set(first["training_time"]) == {None}
            assert bits(first["values"]["reported_training_time"]) == bits(time * 60)


@pytest.mark.shared
def test_percentages_are_no_records_of_the_authors(shared, tmp_path):
    records = records101.records(shared / "data" / "nas-bench-101" / "nasbench_mini.tfrecord")[:5]
    make_101(tmp_path / "nasbench101.db", records)
    told = convert(tmp_path / "nasbench101.db", tmp_path / "x.tfrecord", code=1)
    assert "5 × runs that are none of NAS-Bench-101" in told
    assert not (tmp_path / "x.tfrecord").exists()


@pytest.mark.shared
def test_a_wrong_hash_keeps_a_trial_out(shared, tmp_path):
    records = records101.records(shared / "data" / "nas-bench-101" / "nasbench_mini.tfrecord")[:5]
    make_101(tmp_path / "nasbench101.db", [("0" * 32, *records[0][1:]), *records[1:]])
    told = convert(tmp_path / "nasbench101.db", tmp_path / "x.h5", code=1)
    assert "0" * 32 in told and "another graph" in told


# NDS ---------------------------------------------------------------------------------------------------------------


def test_genotypes_of_nds_are_read_and_other_networks_are_told(tmp_path):
    connection = sqlite3.connect(tmp_path / "nds.db")
    pairs = [("sep_conv_3x3", 0), ("skip_connect", 1), ("dil_conv_5x5", 0), ("max_pool_3x3", 2), ("sep_conv_5x5", 1),
             ("avg_pool_3x3", 3), ("sep_conv_3x3", 0), ("dil_conv_3x3", 4)]
    cell = {}
    for kind in ("normal", "reduce"):
        for place, (operation, source) in enumerate(pairs):
            cell[f"{kind}_{place // 2}_op_{'xy'[place % 2]}"] = operation
            cell[f"{kind}_{place // 2}_input_{'xy'[place % 2]}"] = source
        cell[f"{kind}_concat"] = [2, 3, 4, 5]
    for family, spec in (("nas_cell", cell), ("vanilla", {})):
        config = rows(connection, "ndstrialconfig",
                      ["model_family", "model_spec", "cell_spec", "dataset", "generator", "proposer", "base_lr",
                       "weight_decay", "num_epochs"],
                      (family, json.dumps({"depth": 20, "width": 36}), json.dumps(spec), "cifar10", "random", "darts",
                       0.1, 0.0005, 3))
        trial = rows(connection, "ndstrialstats",
                     ["config_id", "seed", "final_train_acc", "final_train_loss", "final_test_acc", "best_train_acc",
                      "best_train_loss", "best_test_acc", "parameters", "flops", "iter_time"],
                     (config, 7, 90.5, 0.25, 88.5, 91.5, 0.125, 89.5, 3.25, 500.5, 0.01))
        for epoch, (train, test, loss) in enumerate([(50.5, 40.5, 1.5), (91.5, 89.5, 0.125), (90.5, 88.5, 0.25)]):
            rows(connection, "ndsintermediatestats", ["trial_id", "current_epoch", "train_loss", "train_acc", "test_acc"],
                 (trial, epoch + 1, loss, train, test))
    connection.commit()
    connection.close()
    told = convert(tmp_path / "nds.db", tmp_path / "x.jsonl", "--allow-loss")
    assert "family 'vanilla'" in told
    (run,) = cellar.lines(tmp_path / "x.jsonl")
    assert run["encoding"].startswith("Genotype(normal=[('sep_conv_3x3', 0), ('skip_connect', 1)")
    assert run["metrics"] == {"train_top1": [50.5, 91.5, 90.5], "test_top1": [40.5, 89.5, 88.5],
                              "train_loss": [1.5, 0.125, 0.25]}
    assert run["values"]["best_test_top1"] == 89.5 and run["seed"] == 7


# Hostile databases -------------------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize(("name", "cause"), [
    ("corrupt_page.db", "quick_check"), ("truncated.db", "malformed"), ("page_size_65536_lie.db", ""),
    ("schema_page_type.db", ""), ("header_only.db", "not a database"), ("view_endless_recursion.db", "view"),
    ("generated_column_900MB.db", ""), ("wrong_types.db", ""),
])
def test_hostile_databases_end_with_a_cause(shared, tmp_path, name, cause):
    done = cellar.run("convert", shared / "data" / "pickles-hostile" / "sqlite" / name, tmp_path / "x.h5", timeout=30)
    assert done.returncode == 2
    assert name in done.stderr.decode() and cause in done.stderr.decode()
    assert not (tmp_path / "x.h5").exists()
