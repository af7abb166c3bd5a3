"""The artifacts as others open them: h5py, xarray with two engines, sqlite3, pandas, gzip and json."""

import gzip
import json
import math

import h5py
import numpy
import pandas
import pytest
import xarray

from support import transnas
from support.release import strict

FILES = {".h5", ".sqlite", ".json.gz", ".jsonl.gz", "-summary.csv.gz"}
HEADER = ("space,encoding,task,budget,n_seeds,final_valid,final_test,best_valid_valid,best_valid_test,best_epoch,"
          "params,macs,model_params,model_macs,canonical,class_isomorphic,class_same_network,minmax_p,rank01,zscore,"
          "nregret,avg_rank").split(",")
COUNTERS = ["thop-0.1.1", "thop-0.0.31"]


def test_the_directory_holds_what_the_pipeline_asks_for_and_nothing_else(small):
    assert {path.name for path in small.path.iterdir()} == {f"{small.name}{suffix}" for suffix in FILES} | {
        "statistics.json", "report.html", "findings.jsonl", "quarantine.jsonl.gz", "manifest.json", "inputs.jsonl.gz",
        "SHA256SUMS", "README.md", "croissant.json", "datasette.yaml", "data-dictionary.md", "CITATION.cff", "LICENSE",
        "CHANGES.md"}


def test_all_artifacts_hold_the_same_values(small):
    curves = small.all_curves()
    reference = curves.pop("jsonl")
    assert len(reference) == small.counts["released"]
    for artifact, found in curves.items():
        assert set(found) == set(reference), artifact
        for key, columns in reference.items():
            assert set(found[key]) == set(columns), (artifact, key)
            for metric, column in columns.items():
                assert list(map(repr, found[key][metric])) == list(map(repr, column)), (artifact, key, metric)


def test_lines_are_sorted_as_the_rows_of_hdf5(small):
    order = [(r["space"], r["task"], r["budget"], r["encoding"], r["seed"]) for r in small.runs]
    with small.hdf5() as file:
        for space, task, budget, group in small.groups(file):
            rows = [(space, task, budget, encoding, int(seed)) for encoding, seed in
                    zip(group["encoding"].asstr()[:], group["seed"][:])]
            assert rows == sorted(rows)
            assert rows == [line for line in order if line[:3] == (space, task, budget)]


# Costs and classes on every artifact ----------------------------------------------------------------------------


def test_architectures_carry_costs_and_classes(small):
    with small.hdf5() as file:
        for space in file:
            group = file[space]["architectures"]
            encodings = list(group["encoding"].asstr()[:])
            assert encodings == sorted({r["encoding"] for r in small.runs if r["space"] == space})
            for row, encoding in enumerate(encodings):
                params, macs, normalized, _, _ = transnas.encoder_costs(encoding, 224)
                live_params, live_macs, _, _, _ = transnas.encoder_costs(encoding, 224, live=True)
                assert (int(group["params"][row]), int(group["macs"][row])) == (params, macs)
                assert (int(group["params_live"][row]), int(group["macs_live"][row])) == (live_params, live_macs)
                assert bool(group["disconnected"][row]) == transnas.is_disconnected(encoding)
                for name, kind in (("class_isomorphic", "isomorphic"), ("class_same_network", "same-network")):
                    assert group[name].asstr()[row] in (transnas.class_id(encoding, kind), "")
                assert group["class_isomorphic"].asstr()[row] == transnas.class_id(encoding, "isomorphic")
                canonical = transnas.class_id(encoding, "isomorphic").split(":")[1]
                assert group["canonical"].asstr()[row] == canonical
            counters = {name for name in group if name.startswith("counter_")}
            assert len(counters) == len(COUNTERS), counters


def test_the_database_tells_costs_by_scope_task_and_counter(small):
    rows = small.query("SELECT a.encoding, t.name AS task, c.scope, c.input, c.counter, c.value, c.provenance_kind "
                       "FROM cost c JOIN architecture a ON a.id = c.architecture_id "
                       "LEFT JOIN task t ON t.id = c.task_id")
    assert {row["scope"] for row in rows} == {"encoder", "model"}
    assert {row["counter"] for row in rows} == {"params", "params_live", "macs", "macs_live", *COUNTERS}
    measured = [row for row in rows if row["provenance_kind"] == "measured"]
    assert {row["provenance_kind"] for row in rows} == {"derived", "measured"}
    assert {(row["scope"], row["input"], row["counter"]) for row in measured} == {("encoder", None, "params")}
    rows = [row for row in rows if row["provenance_kind"] == "derived"]
    models = {(row["encoding"], row["task"], row["counter"]): row["value"] for row in rows if row["scope"] == "model"}
    for (encoding, task, counter), value in models.items():
        if counter in ("params", "macs", "params_live", "macs_live"):
            params, macs, _ = transnas.model_costs(encoding, task, live=counter.endswith("live"))
            assert value == (params if counter.startswith("params") else macs), (encoding, task, counter)


