"""`TransNASBenchAPI` over the SQLite file of a release. Standard library only; reads what is asked for."""

from __future__ import annotations

import copy
import math
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

#: `CELR` in the header of the database, and the version of its tables.
APPLICATION_ID = 0x43454C52
USER_VERSION = 1
#: What every release has, and is read here.
TABLES = ("release", "space", "task", "metric", "architecture", "cost", "run", "score", "special_value",
          "column_metadata")
SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf, "-0.0": -0.0}
#: What `model_info` holds, as the authors name it.
INFO_NAMES = ["inference_time", "encoder_params", "model_params", "model_FLOPs", "encoder_FLOPs"]
#: The convention of the FLOPs in it: multiply-accumulates, not doubled.
FLOPS_COUNTER = "thop-0.1.1"

Value = float | None


class ReleaseError(Exception):
    """A file is no release, is damaged, or lacks what was asked for."""


class MissingRun(ReleaseError, KeyError):
    """An architecture has no released run on a task."""

    __str__ = Exception.__str__


class _Database:
    """The file behind the API: every failure of SQLite is a ReleaseError that names it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        if not os.path.isfile(path):
            raise ReleaseError(f"{path}: no such file; expected the .sqlite of a release")
        with open(path, "rb") as file:
            if file.read(16) != b"SQLite format 3\0":
                raise ReleaseError(f"{path}: not SQLite; expected the .sqlite of a release")
        for suffix in ("-wal", "-journal"):
            if os.path.exists(path + suffix) and os.path.getsize(path + suffix):
                raise ReleaseError(f"{path}: unfinished changes in '{path + suffix}'; expected a closed database")
        # As a URI: a file that nobody changes, so without locks and without a journal beside it.
        location = "".join(c if c.isalnum() and c.isascii() or c == "/" else "".join(f"%{b:02X}" for b in os.fsencode(c))
                           for c in os.path.abspath(path))
        try:
            self._connection = sqlite3.connect(f"file:{location}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error as error:
            raise ReleaseError(f"{path}: cannot be opened: {error}") from error
        if hasattr(self._connection, "setconfig"):
            self._connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
            self._connection.setconfig(sqlite3.SQLITE_DBCONFIG_TRUSTED_SCHEMA, False)
            self._connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
            self.rows(f"PRAGMA {pragma}")
        if self.rows("PRAGMA application_id") != [(APPLICATION_ID,)]:
            raise ReleaseError(f"{path}: a database, but no release; expected application_id {APPLICATION_ID}")
        version = self.rows("PRAGMA user_version")[0][0]
        if version != USER_VERSION:
            raise ReleaseError(f"{path}: a release of version {version}; expected {USER_VERSION}")
        self.tables = {name for name, in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 1")}
        missing = [name for name in TABLES if name not in self.tables]
        if missing:
            raise ReleaseError(f"{path}: no table {', '.join(missing)}; expected the tables of a release")

    def rows(self, statement: str, values: tuple = ()) -> list[tuple]:
        assert self._connection is not None
        try:
            return self._connection.execute(statement, values).fetchall()
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise ReleaseError(f"{self.path}: {error}") from error

    def columns(self, table: str) -> set[str]:
        return {row[1] for row in self.rows(f"PRAGMA table_info({_quoted(table)})")}

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _unique(text: str, taken: set[str]) -> str:
    """The name of a table or column for the name of a task or metric, as the release makes it."""
    stem = re.sub(r"[^A-Za-z0-9_]", "_", text)
    name, number = stem, 2
    while name.lower() in taken:
        name, number = f"{stem}_{number}", number + 1
    taken.add(name.lower())
    return name


class _Task:
    """A task of one space, with the columns of its curves."""

    def __init__(self, number: int, space: int, name: str, score_metric: str, direction: str) -> None:
        self.number = number
        self.space = space
        self.name = name
        self.score_metric = score_metric
        self.direction = direction
        self.table = ""
        self.metrics: dict[str, str] = {}
        #: Derived metrics by the one that they negate; they have no special values of their own.
        self.negations: dict[str, str] = {}
        #: The split of each metric.
        self.splits: dict[str, str | None] = {}
        #: Whether larger values of a metric are better.
        self.directions: dict[str, str] = {}


class _Lazy(Mapping):
    """Reads the value of a key when it is asked for."""

    def __init__(self, keys: list[str], read) -> None:
        self._keys = dict.fromkeys(keys)
        self._read = read
        self._known: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self._keys:
            raise KeyError(key)
        if key not in self._known:
            self._known[key] = self._read(key)
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class ArchResult:
    """All results of one architecture: task -> {total_epochs, model_info, metrics}, as the published API has them."""

    def __init__(self, arch_index: int, arch_str: str, all_results: Mapping[str, dict]) -> None:
        self.arch_index = int(arch_index)
        self.arch_str = arch_str
        self.all_results = all_results

    def __repr__(self) -> str:
        return (f"ArchResult(arch-index={self.arch_index}, arch={self.arch_str}, "
                f"{len(self.all_results)} tasks)")

    def __getitem__(self, item: str) -> dict:
        return self.all_results[item]

    def __deepcopy__(self, memo: dict) -> ArchResult:
        return ArchResult(self.arch_index, self.arch_str, copy.deepcopy(dict(self.all_results), memo))

    def query_all_results(self) -> dict[str, dict]:
        return dict(self.all_results)


class TransNASBenchAPI:
    """The published API of TransNAS-Bench-101 over a release, with its methods, arguments, defaults and answers.

    Its answers follow the original where that may surprise: ``mode="best"`` is the largest value, also of a loss, and of
    a test metric the best *test* epoch; ``xseed`` is ignored; ``get_best_archs`` takes the largest values, ties by the
    greater text. What no test value chose is under names of its own: ``selected``, ``leaderboard``, ``curve``, ``seeds``.

    The release is opened read-only, and nothing is read before it is asked for.
    """

    def __init__(self, database_path: str | os.PathLike, verbose: bool = False) -> None:
        """Opens a release.

        Args:
            database_path: a release directory, or its .sqlite.
            verbose: kept for the sake of old code; nothing is printed.
        Raises:
            ReleaseError: for a file that is no release.
        """
        path = os.fspath(database_path)
        if os.path.isdir(path):
            found = sorted(name for name in os.listdir(path) if name.endswith(".sqlite") and not name.startswith("."))
            if len(found) != 1:
                raise ReleaseError(f"{path}: {len(found)} files end with .sqlite; expected a release directory")
            path = os.path.join(path, found[0])
        self.verbose = verbose
        self._database = _Database(path)
        self._tasks: dict[tuple[str, str], _Task] = {}
        self._special: dict[int, list[tuple]] | None = None
        self._listed: dict[str, list[str]] | None = None
        self._places: dict[str, int] = {}
        self._spaces: dict[str, str] = {}
        self._read_head()

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def __enter__(self) -> TransNASBenchAPI:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read_head(self) -> None:
        rows = self._database.rows
        names: dict[int, str] = {}
        self.search_spaces: list[str] = []
        for number, name in rows("SELECT id, name FROM space ORDER BY id"):
            # The keys of the published file.
            names[number] = name.removeprefix("transnas-bench-101-")
            self.search_spaces.append(names[number])
        self._space_numbers = {name: number for number, name in names.items()}
        by_number: dict[int, _Task] = {}
        for number, space, name, score, direction in rows(
                "SELECT id, space_id, name, score_metric, direction FROM task ORDER BY id"):
            task = _Task(number, space, name, score, direction)
            by_number[number] = task
            self._tasks[names.get(space, ""), name] = task
        tables: dict[str, str] = {}
        taken: set[str] = set()
        for task in by_number.values():
            if task.name not in tables:
                tables[task.name] = _unique(f"curve_{task.name}", taken)
            task.table = tables[task.name]
        columns: dict[str, dict[str, str]] = {name: {} for name in tables}
        used: dict[str, set[str]] = {name: {"run_id", "epoch"} for name in tables}
        for number, metric, split, direction in rows("SELECT task_id, name, split, direction FROM metric ORDER BY id"):
            task = by_number.get(number)
            if task is None:
                raise ReleaseError(f"{self._database.path}: a metric of no task")
            known = columns[task.name]
            if metric not in known:
                known[metric] = _unique(metric, used[task.name])
            task.metrics[metric] = known[metric]
            task.splits[metric] = split
            task.directions[metric] = direction
        formulas = dict(((table, column), formula) for table, column, formula in rows(
            "SELECT table_name, column_name, formula FROM column_metadata WHERE formula LIKE '0 - %'"))
        for task in by_number.values():
            for metric, column in task.metrics.items():
                source = str(formulas.get((task.table, column), ""))[4:]
                if source in task.metrics:
                    task.negations[source] = metric
        for name, table in tables.items():
            there = self._database.columns(table) if table in self._database.tables else set()
            missing = [column for column in ("run_id", "epoch", *columns[name].values()) if column not in there]
            if missing:
                raise ReleaseError(f"{self._database.path}: table {table} lacks {', '.join(missing)}")
        self.task_list: list[str] = list(tables)
        self.metrics_dict: dict[str, list[str]] = {name: list(metrics) for name, metrics in columns.items()}
        self.info_names: list[str] = list(INFO_NAMES)

    # What the published API answers ------------------------------------------------------------------------------

    @property
    def all_arch_dict(self) -> dict[str, list[str]]:
        """Search space -> its architectures, in the order of the release."""
        if self._listed is None:
            listed: dict[str, list[str]] = {name: [] for name in self.search_spaces}
            names = {number: name for name, number in self._space_numbers.items()}
            for space, encoding in self._database.rows("SELECT space_id, encoding FROM architecture ORDER BY id"):
                listed[names[space]].append(encoding)
            self._listed = listed
            self._spaces = {arch: space for space, archs in listed.items() for arch in archs}
            self._places = {arch: place for place, arch in enumerate(self._spaces)}
        return self._listed

    @property
    def arch2space(self) -> dict[str, str]:
        """Architecture -> search space."""
        _ = self.all_arch_dict
        return self._spaces

    @property
    def data(self) -> dict[str, Mapping[str, ArchResult]]:
        """Search space -> architecture -> results, read when asked for."""
        return {space: _Lazy(archs, self.get_arch_result) for space, archs in self.all_arch_dict.items()}

    def __getitem__(self, index: int) -> ArchResult:
        return copy.deepcopy(self.get_arch_result(self.index2arch(index)))

    def __len__(self) -> int:
        return self._database.rows("SELECT COUNT(*) FROM architecture")[0][0]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} architectures/{len(self.task_list)} tasks)"

    def index2arch(self, index: int) -> str:
        """The architecture of a number."""
        return list(self.arch2space)[index]

    def arch2index(self, arch: str) -> int:
        """The number of an architecture; ValueError for one that is not there, as the original has it."""
        _ = self.all_arch_dict
        if arch not in self._places:
            raise ValueError(f"{arch!r} is not in list")
        return self._places[arch]

    def get_arch_result(self, arch: str) -> ArchResult:
        """All results of an architecture; KeyError for one that is not released."""
        number, space = self._architecture(arch)
        tasks = [name for name in self.task_list if (space, name) in self._tasks
                 and self._run(number, self._tasks[space, name])]
        return ArchResult(self.arch2index(arch), arch, _Lazy(tasks, lambda name: self._result(number, space, name)))

    def get_total_epochs(self, arch: str, task: str) -> int:
        """The epochs for which the run of a task was meant to train."""
        return self._required_run(arch, task)[1][1]

    def get_model_info(self, arch: str, task: str, info: str) -> Any:
        """One of `info_names` of the model of a task."""
        assert info in self.info_names, f"info {info} is not available! Must in {self.info_names}!"
        entry, run = self._required_run(arch, task)
        return self._model_info(self._architecture(arch)[0], entry, run)[info]

    def get_single_metric(self, arch: str, task: str, metric: str, mode: str | int = "best",
                          xseed: int | None = None) -> Any:
        """The value of a metric at the last epoch (``final``), its largest (``best``), all (``list``) or at an epoch."""
        self._check_metric(task, metric)
        values = self._column(arch, task, metric)
        if isinstance(mode, str):
            if mode == "final":
                return values[-1]
            if mode == "best":
                return max(values)  # type: ignore[type-var]
            if mode == "list":
                return values
            raise ValueError("get_metric() str mode can only be ['final', 'best', 'list']")
        if isinstance(mode, int):
            assert mode < len(values), f"get_metric() int mode must < total epoch {len(values)} for task {task}!"
            return values[mode]
        raise ValueError("get_metric() mode must be 'final', 'best', 'list' or epoch_number")

    def get_epoch_status(self, arch: str, task: str, epoch: int, xseed: int | None = None) -> dict[str, Any]:
        """All metrics at one epoch; negative numbers count from the end."""
        assert isinstance(epoch, int), f"arg epoch {epoch} must be int"
        entry, run = self._required_run(arch, task)
        upper = run[1]
        assert epoch < upper, f"arg epoch {epoch} must < {upper} on task {task}"
        curves = self._curves(entry, run)
        status: dict[str, Any] = {"epoch": epoch if epoch >= 0 else upper + epoch}
        status.update((metric, curves[metric][epoch]) for metric in self.metrics_dict[task])
        return status

    def get_best_epoch_status(self, arch: str, task: str, metric: str) -> dict[str, Any]:
        """All metrics at the first epoch with the largest value of `metric`."""
        self._check_metric(task, metric)
        values = self._column(arch, task, metric)
        best = max(range(len(values)), key=lambda place: values[place])  # type: ignore[arg-type, return-value]
        return self.get_epoch_status(arch, task, epoch=best)

    def get_arch_list(self, search_space: str) -> list[str]:
        """The architectures of a search space."""
        assert search_space in self.search_spaces, f"search_space must in {self.search_spaces}"
        return self.all_arch_dict[search_space]

    def get_best_archs(self, task: str, metric: str, search_space: str, topk: int = 1) -> list[tuple[Any, str]]:
        """The architectures with the largest ``mode="best"`` values, with these; ties by the greater text.

        Raises:
            MissingRun: (a KeyError) where an architecture has no run on the task, as the original does.
        """
        archs = self.get_arch_list(search_space)
        self._check_metric(task, metric)
        entry = self._task(search_space, task)
        column = _quoted(entry.metrics[metric])
        rows = self._database.rows(
            f"""SELECT a.encoding, r.id, MAX(c.{column}), COUNT(c.{column}) = COUNT(*)
            FROM run AS r JOIN architecture AS a ON a.id = r.architecture_id
              JOIN {_quoted(entry.table)} AS c ON c.run_id = r.id
            WHERE r.id IN (SELECT MIN(id) FROM run WHERE task_id = ?1 AND budget = (
              SELECT MAX(budget) FROM run AS o WHERE o.task_id = ?1 AND o.architecture_id = run.architecture_id)
              GROUP BY architecture_id)
            GROUP BY r.id""", (entry.number,))
        if len(rows) < len(archs):
            there = {row[0] for row in rows}
            lacking = [arch for arch in archs if arch not in there]
            raise MissingRun(f"{len(lacking)} architectures have no run on {task}, among them {lacking[0]}")
        special = self._special_values()
        best = [(value if whole and run not in special else max(self._column(arch, task, metric)), arch)
                for arch, run, value, whole in rows]
        return sorted(best, reverse=True)[:topk]

    # What no test value chose -------------------------------------------------------------------------------------

    def seeds(self, arch: str, task: str, budget: int | None = None) -> list[int | None]:
        """The seeds of the released runs, at the largest budget unless one is named."""
        number, space = self._architecture(arch)
        return [run[2] for run in self._runs(number, self._task(space, task), budget)]

    def curve(self, arch: str, task: str, metric: str, seed: int | None = None,
              budget: int | None = None) -> list[Value]:
        """The values of a metric by epoch, None where it was not measured; of the first run unless a seed is named."""
        self._check_metric(task, metric)
        number, space = self._architecture(arch)
        entry = self._task(space, task)
        for run in self._runs(number, entry, budget):
            if seed is None or run[2] == seed:
                return self._curves(entry, run, [metric])[metric]
        raise MissingRun(f"{arch} has no run on {task} with seed {seed} and budget {budget}")

    def selected(self, arch: str, task: str, metric: str | None = None, rule: str = "best_valid",
                 seed: int | None = None, budget: int | None = None) -> Value:
        """The value of a metric at the epoch that a rule reads, as the mean over seeds unless one is named.

        Args:
            metric: default is the ranking metric of the task; a test metric is read at the epoch that validation chose.
            rule: ``best_valid``, the earliest epoch with the best finite validation value of the ranking metric; or
                ``final``, the last epoch.
        Returns:
            None where some run has no such value.
        """
        if rule not in ("best_valid", "final"):
            raise ValueError(f"rule {rule!r}; expected 'best_valid' or 'final'")
        number, space = self._architecture(arch)
        entry = self._task(space, task)
        metric = entry.score_metric if metric is None else metric
        self._check_metric(task, metric)
        values = []
        for run in self._runs(number, entry, budget):
            if seed is not None and run[2] != seed:
                continue
            curves = self._curves(entry, run, list(dict.fromkeys([metric, entry.score_metric])))
            epoch = self.best_epoch(curves[entry.score_metric], entry.direction) if rule == "best_valid" else run[3] - 1
            values.append(None if epoch is None or epoch < 0 else curves[metric][epoch])
        if not values:
            raise MissingRun(f"{arch} has no run on {task} with seed {seed} and budget {budget}")
        if any(value is None for value in values):
            return None
        return values[0] if len(values) == 1 else sum(values) / len(values)  # type: ignore[arg-type]

    @staticmethod
    def best_epoch(values: list[Value], direction: str = "higher") -> int | None:
        """The earliest place of the best finite value; None where none is finite."""
        sign = -1 if direction == "lower" else 1
        best = None
        for place, value in enumerate(values):
            if value is not None and math.isfinite(value) and (best is None or sign * value > sign * values[best]):
                best = place
        return best

    def leaderboard(self, task: str, search_space: str, top: int = 10) -> list[tuple[str, float, Value]]:
        """The best architectures by validation: encoding, validation value, test value at the same epoch.

        Means over seeds, at the largest budget, by the rule ``best_valid``. Ties by encoding.
        """
        entry = self._task(search_space, task)
        sign = "" if entry.direction == "lower" else "-"
        return self._database.rows(
            f"""SELECT a.encoding, v.value, t.value FROM score AS v JOIN architecture AS a ON a.id = v.architecture_id
              LEFT JOIN score AS t ON t.task_id = v.task_id AND t.budget = v.budget
                AND t.architecture_id = v.architecture_id AND t.rule = v.rule AND t.split = 'test'
            WHERE v.task_id = ?1 AND v.rule = 'best_valid' AND v.split = 'valid' AND v.value IS NOT NULL
              AND v.budget = (SELECT budget FROM task WHERE id = ?1)
            ORDER BY {sign}v.value, a.encoding LIMIT ?2""", (entry.number, top))

    # Reading -------------------------------------------------------------------------------------------------------

    def _architecture(self, arch: str) -> tuple[int, str]:
        rows = self._database.rows("SELECT id, space_id FROM architecture WHERE encoding = ? ORDER BY id", (arch,))
        if not rows:
            raise KeyError(arch)
        number, space = rows[-1]
        return number, next(name for name, known in self._space_numbers.items() if known == space)

    def _task(self, space: str, task: str) -> _Task:
        if (space, task) not in self._tasks:
            raise KeyError(task)
        return self._tasks[space, task]

    def _check_metric(self, task: str, metric: str) -> None:
        assert metric in self.metrics_dict[task], (
            f"metric {metric} is not available for task {task}! Must in {self.metrics_dict[task]}!")

    def _runs(self, number: int, task: _Task, budget: int | None = None) -> list[tuple]:
        """Runs as (id, budget, seed, epochs, inference time), of the largest budget unless one is named."""
        rows = self._database.rows(
            """SELECT id, budget, seed, epochs, inference_time FROM run
            WHERE architecture_id = ? AND +task_id = ? ORDER BY id""", (number, task.number))
        wanted = max((row[1] for row in rows), default=None) if budget is None else budget
        return [row for row in rows if row[1] == wanted]

    def _run(self, number: int, task: _Task) -> tuple | None:
        """The run that the published file has room for."""
        runs = self._runs(number, task)
        return runs[0] if runs else None

    def _required_run(self, arch: str, task: str) -> tuple[_Task, tuple]:
        number, space = self._architecture(arch)
        entry = self._task(space, task)
        run = self._run(number, entry)
        if run is None:
            raise MissingRun(f"{arch} has no run on {task}")
        return entry, run

    def _column(self, arch: str, task: str, metric: str) -> list[Value]:
        entry, run = self._required_run(arch, task)
        return self._curves(entry, run, [metric])[metric]

    def _special_values(self) -> dict[int, list[tuple]]:
        if self._special is None:
            found: dict[int, list[tuple]] = {}
            for run, epoch, metric, kind in self._database.rows("SELECT run_id, epoch, metric, kind FROM special_value"):
                if kind not in SPECIAL:
                    raise ReleaseError(f"{self._database.path}: special value {kind!r}; expected one of {list(SPECIAL)}")
                found.setdefault(run, []).append((epoch, metric, SPECIAL[kind]))
            self._special = found
        return self._special

    def _curves(self, task: _Task, run: tuple, metrics: list[str] | None = None) -> dict[str, list[Value]]:
        names = list(task.metrics) if metrics is None else metrics
        columns = ", ".join(["epoch", *(_quoted(task.metrics[name]) for name in names)])
        rows = self._database.rows(
            f"SELECT {columns} FROM {_quoted(task.table)} WHERE run_id = ? ORDER BY epoch", (run[0],))
        if [row[0] for row in rows] != list(range(len(rows))) or len(rows) != run[3]:
            raise ReleaseError(f"{self._database.path}: run {run[0]}: {len(rows)} epochs; expected 0 to {run[3] - 1}")
        curves: dict[str, list[Value]] = {
            name: [row[place + 1] for row in rows] for place, name in enumerate(names)}
        for epoch, metric, value in self._special_values().get(run[0], ()):
            if epoch is None:
                continue
            for name in (metric, task.negations.get(metric) if math.isnan(value) else None):
                if name not in curves:
                    continue
                if not 0 <= epoch < len(rows):
                    raise ReleaseError(f"{self._database.path}: run {run[0]}: a special value at epoch {epoch}")
                curves[name][epoch] = value
        return curves

    def _result(self, number: int, space: str, task: str) -> dict[str, Any]:
        entry = self._tasks[space, task]
        run = self._run(number, entry)
        assert run is not None
        result: dict[str, Any] = {"total_epochs": run[1]}
        if run[2] is not None:
            result["seed"] = run[2]
        result["model_info"] = self._model_info(number, entry, run)
        result["metrics"] = self._curves(entry, run)
        return result

    def _model_info(self, number: int, task: _Task, run: tuple) -> dict[str, Any]:
        model: dict[str, int] = {}
        encoders: dict[str | None, dict[str, int]] = {}
        first: str | None = None
        logged = size = None
        for scope, shape, counter, value, kind in self._database.rows(
                """SELECT scope, input, counter, value, provenance_kind FROM cost
                WHERE architecture_id = ? AND (task_id IS NULL OR task_id = ?) ORDER BY rowid""", (number, task.number)):
            if kind == "measured":
                logged = value if counter == "params" and logged is None else logged
            elif scope == "model":
                model.setdefault(counter, value)
                # The model of a jigsaw sees nine images of this size.
                size = ",".join(re.findall(r"\d+", shape or "")[-3:])
            else:
                key = ",".join(re.findall(r"\d+", shape or ""))
                first = key if first is None else first
                encoders.setdefault(key, {}).setdefault(counter, value)
        time = run[4]
        for epoch, metric, value in self._special_values().get(run[0], ()):
            if epoch is None and metric == "inference_time":
                time = value
        values = self._whole_values(run)

        def count(published: str, computed: int | None) -> float | None:
            if f"published_{published}" in values:
                return values[f"published_{published}"]
            return None if computed is None else float(computed)

        parameters = count("model_params", model.get("params"))
        info = {
            "inference_time": time,
            "encoder_params": logged if logged is not None else encoders.get(first, {}).get("params"),
            "model_params": int(parameters) if parameters is not None and parameters.is_integer() else parameters,
            "model_FLOPs": count("model_FLOPs", model.get(FLOPS_COUNTER)),
            "encoder_FLOPs": count("encoder_FLOPs", encoders.get(size, {}).get(FLOPS_COUNTER)),
        }
        info.update((name, value) for name, value in values.items() if not name.startswith("published_"))
        return info

    def _whole_values(self, run: tuple) -> dict[str, Any]:
        if not {"run_value", "run_value_name"} <= self._database.tables:
            return {}
        return dict(self._database.rows(
            """SELECT n.name, v.value FROM run_value AS v JOIN run_value_name AS n ON n.id = v.name_id
            WHERE v.run_id = ? ORDER BY n.id""", (run[0],)))
