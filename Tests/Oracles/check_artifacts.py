"""Reads the artifacts of a release with other people's libraries and checks that all hold the same values, bit for bit.

Usage: check_artifacts.py DIRECTORY NAME. Prints one line per artifact; exits 1 at the first difference.
"""
import gzip
import json
import math
import sqlite3
import struct
import sys
import warnings

import h5py
import numpy
import pandas
import xarray

SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf, "-0.0": -0.0}


def refuse(constant):
    raise ValueError(f"not strict JSON: {constant}")


def load(text):
    return json.loads(text, parse_constant=refuse, object_pairs_hook=unique)


def unique(pairs):
    found = dict(pairs)
    assert len(found) == len(pairs), f"duplicate key among {[key for key, _ in pairs]}"
    return found


def bits(value):
    """What must be equal: None for absent, one pattern for every NaN."""
    if value is None:
        return None
    value = SPECIAL[value] if isinstance(value, str) else float(value)
    return "NaN" if math.isnan(value) else struct.pack("<d", value)


def same(found, wanted, place, derived=False):
    found, wanted = bits(found), bits(wanted)
    if derived:  # a NaN that follows from the formula is null where null is all there is, and -0.0 is 0.0
        found, wanted = (None if v == "NaN" else bits(0.0) if v == bits(-0.0) else v for v in (found, wanted))
    assert found == wanted, f"{place}: found {found}, wanted {wanted}"


def read_lines(path):
    """Runs by space, task and budget, in order."""
    groups = {}
    for line in gzip.open(path, "rt", encoding="utf-8"):
        run = load(line)
        fixed = ["space", "encoding", "task", "budget", "seed", "repeat", "status", "metrics"]
        assert list(run)[:8] == fixed and list(run)[-3:] == ["costs", "info", "sources"], list(run)
        run["columns"] = dict(run["metrics"], **{k: run[k] for k in list(run)[8:-3]})
        groups.setdefault((run["space"], run["task"], run["budget"]), []).append(run)
    return groups


def check_document(path, groups):
    document = load(gzip.open(path, "rt", encoding="utf-8").read())
    assert document["format"] == "cellar-api"
    assert set(document["task_list"]) == {task for _, task, _ in groups}
    spaces = dict(zip(dict.fromkeys(space for space, _, _ in groups), document["data"]))
    wanted = {}
    for (space, task, budget), runs in groups.items():
        for run in runs:
            wanted.setdefault((space, run["encoding"], task), []).append(run)
    count = 0
    for (space, encoding, task), runs in wanted.items():
        runs.sort(key=lambda r: (-r["budget"], r["seed"] is None, r["seed"] or 0, r["repeat"] or 0))
        entry = document["data"][spaces[space]][encoding][task]
        for found, run in zip([entry] + entry["replicates"], runs, strict=True):
            assert (found["total_epochs"], found["seed"]) == (run["budget"], run["seed"])
            assert set(found["model_info"]) == set(document["info_names"])
            assert list(found["metrics"]) == document["metrics_dict"][task]
            same(found["model_info"]["inference_time"], run["info"]["inference_time"], (space, encoding, task))
            assert found["metrics"] == run["columns"] and json.dumps(found["metrics"]) == json.dumps(
                {name: run["columns"][name] for name in found["metrics"]})
            count += 1
    assert count == sum(map(len, groups.values()))
    print(f"json: {count} runs as in jsonl")


def texts(dataset):
    return [text.decode() for text in dataset[()]]


def check_hdf5(path, groups):
    with h5py.File(path) as file:
        seen = set()

        def visit(name, item):
            if isinstance(item, h5py.Dataset):
                for attribute in ("units", "long_name", "provenance_kind"):
                    assert isinstance(item.attrs[attribute], str), (name, attribute)
                if item.attrs["provenance_kind"] != "measured" and not item.is_scale:
                    assert item.attrs["formula"], name
                if not item.is_scale:
                    assert all(len(dimension) == 1 for dimension in item.dims), name
                if item.dtype.kind == "f":
                    assert item.attrs["_FillValue"].dtype == item.dtype and math.isnan(item.attrs["_FillValue"]), name

        file.visititems(visit)
        for (space, task, budget), runs in groups.items():
            group = file[space][task]
            if "run" not in group:
                group = group[str(budget)]
            assert group.attrs["budget"] == budget
            seen.add(group.name)
            check_group(group, file[space]["architectures"], runs)
        print(f"hdf5: {len(seen)} groups with h5py {h5py.__version__}, HDF5 {h5py.version.hdf5_version}")


