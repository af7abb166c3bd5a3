"""Runs the command and opens what it wrote, with nothing but public libraries."""

import collections
import dataclasses
import functools
import gzip
import hashlib
import json
import os
import sqlite3
import subprocess
from pathlib import Path

import h5py
import numpy

from support.numbers import SPECIAL

LOGS = "transnas-bench-101-logs"
OFFICIAL = "transnas-bench-101"


def cellar():
    """The binary under test."""
    default = Path(__file__).parents[3] / ".build" / "release" / "cellar"
    return os.environ.get("CELLAR", str(default))


def run(*arguments, input=None, environment=None, timeout=600, **more):
    """Runs `cellar`; paths may be bytes."""
    command = [cellar(), *(argument if isinstance(argument, bytes) else str(argument) for argument in arguments)]
    return subprocess.run(command, input=input, capture_output=True, timeout=timeout,
                          env=None if environment is None else {**os.environ, **environment}, **more)


def start(*arguments):
    """Starts `cellar` and does not wait."""
    return subprocess.Popen([cellar(), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def build_arguments(inputs, output, pipeline=LOGS, options=("--no-cache",)):
    arguments = ["build", pipeline]
    for place in inputs:
        arguments += ["--input", place]
    return [*arguments, "--output", output, *options]


def build(inputs, output, pipeline=LOGS, options=("--no-cache",), environment=None, expect=0):
    """Builds a release and returns it; fails the test unless the exit code is `expect`."""
    inputs = inputs if isinstance(inputs, (list, tuple)) else [inputs]
    done = run(*build_arguments(inputs, output, pipeline, options), environment=environment)
    assert done.returncode == expect, (done.returncode, done.stdout.decode(), done.stderr.decode())
    return Release(Path(output), done)


def lines(path):
    """The JSON lines of a file, which may be compressed. NaN and Infinity are refused: artifacts are strict JSON."""
    content = Path(path).read_bytes()
    content = gzip.decompress(content) if str(path).endswith(".gz") else content
    return [strict(line) for line in content.decode().splitlines()]


def strict(text):
    def refuse(constant):
        raise ValueError(f"{constant} is not JSON")

    def unique(pairs):
        names = [name for name, _ in pairs]
        assert len(names) == len(set(names)), f"a key occurs twice: {names}"
        return dict(pairs)

    return json.loads(text, parse_constant=refuse, object_pairs_hook=unique)


def number(value):
    """A double out of an artifact's JSON: null is absent, the three texts are what they say."""
    return SPECIAL[value] if isinstance(value, str) else value if value is None else float(value)


def derive(curves):
    """Fills the derived columns: they follow their formula, and special values of theirs are listed nowhere."""
    for name in [name for name in curves if name.endswith("_neg_loss")]:
        losses = curves[name.replace("_neg_loss", "_loss")]
        curves[name] = [value if value is not None or loss is None else 0 - loss
                        for value, loss in zip(curves[name], losses)]


@dataclasses.dataclass
class Release:
    """A release directory."""

    path: Path
    process: subprocess.CompletedProcess | None = None

    @functools.cached_property
    def manifest(self):
        return strict((self.path / "manifest.json").read_text())

    @property
    def name(self):
        return self.manifest["name"]

    @property
    def counts(self):
        return self.manifest["counts"]

    @functools.cached_property
    def findings(self):
        return lines(self.path / "findings.jsonl")

    @functools.cached_property
    def inputs(self):
        return lines(self.path / "inputs.jsonl.gz")

    @functools.cached_property
    def quarantine(self):
        return lines(self.path / "quarantine.jsonl.gz")

    @functools.cached_property
    def runs(self):
        return lines(self.file(".jsonl.gz"))

    @functools.cached_property
    def api(self):
        return strict(gzip.decompress(self.file(".json.gz").read_bytes()))

    def file(self, suffix):
        return self.path / f"{self.name}{suffix}"

    def database(self):
        connection = sqlite3.connect(f"file:{self.file('.sqlite')}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        return connection

    def query(self, statement, *values):
        connection = self.database()
        try:
            return [dict(row) for row in connection.execute(statement, values)]
        finally:
            connection.close()

    def hdf5(self):
        return h5py.File(self.file(".h5"), "r")

    # What rules said ------------------------------------------------------------------------------------------

    def codes(self, part=""):
        """Codes of the findings whose path contains `part`."""
        return {finding["code"] for finding in self.findings if part in finding["path"]}

    def found(self, code, part=""):
        return [finding for finding in self.findings if finding["code"] == code and part in finding["path"]]

    def rejected(self, part):
        """The quarantined records one of whose sources contains `part`."""
        return [record for record in self.quarantine
                if any(part in source["path"] for source in record["sources"])]

    # Curves from each artifact: (space, task, budget, encoding, seed) → metric → doubles, None for absent ----------

    def curves_from_lines(self):
        found = {}
        for record in self.runs:
            curves = {name: [number(value) for value in column] for name, column in record["metrics"].items()}
            curves["time_elapsed"] = [number(value) for value in record["time_elapsed"]]
            key = (record["space"], record["task"], record["budget"], record["encoding"], record["seed"])
            assert key not in found, f"{key} occurs twice"
            found[key] = curves
        return found

    def curves_from_api(self):
        spaces = {record["space"].rsplit("-", 1)[1]: record["space"] for record in self.runs}
        found = {}
        for name, architectures in self.api["data"].items():
            for encoding, tasks in architectures.items():
                for task, primary in tasks.items():
                    for record in [primary, *primary["replicates"]]:
                        key = (spaces[name], task, record["total_epochs"], encoding, record["seed"])
                        assert key not in found, f"{key} occurs twice"
                        found[key] = {metric: [number(value) for value in column]
                                      for metric, column in record["metrics"].items()}
        return found

    def curves_from_database(self):
        connection = self.database()
        original = collections.defaultdict(dict)
        for task, metric in connection.execute(
                "SELECT t.name, m.name FROM metric m JOIN task t ON t.id = m.task_id"):
            original[task]["".join(c if c.isalnum() and c.isascii() else "_" for c in metric)] = metric
        special = {(run, epoch, metric): kind for run, epoch, metric, kind in connection.execute(
            "SELECT run_id, epoch, metric, kind FROM special_value")}
        used, found, tables = set(), {}, {}
        for run in connection.execute(
                "SELECT r.id, s.name AS space, t.name AS task, r.budget, a.encoding, r.seed FROM run r "
                "JOIN architecture a ON a.id = r.architecture_id JOIN space s ON s.id = a.space_id "
                "JOIN task t ON t.id = r.task_id").fetchall():
            table = "curve_" + "".join(c if c.isalnum() and c.isascii() else "_" for c in run["task"])
            if table not in tables:
                tables[table] = collections.defaultdict(list)
                for row in connection.execute(f"SELECT * FROM {table} ORDER BY run_id, epoch"):
                    tables[table][row["run_id"]].append(row)
            curves = collections.defaultdict(list)
            for epoch, row in enumerate(tables[table][run["id"]]):
                assert row["epoch"] == epoch
                for column in row.keys():
                    if column in ("run_id", "epoch"):
                        continue
                    metric = original[run["task"]].get(column, column)
                    mark = (run["id"], epoch, metric)
                    if mark in special:
                        used.add(mark)
                    curves[metric].append(SPECIAL[special[mark]] if mark in special else row[column])
            found[(run["space"], run["task"], run["budget"], run["encoding"], run["seed"])] = dict(curves)
        for curves in found.values():
            derive(curves)
        assert used == set(special), "special_value names places that no curve has"
        connection.close()
        return found

    def groups(self, file):
        """(space, task, budget, group) of every group of runs."""
        for space, tasks in file.items():
            for task, group in tasks.items():
                if task == "architectures":
                    continue
                if "run" in group:
                    yield space, task, len(group["epoch"]), group
                else:
                    for budget, inner in group.items():
                        yield space, task, int(budget), inner

    def curves_from_hdf5(self):
        found = {}
        with self.hdf5() as file:
            for space, task, budget, group in self.groups(file):
                shape = (len(group["run"]), len(group["epoch"]))
                special = collections.defaultdict(dict)
                if "special_value" in group:
                    table = group["special_value"]
                    for run, epoch, metric, kind in zip(table["run"][:], table["epoch"][:],
                                                        table["metric"].asstr()[:], table["kind"].asstr()[:]):
                        special[metric][(int(run), int(epoch))] = kind
                encodings = group["encoding"].asstr()[:]
                seeds = [int(seed) if present else None
                         for seed, present in zip(group["seed"][:], group["seed_present"][:])]
                columns = {name: item[:] for name, item in group.items()
                           if isinstance(item, h5py.Dataset) and item.shape == shape and item.dtype == numpy.float64}
                for row, (encoding, seed) in enumerate(zip(encodings, seeds)):
                    curves = {}
                    for name, block in columns.items():
                        curves[name] = [
                            SPECIAL[special[name][(row, epoch)]] if (row, epoch) in special[name]
                            else None if numpy.isnan(value) else float(value)
                            for epoch, value in enumerate(block[row])]
                    derive(curves)
                    found[(space, task, budget, encoding, seed)] = curves
        return found

    def all_curves(self):
        return {"jsonl": self.curves_from_lines(), "json": self.curves_from_api(),
                "sqlite": self.curves_from_database(), "hdf5": self.curves_from_hdf5()}

    # Bytes ----------------------------------------------------------------------------------------------------

    def hashes(self):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(self.path.iterdir())}


def check_accounts(release):
    """What holds for every release: the sum, and that each count is what the files hold."""
    counts = release.counts
    assert set(counts) == {"read", "released", "exact_duplicates", "conflicts", "quarantined"}
    assert counts["read"] == sum(value for name, value in counts.items() if name != "read"), counts
    assert counts["released"] == len(release.runs)
    assert counts["conflicts"] + counts["quarantined"] == len(release.quarantine)
    reasons = collections.Counter(record["codes"][0] for record in release.quarantine)
    assert {code: n for code, n in release.manifest["by_code"].items() if n} == dict(reasons)
    for finding in release.findings:
        assert finding["severity"] in ("info", "warning", "error")
        assert finding["message"] and finding["hint"], finding
        assert {"line", "pointer"}.isdisjoint(finding) or finding["path"], finding
    for record in release.quarantine:
        assert record["codes"] and record["sources"], record
    listed = [(finding["path"], finding.get("line", 0), finding.get("pointer", "")) for finding in release.findings]
    assert len(release.runs) == len({(r["space"], r["encoding"], r["task"], r["budget"], r["seed"], r["repeat"])
                                     for r in release.runs}), "an identity is released twice"
    return listed