def test_equivalences_of_the_database(small):
    rows = small.query("SELECT a.encoding, e.kind, e.class_id FROM equivalence e "
                       "JOIN architecture a ON a.id = e.architecture_id")
    assert rows
    for row in rows:
        assert row["class_id"] == transnas.class_id(row["encoding"], row["kind"])
    assert {row["kind"] for row in rows if not row["encoding"].endswith("basic")} == {"isomorphic", "same-network"}


def test_runs_carry_model_costs_in_hdf5(small):
    with small.hdf5() as file:
        for space, task, _, group in small.groups(file):
            for row, encoding in enumerate(group["encoding"].asstr()[:]):
                params, macs, _ = transnas.model_costs(encoding, task)
                assert (int(group["model_params"][row]), int(group["model_macs"][row])) == (params, macs)
                assert int(group["macs"][row]) == transnas.encoder_costs(encoding, 64 if task == "jigsaw" else 224)[1] \
                    or int(group["macs"][row]) == transnas.encoder_costs(encoding, 224)[1]
                index = int(group["architecture"][row])
                assert file[space]["architectures"]["encoding"].asstr()[index] == encoding


# HDF5 -----------------------------------------------------------------------------------------------------------


def test_hdf5_is_few_datasets_that_say_what_they_are(small):
    seen = []
    with small.hdf5() as file:
        assert {"title", "version", "schema_version", "pipeline", "licence"} <= set(file.attrs)
        file.visititems(lambda name, item: seen.append(name) if isinstance(item, h5py.Dataset) else None)
        assert len(seen) < 45 * len(list(small.groups(file)))
        for name in seen:
            dataset = file[name]
            if "special_value" in name:
                continue
            assert "long_name" in dataset.attrs, name
            if not dataset.is_scale:
                assert dataset.attrs["provenance_kind"] in ("measured", "derived", "estimated"), name
            if dataset.dtype.kind == "f":
                assert "units" in dataset.attrs, name
            if dataset.attrs.get("provenance_kind") == "derived" and dataset.dtype.kind == "f":
                assert dataset.attrs["formula"], name
        for space, task, budget, group in small.groups(file):
            block = group[transnas.SCORE[task]]
            assert block.dtype == numpy.float64 and block.shape == (len(group["run"]), budget)
            assert block.dims[0][0] == group["run"] and block.dims[1][0] == group["epoch"]
            assert list(group["epoch"][:]) == list(range(budget))
            assert block.attrs["coordinates"] == "encoding seed"
            assert math.isnan(numpy.ravel(block.attrs["_FillValue"])[0])


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_xarray_opens_hdf5_with_labels(small, engine):
    for space in (transnas.MACRO, transnas.MICRO):
        with xarray.open_dataset(small.file(".h5"), group=f"/{space}/class_scene", engine=engine) as data:
            scores = data["valid_top1"]
            assert scores.dims == ("run", "epoch")
            assert {"encoding", "seed"} <= set(scores.coords)
            assert scores.attrs["units"] == "percent"
            expected = {(r["encoding"], r["seed"]): r["metrics"]["valid_top1"] for r in small.runs
                        if (r["space"], r["task"]) == (space, "class_scene")}
            for row in range(scores.sizes["run"]):
                key = (str(scores["encoding"].values[row]), int(scores["seed"].values[row]))
                assert list(scores.values[row]) == expected[key]
        with xarray.open_dataset(small.file(".h5"), group=f"/{space}/architectures", engine=engine) as data:
            assert data["params"].dims == ("architecture",)
            assert len(data["encoding"]) == data.sizes["architecture"]


# SQLite ---------------------------------------------------------------------------------------------------------


def test_the_database_is_sound_and_strict(small):
    tables = {row["name"]: row for row in small.query("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")}
    expected = {"release", "space", "task", "metric", "architecture", "equivalence", "cost", "run", "score", "source",
                "run_source", "finding", "quarantine", "special_value", "column_metadata", "noise", "sqlite_stat1",
                "summary", "correlation", "pareto"}
    expected |= {f"curve_{task}" for task in transnas.TASKS}
    assert set(tables) == expected
    assert all("STRICT" in row["sql"].upper() for name, row in tables.items() if not name.startswith("sqlite_"))
    assert small.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert small.query("PRAGMA foreign_key_check") == []
    assert {row["name"] for row in small.query("SELECT name FROM sqlite_schema WHERE type = 'view'")} == {
        "leaderboard", "epoch_metric"}
    assert small.query("PRAGMA freelist_count") == [{"freelist_count": 0}]