def check_group(group, architectures, runs):
    assert texts(group["encoding"]) == [run["encoding"] for run in runs]
    encodings = texts(architectures["encoding"])
    assert [encodings[row] for row in group["architecture"]] == [run["encoding"] for run in runs]
    for key in ("seed", "repeat"):
        assert list(group[key]) == [-1 if run[key] is None else run[key] for run in runs]
        assert list(group[key + "_present"]) == [run[key] is not None for run in runs]
    assert texts(group["status"]) == [run["status"] for run in runs]
    listed = group["special_value"]
    special = {}
    for row, epoch, metric, kind in zip(listed["run"], listed["epoch"], texts(listed["metric"]), texts(listed["kind"])):
        special[int(row), int(epoch), metric] = kind
    used = 0
    for metric in runs[0]["columns"]:
        values = group[metric][()]
        assert group[metric].attrs["coordinates"] == "encoding seed"
        derived = group[metric].attrs["provenance_kind"] == "derived"
        for row, run in enumerate(runs):
            column = run["columns"][metric]
            for epoch in range(group.attrs["budget"]):
                found = float(values[row, epoch])
                kind = special.get((row, epoch, metric))
                if kind is not None:
                    used += 1
                    assert bits(kind) == bits(found), (metric, row, epoch)
                elif math.isnan(found):
                    assert values[row, epoch].tobytes() == numpy.float64("nan").tobytes() or derived
                    found = None
                wanted = column[epoch] if epoch < len(column) else None
                same(found, wanted, (group.name, metric, row, epoch), derived)
                if kind is None and wanted is not None and not derived:
                    assert bits(wanted) not in ("NaN", bits(math.inf), bits(-math.inf), bits(-0.0))
    for name, key in (("inference_time", "inference_time"), ("time_total", "time_total")):
        for row, run in enumerate(runs):
            found = float(group[name][row])
            if (row, -1, name) in special:
                used += 1
            elif math.isnan(found):
                found = None
            same(found, run["info"][key], (group.name, name, row))
    assert used == len(special)
    for row, run in enumerate(runs):
        logged = run["info"]["params"]
        assert group["params"][row] == (logged if logged is not None else run["costs"].get("params", -1))
        for name, key in [("macs", "macs"), ("model_params", "model_params"), ("model_macs", "model_macs"),
                          ("model_counter_thop-0.1.1", "model_thop-0.1.1")]:
            assert group[name][row] == run["costs"].get(key, -1), (name, row)


def check_xarray(path, groups):
    with h5py.File(path) as file:
        names = []
        file.visititems(lambda name, item: names.append(name) if isinstance(item, h5py.Group) else None)
        datasets = {name: [key for key, item in file[name].items() if isinstance(item, h5py.Dataset)] for name in names}
        for engine in ("h5netcdf", "netcdf4"):
            empty = 0
            for name in names:
                if not datasets[name]:
                    continue
                empty += name.endswith("special_value") and file[name]["special"].shape[0] == 0
                with xarray.open_dataset(path, group=name, engine=engine) as found:
                    assert set(found.variables) == set(datasets[name]), (engine, name)
                    assert not [d for d in found.sizes if d.startswith("phony")], (engine, name)
                    for key in datasets[name]:
                        raw = file[name][key]
                        if raw.dtype.kind == "O":
                            assert list(found[key].values) == texts(raw), (engine, name, key)
                        elif raw.dtype.kind == "f":
                            assert found[key].dtype == numpy.float64, (engine, name, key, found[key].dtype)
                            mine, theirs = raw[()], found[key].values
                            ordinary = ~numpy.isnan(mine)
                            assert (numpy.isnan(theirs) == ~ordinary).all()
                            assert mine[ordinary].tobytes() == theirs[ordinary].tobytes(), (engine, name, key)
                        elif "_FillValue" not in raw.attrs:
                            assert (found[key].values == raw[()]).all() and found[key].dtype == raw.dtype
                    if "epoch" in found.sizes and "encoding" in found.variables:
                        metric = next(key for key in datasets[name] if raw.file[name][key].ndim == 2)
                        assert found[metric].dims == ("run", "epoch")
                        assert set(found.coords) >= {"run", "epoch", "encoding", "seed"}, found.coords
            print(f"xarray {xarray.__version__}, {engine}: {len(names)} groups, {empty} without a special value")


