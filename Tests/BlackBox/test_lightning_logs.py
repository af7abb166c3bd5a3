"""Directories of Lightning's CSVLogger: sparse rows, runs that were resumed, tagged hyper-parameters."""

import csv
import shutil

import pytest

from support import columns, mapped
from support.numbers import bits, same

ARCH = "64-41414-1_02_333"
METRICS = {
    "train_loss": mapped.loss("train_loss_epoch"), "train_accuracy": mapped.fraction("train_acc"),
    "train_last_step_loss": mapped.loss("train_loss_step"), "valid_loss": mapped.loss("val_loss"),
    "valid_accuracy": mapped.fraction("val_acc"),
    "learning_rate": {"field": "lr-SGD", "unit": "none", "direction": "none"},
    "valid_late": {"field": "late_metric", "unit": "none", "direction": "none", "sparse": True},
}
VALUES = {"test_accuracy": mapped.fraction("test_acc")}


def read(*tables):
    """Metric → values by epoch, of tables that follow each other."""
    epochs = {}
    for table in tables:
        with open(table, newline="") as file:
            rows = list(csv.DictReader(file))
        first = min(int(row["epoch"]) for row in rows if row["epoch"])
        epochs = {epoch: cells for epoch, cells in epochs.items() if epoch < first}
        waiting = {}
        for row in rows:
            filled = {name: float(text) for name, text in row.items() if text and name not in ("epoch", "step")}
            if not row["epoch"]:
                waiting.update(filled)
                continue
            epochs.setdefault(int(row["epoch"]), {}).update({**waiting, **filled})
            waiting = {}
    whole = {epoch: cells for epoch, cells in epochs.items()
             if any(option["field"] in cells for option in METRICS.values())}
    assert sorted(whole) == list(range(len(whole)))
    return {name: [whole[epoch].get(option["field"]) for epoch in sorted(whole)] for name, option in METRICS.items()}


@pytest.fixture
def logs(shared):
    return shared / "data" / "lightning" / "lightning_logs"


@pytest.fixture
def release(tmp_path, build):
    def make(tree, budget, **options):
        pipeline = mapped.write(tmp_path / "pipeline.yaml", "lightning-csv", "**/metrics.csv",
                                options.pop("metrics", METRICS), budget, "valid_accuracy", values=VALUES,
                                **{"encoding": "arch", **options})
        return build(tree, pipeline=pipeline)
    return make


def copy(source, target):
    target.mkdir(parents=True)
    for name in ("metrics.csv", "hparams.yaml"):
        shutil.copyfile(source / name, target / name)
    return target


@pytest.mark.shared
@pytest.mark.parametrize("name, versions, epochs", [("plain", 1, 5), ("resumed", 2, 6), ("nan", 1, 3)])
def test_every_value_of_an_epoch_is_the_one_in_the_table(logs, release, name, versions, epochs):
    made = release(logs / name, epochs)
    expected = read(*(logs / name / f"version_{version}" / "metrics.csv" for version in range(versions)))
    assert len(expected["train_loss"]) == epochs
    for artifact, found in columns.of_all(made).items():
        assert set(found) == {("class_scene", epochs, ARCH, None)}
        (curves,) = found.values()
        assert set(curves) == set(METRICS), artifact
        for metric, column in curves.items():
            assert same(column, expected[metric]), (artifact, metric)


@pytest.mark.shared
def test_results_after_training_are_values_and_no_epoch(logs, release):
    (record,) = release(logs / "plain", 5).runs
    with open(logs / "plain" / "version_0" / "metrics.csv", newline="") as file:
        (text,) = [row["test_acc"] for row in csv.DictReader(file) if row["test_acc"]]
    assert bits(record["values"]["test_accuracy"]) == bits(float(text))


@pytest.mark.shared
def test_a_run_resumed_in_a_new_version_is_one_run(logs, release):
    made = release(logs / "resumed", 6)
    (record,) = made.runs
    assert [source["path"].removeprefix("input/") for source in record["sources"]] == [
        "version_1/metrics.csv", "version_0/metrics.csv", "version_0/hparams.yaml", "version_1/hparams.yaml"]
    assert record["info"]["resumed_at_epoch"] == "2"