def test_every_foreign_key_has_an_index(small):
    for row in small.query("SELECT name FROM sqlite_schema WHERE type = 'table'"):
        table = row["name"]
        first = {next(iter(column["name"] for column in small.query(f"PRAGMA index_info('{index['name']}')")), None)
                 for index in small.query(f"PRAGMA index_list('{table}')")}
        first |= {column["name"] for column in small.query(f"PRAGMA table_info('{table}')") if column["pk"] == 1}
        for key in small.query(f"PRAGMA foreign_key_list('{table}')"):
            assert key["from"] in first, (table, key["from"])


def test_every_derived_column_names_its_formula(small):
    rows = {(row["table_name"], row["column_name"]): row for row in small.query("SELECT * FROM column_metadata")}
    formulas = {"minmax_p": "(y - p1) / (p99 - p1), clipped", "rank01": "1 - (rank - 1) / (n - 1)",
                "zscore": "(y - mean) / sd", "nregret": "(max - y) / (max - min)"}
    for column, formula in formulas.items():
        assert rows[("score", column)]["formula"].startswith(f"{column}: {formula}"), column
        assert rows[("score", column)]["provenance_kind"] == "derived"
    for name in ("n", "value", "epoch"):
        assert rows[("score", name)]["formula"], name
    for name in ("sd", "df", "copies"):
        assert rows[("noise", name)]["formula"], name
    assert rows[("curve_room_layout", "valid_neg_loss")]["formula"]
    assert rows[("curve_class_scene", "valid_top1")]["unit"] == "percent"
    assert rows[("curve_class_scene", "valid_top1")]["provenance_kind"] == "measured"


def test_the_metric_table_tells_units_and_directions(small):
    rows = {(row["task"], row["name"]): row for row in small.query(
        "SELECT t.name AS task, m.* FROM metric m JOIN task t ON t.id = m.task_id")}
    top1, ssim, loss = (rows[key] for key in (("class_scene", "valid_top1"), ("normal", "test_ssim"),
                                              ("room_layout", "train_neg_loss")))
    assert (top1["split"], top1["unit"], top1["selectable"], top1["lower"], top1["upper"]) == (
        "valid", "percent", 1, 0, 100)
    assert (ssim["split"], ssim["unit"], ssim["selectable"], ssim["upper"]) == ("test", "fraction", 0, 1)
    assert loss["split"] == "train" and loss["upper"] == 0


def test_the_leaderboard_ranks_by_the_score_of_the_task(small):
    rows = small.query("SELECT * FROM leaderboard WHERE space = ? AND task = 'class_scene' ORDER BY rank",
                       transnas.MICRO)
    values = [row["value"] for row in rows if row["value"] is not None]
    assert values == sorted(values, reverse=True) and rows[0]["rank"] == 1
    assert {"space", "task", "rank", "encoding", "value", "n", "params", "macs"} == set(rows[0])


def test_the_epoch_view_holds_every_value(small):
    rows = small.query("SELECT * FROM epoch_metric WHERE task = 'jigsaw' AND metric = 'valid_top1'")
    expected = {(r["space"], r["encoding"], r["seed"], epoch): value for r in small.runs if r["task"] == "jigsaw"
                for epoch, value in enumerate(r["metrics"]["valid_top1"])}
    assert {(r["space"], r["encoding"], r["seed"], r["epoch"]): r["value"] for r in rows} == expected


# CSV and JSON ---------------------------------------------------------------------------------------------------


def test_pandas_reads_the_summary(small):
    table = pandas.read_csv(small.file("-summary.csv.gz"))
    assert list(table.columns) == HEADER
    assert len(table) == len({(r["space"], r["encoding"], r["task"], r["budget"]) for r in small.runs})
    row = table[(table.encoding == "64-1234-basic") & (table.task == "class_scene")].iloc[0]
    assert row["n_seeds"] == 2
    assert row["params"] == transnas.encoder_costs("64-1234-basic", 224)[0]
    assert row["model_macs"] == transnas.model_costs("64-1234-basic", "class_scene")[1]


def test_gzip_members_name_no_file_and_no_time(small):
    for path in small.path.glob("*.gz"):
        head = path.read_bytes()[:10]
        assert head[:3] == b"\x1f\x8b\x08", path.name
        assert head[3] == 0, f"{path.name} has optional header fields"
        assert head[4:8] == b"\0\0\0\0", f"{path.name} has a time"
        assert head[9] == 255, f"{path.name} names a system"


def test_json_is_strict_and_numbers_are_shortest(small):
    text = gzip.decompress(small.file(".jsonl.gz").read_bytes()).decode()
    for line, record in zip(text.splitlines(), small.runs):
        strict(line)
        for metric, column in record["metrics"].items():
            for value in column:
                if isinstance(value, float):
                    assert json.loads(repr(value)) == value
    value = small.runs[0]["metrics"]["train_loss"][0]
    assert repr(value) in text


def test_no_absolute_path_or_host_in_any_file(small):
    import socket

    forbidden = [str(small.path.parent).encode(), socket.gethostname().encode()]
    for path in small.path.iterdir():
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        for text in forbidden:
            if len(text) > 6:
                assert text not in content, (path.name, text)