def check_sqlite(path, groups):
    database = sqlite3.connect(path)
    one = lambda sql, *a: database.execute(sql, a).fetchone()[0]
    assert one("PRAGMA quick_check") == "ok" and not database.execute("PRAGMA foreign_key_check").fetchall()
    assert one("PRAGMA user_version") == 1 and one("PRAGMA application_id") == 0x43454C52
    assert one("PRAGMA journal_mode") == "delete" and one("PRAGMA freelist_count") == 0
    tables = {name: sql for name, sql in database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
              if not name.startswith("sqlite_")}
    for table, sql in tables.items():
        assert "STRICT" in sql, table
        keys = [[c for _, _, c in sorted(database.execute(f"SELECT seqno, cid, name FROM pragma_index_info('{index[1]}')"))]
                for index in database.execute(f"PRAGMA index_list('{table}')")]
        for foreign in database.execute(f"PRAGMA foreign_key_list('{table}')"):
            assert any(key[0] == foreign[3] for key in keys), (table, foreign[3], "has no index")
    views = [name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    assert sorted(views) == ["epoch_metric", "leaderboard"]
    for table in list(tables) + views:
        columns = {row[1] for row in database.execute(f"PRAGMA table_info('{table}')")}
        noted = {c for c, in database.execute("SELECT column_name FROM column_metadata WHERE table_name = ?", (table,))}
        assert columns == noted, (table, columns ^ noted)
    special = {(run, epoch, metric): kind for run, epoch, metric, kind in database.execute("SELECT * FROM special_value")}
    run_id, checked, used = 0, 0, 0
    for (space, task, budget), runs in groups.items():
        derived = {n for n, in database.execute(
            "SELECT DISTINCT column_name FROM column_metadata WHERE formula IS NOT NULL AND table_name LIKE 'curve%'")}
        table = "curve_" + "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in task)
        for run in runs:
            run_id += 1
            row = database.execute(
                "SELECT s.name, a.encoding, t.name, r.budget, r.seed, r.repeat, r.status, r.epochs, r.time_total,"
                " r.inference_time FROM run r JOIN architecture a ON a.id = architecture_id JOIN task t ON t.id = task_id"
                " JOIN space s ON s.id = t.space_id WHERE r.id = ?", (run_id,)).fetchone()
            length = len(next(iter(run["columns"].values())))
            assert row[:8] == (space, run["encoding"], task, budget, run["seed"], run["repeat"], run["status"], length)
            for name, found in (("time_total", row[8]), ("inference_time", row[9])):
                kind = special.get((run_id, None, name))
                used += kind is not None
                same(kind if kind else found, run["info"][name], (run_id, name))
            rows = database.execute(f'SELECT * FROM "{table}" WHERE run_id = ? ORDER BY epoch', (run_id,)).fetchall()
            assert [r[1] for r in rows] == list(range(length))
            names = [c[1] for c in database.execute(f'PRAGMA table_info("{table}")')][2:]
            for place, metric in enumerate(run["columns"]):
                for epoch, values in enumerate(rows):
                    kind = special.get((run_id, epoch, metric))
                    used += kind is not None
                    found = kind if kind else values[2 + place]
                    same(found, run["columns"][metric][epoch], (run_id, metric, epoch), names[place] in derived)
                    checked += 1
            sources = database.execute(
                "SELECT input || '/' || path, sha256, pointer FROM run_source JOIN source ON id = source_id"
                " WHERE run_id = ?", (run_id,)).fetchall()
            assert sources == [tuple(source.values()) for source in run["sources"]]
    assert one("SELECT count(*) FROM run") == run_id and used == len(special)
    assert one("SELECT count(*) FROM epoch_metric") == checked
    best = database.execute("SELECT space, task, min(rank), count(*) FROM leaderboard GROUP BY 1, 2").fetchall()
    assert all(rank == 1 for _, _, rank, _ in best) and len(best) == len({(s, t) for s, t, _ in groups})
    for space, task, direction in database.execute(
            "SELECT s.name, t.name, direction FROM task t JOIN space s ON s.id = space_id").fetchall():
        values = database.execute(
            "SELECT rank, value, encoding, params FROM leaderboard WHERE space = ? AND task = ? ORDER BY rank",
            (space, task)).fetchall()
        numbers = [value for _, value, _, _ in values]
        assert numbers == sorted(numbers, reverse=direction != "lower"), (space, task)
    print(f"sqlite {sqlite3.sqlite_version}: {checked} values of {run_id} runs")
    return database


def check_architectures(path, database):
    with h5py.File(path) as file:
        for space in file:
            group = file[space]["architectures"]
            rows = database.execute(
                "SELECT a.id, encoding, canonical, disconnected FROM architecture a JOIN space s ON s.id = space_id"
                " WHERE s.name = ? ORDER BY a.id", (space,)).fetchall()
            assert texts(group["encoding"]) == [row[1] for row in rows] == sorted(row[1] for row in rows)
            assert texts(group["canonical"]) == [row[2] for row in rows]
            assert list(group["disconnected"]) == [row[3] for row in rows]
            for place, row in enumerate(rows):
                classes = dict(database.execute("SELECT kind, class_id FROM equivalence WHERE architecture_id = ?", row[:1]))
                for kind, name in classes.items():
                    assert texts(group["class_" + kind.replace("-", "_")])[place] == name
                costs = dict(database.execute(
                    "SELECT counter, value FROM cost WHERE architecture_id = ? AND scope = 'encoder' AND"
                    " provenance_kind = 'derived' AND input = '[3,224,224]'", row[:1]))
                for counter in ("params", "params_live", "macs", "macs_live", "thop-0.0.31", "thop-0.1.1"):
                    name = counter if counter in group else "counter_" + counter
                    assert group[name][place] == costs.get(counter, -1), (space, row, counter)
            frame = pandas.read_csv(path[:-3] + "-summary.csv.gz")
            ranks = frame[frame.space == space].drop_duplicates("encoding").set_index("encoding").avg_rank
            for encoding, rank in zip(texts(group["encoding"]), group["avg_rank"]):
                same(None if math.isnan(rank) else rank, None if math.isnan(ranks[encoding]) else ranks[encoding], encoding)
        for task, name, budget, sd, df, copies, kind in database.execute(
                "SELECT t.name, s.name, n.budget, sd, df, copies, kind FROM noise n JOIN task t ON t.id = task_id"
                " JOIN space s ON s.id = space_id WHERE rule = 'best_valid' AND split = 'valid'"):
            group = file[name][task]
            noted = (group if "run" in group else group[str(budget)]).attrs
            assert (noted["noise_sd"], noted["noise_df"], noted["noise_copies"], noted["noise_kind"]) == (sd, df, copies, kind)
        assert dict(file.attrs) == dict(database.execute("SELECT key, value FROM release"))
    print("architectures, noise and facts agree")


def check_summary(path, database, groups):
    warnings.simplefilter("ignore")  # newer versions read exactly by default and say so
    frame = pandas.read_csv(path, float_precision="round_trip", keep_default_na=True)
    wanted = len({(s, t, b, run["encoding"]) for (s, t, b), runs in groups.items() for run in runs})
    assert len(frame) == wanted, (len(frame), wanted)
    null = lambda value: None if value is None or (isinstance(value, float) and math.isnan(value)) else value
    for row in frame.itertuples():
        scores = {(rule, split): values for rule, split, *values in database.execute(
            "SELECT rule, split, value, epoch, minmax_p, rank01, zscore, nregret, n FROM score JOIN task t ON t.id = task_id"
            " JOIN space s ON s.id = t.space_id JOIN architecture a ON a.id = architecture_id"
            " WHERE s.name = ? AND t.name = ? AND score.budget = ? AND encoding = ?",
            (row.space, row.task, row.budget, row.encoding))}
        for rule in ("final", "best_valid"):
            for split in ("valid", "test"):
                same(null(getattr(row, f"{rule}_{split}")), scores[rule, split][0], row)
        best = scores["best_valid", "valid"]
        assert null(row.best_epoch) == best[1] and row.n_seeds == best[6]
        for name, value in zip(("minmax_p", "rank01", "zscore", "nregret"), best[2:]):
            same(null(getattr(row, name)), value, (name, row))
    print(f"csv: {len(frame)} rows with pandas {pandas.__version__}")


def main(directory, name):
    stem = f"{directory}/{name}"
    groups = read_lines(stem + ".jsonl.gz")
    check_document(stem + ".json.gz", groups)
    check_hdf5(stem + ".h5", groups)
    check_xarray(stem + ".h5", groups)
    database = check_sqlite(stem + ".sqlite", groups)
    check_architectures(stem + ".h5", database)
    check_summary(stem + "-summary.csv.gz", database, groups)


main(*sys.argv[1:])