@pytest.mark.shared
def test_versions_of_different_hyper_parameters_are_different_runs(logs, release, tmp_path):
    copy(logs / "resumed" / "version_0", tmp_path / "logs" / "version_0")
    place = copy(logs / "resumed" / "version_1", tmp_path / "logs" / "version_1")
    text = (place / "hparams.yaml").read_text()
    (place / "hparams.yaml").write_text(text.replace(ARCH, "64-41414-1_02_331"))
    made = release(tmp_path / "logs", 6)
    assert made.counts["released"] == 0 and made.counts["quarantined"] == 2
    (finding,) = made.found("READ-02")
    assert "the first epoch is 2" in finding["message"] and finding["path"].endswith("version_1/metrics.csv")


@pytest.mark.shared
def test_epochs_lost_by_resuming_in_place_are_missed(logs, release):
    made = release(logs / "same_dir", 6)
    assert not made.runs
    (finding,) = made.found("READ-02")
    assert finding["severity"] == "error" and "the first epoch is 2: the epochs before it are lost" in finding["message"]
    (record,) = made.quarantine
    assert {"READ-02", "RUN-01", "CURVE-01"} <= set(record["codes"])


@pytest.mark.shared
def test_a_run_that_was_stopped_is_kept_out(logs, release, tmp_path):
    copy(logs / "resumed" / "version_0", tmp_path / "logs" / "version_0")
    (finding,) = release(tmp_path / "logs", 6).found("RUN-01")
    assert "training stopped after 3 of 6 epochs" in finding["message"]


@pytest.mark.shared
def test_a_table_cut_within_a_number_loses_its_last_row(logs, release, tmp_path):
    place = copy(logs / "plain" / "version_0", tmp_path / "logs" / "version_0")
    content = (place / "metrics.csv").read_bytes()
    end = content.rindex(b"4,,,19,,,0.515625")
    (place / "metrics.csv").write_bytes(content[:end + 24])
    made = release(tmp_path / "logs", 5)
    assert {finding["severity"] for finding in made.found("READ-02")} == {"warning"}
    assert "'train_loss_epoch' is missing at 1 of 5 epochs" in str(made.found("CURVE-02"))


def test_hyper_parameters_of_every_form_are_fields(release, tmp_path):
    place = tmp_path / "logs" / "version_0"
    place.mkdir(parents=True)
    (place / "hparams.yaml").write_text(
        "# a comment\nmodel: !!python/object:evil.Thing\n  cell: '64-41414-1_02_333'  # quoted\n  widths: [64, \"128\"]\n"
        "seed: !!python/name:os.system 7\nnotes: |\n  seed: 8\n  model: 9\nops: !!python/tuple\n- skip\n- conv\nlast: null\n")
    (place / "metrics.csv").write_text("epoch,step,val_acc\n0,1,0.5\n1,3,0.75\n")
    made = release(tmp_path / "logs", 2, encoding="model.cell", seed="seed", metrics={"valid_accuracy": METRICS[
        "valid_accuracy"]}, info={"widths": "model.widths", "ops": "ops", "last": "last", "notes": "notes"})
    (record,) = made.runs
    assert (record["encoding"], record["seed"]) == (ARCH, 7)
    told = {key: record["info"][key] for key in ("widths", "ops", "last", "notes") if key in record["info"]}
    assert told == {"widths": '["64","128"]', "ops": '["skip","conv"]'}


def test_a_misspelt_column_is_named_with_the_nearest(release, tmp_path):
    place = tmp_path / "logs" / "version_0"
    place.mkdir(parents=True)
    (place / "hparams.yaml").write_text(f"arch: {ARCH}\n")
    (place / "metrics.csv").write_text("epoch,step,val_acc\n0,1,0.5\n1,3,0.75\n")
    made = release(tmp_path / "logs", 2, metrics={"valid_accuracy": mapped.fraction("val_ac")})
    (finding,) = made.found("SCHEMA-01")
    assert "there is no column 'val_ac'; did you mean 'val_acc'?" in finding["message"]


def test_the_pipeline_may_not_say_how_epochs_are_told_apart(tmp_path):
    from support import release as cellar

    pipeline = mapped.write(tmp_path / "p.yaml", "lightning-csv", "**/metrics.csv", METRICS, 2, "valid_accuracy",
                            encoding="arch", epoch="step")
    done = cellar.run("build", pipeline, "--input", tmp_path, "--output", tmp_path / "release")
    assert done.returncode != 0 and "is not for the pipeline to say" in done.stderr.decode()
