"""Correct releases are spoilt in one place each: the rule that must tell it does, with its place, and is silent else."""

import functools
import gzip
import pickle

import pytest

from support import corruptions_tables, corruptions_transnas
from support import release as cellar
from support.correct import CELL, MACRO, MODULES, OTHER, Complete, Lines201, Logs, Neighbours, Records101, Released201
from support.corruptions_tables import Both101
from support.corruptions_transnas import Twice
from transnas_logs import OFFICIAL_EPOCHS, TASKS

CORRUPTIONS = [*corruptions_transnas.FOUND, *corruptions_tables.FOUND]

#: What no rule can tell, and why. The two published anomalies of costs are in Fixtures/cost-anomalies (test_rules.py).
UNDETECTABLE = {
    "a plausible value changed in a file without a second source": "nothing says what was measured",
    "the same change in record and text log": "both sources agree; only a score far from its class is told (DIST-01)",
    "seeds exchanged in path and text log alike": "the curves of two seeds have no mark of their seed",
    "the curve of an architecture under another of the same effective network and seed":
        "they are one network, whose curve is the same by right (CURVE-04 counts them)",
    "operations exchanged that leave parameters and FLOPs equal, in path, record and log alike":
        "the sources agree, and no number depends on the order",
    "training and validation exchanged": "some networks are better on validation, so that no order can be asked for",
    "losses in another base of logarithms": "a loss has no upper bound and no unit",
    "percent for fraction below 1 %": "the value is within the range of a fraction",
    "a constant added to all times of a task": "the median moves along",
    "times of a file scaled by a factor other than 60, 1,000 or 3,600": "another machine is that much slower",
    "a run repeated until it came out well": "what was left out is nowhere",
    "validation and test equal at two evaluations": "five distinct values are needed before equality means something",
}


def validate(correct, options=()):
    options = [*(("--pipeline", correct.pipeline) if correct.pipeline else ()), *options]
    done = cellar.run("validate", *correct.inputs, "--format", "json", *options)
    assert done.stdout, (done.returncode, done.stderr.decode())
    return cellar.strict(done.stdout.decode())


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    """The findings that a corruption leads to, of which each is made once."""
    @functools.cache
    def made(number):
        corruption = CORRUPTIONS[number]
        data = corruption.correct(tmp_path_factory.mktemp("spoilt") / "input")
        corruption.spoil(data)
        found = validate(data, corruption.options)["findings"]
        return found, any(corruption.detects(finding, data) for finding in found)
    return made


def marks(corruption):
    return [pytest.mark.xfail(reason=corruption.missed, strict=True)] if corruption.missed else []


@pytest.mark.parametrize("number", [pytest.param(number, id=corruption.name, marks=marks(corruption))
                                    for number, corruption in enumerate(CORRUPTIONS)])
def test_each_corruption_is_told_by_its_rule_at_its_place(findings, number):
    found, detected = findings(number)
    assert detected, (CORRUPTIONS[number], found)


# Correct data of many shapes -----------------------------------------------------------------------------------------


def with_change(make, change):
    """Correct data after a change that leaves them correct."""
    def made(place):
        data = make(place)
        change(data)
        return data
    return made


def without_seed_folders(place):
    logs = Logs(place, seeds=())
    for task in TASKS:
        logs.run(CELL, task, 7).write(place, seed_folder=False)
    return logs


def released(ending):
    """An artifact of a release."""
    def made(place):
        data = Logs(place)
        release = cellar.build(place, place.with_name("release"))
        data.place = release.file(ending) if ending else release.path
        return data
    return made


def epochs_by_name(logs):
    logs.spoil(lambda record: record.update(metrics=dict(sorted(record["metrics"].items(), key=lambda item: item[0][::-1]))))


Table201 = functools.partial(Lines201, form="table")
CORRECT = {
    "logs": Logs,
    "logs of one run": lambda place: Logs(place, encodings=[CELL], tasks=["jigsaw"], seeds=[0]),
    "logs of every task": lambda place: Logs(place, tasks=TASKS, encodings=[OTHER, MACRO], epochs=12),
    "logs of one epoch": lambda place: Logs(place, epochs=1),
    "logs of 60 epochs": lambda place: Logs(place, tasks=["segmentsemantic"], epochs=60),
    "logs without folders of seeds": without_seed_folders,
    "logs with epochs in another order": with_change(Logs, epochs_by_name),
    "logs with a folder of seed 0777": with_change(
        Logs, lambda logs: logs.file().parent.rename(logs.file().parent.with_name("seed_0777"))),
    "logs of neighbours": Neighbours,
    "logs given twice": Twice,
    "logs with files beside them": with_change(Logs, lambda logs: logs.file(name="notes.md").write_text("nothing")),
    "a release": released(""),
    "an HDF5 file": released(".h5"),
    "a database": released(".sqlite"),
    "JSON of a release": released(".json.gz"),
    "lines of a release": released(".jsonl.gz"),
    "a complete space": Complete,
    "201": Released201,
    "201 of one cell and seed": lambda place: Released201(place, cells=[100], seeds=[888]),
    "201 with 200 epochs": lambda place: Released201(place, epochs=200),
    "201 as gzip": with_change(Released201, lambda data: data.write(gzip.compress)),
    "201 as protocol 0": with_change(Released201, lambda data: data.path.write_bytes(pickle.dumps(data.document, 0))),
    "201 as protocol 4": with_change(Released201, lambda data: data.path.write_bytes(pickle.dumps(data.document, 4))),
    "lines": Lines201,
    "lines with blanks": with_change(Lines201, lambda data: data.write(lambda text: text.replace(": ", " :  "))),
    "table": Table201,
    "table with a byte order mark": with_change(Table201, lambda data: data.write(lambda text: "\ufeff" + text)),
    "table with carriage returns": with_change(Table201, lambda data: data.write(lambda t: t.replace("\n", "\r\n"))),
    "101": Records101,
    "101 of one cell": lambda place: Records101(place, modules=MODULES[:1]),
    "101 with all budgets": lambda place: Records101(place, budgets=(4, 12, 36, 108)),
    "101 in two files": Both101,
    **{f"official {task}": lambda place, task=task: Logs(place, epochs="official", tasks=[task], seeds=[666])
       for task in OFFICIAL_EPOCHS},
}


@pytest.fixture(scope="module")
def alarms(tmp_path_factory):
    """Errors and warnings of correct data, of which each are made once. That few runs are no benchmark is true."""
    @functools.cache
    def made(name):
        report = validate(CORRECT[name](tmp_path_factory.mktemp("correct") / "input"),
                          corruptions_transnas.OFFICIAL if name.startswith("official") else ())
        assert report["counts"]["read"] > 0
        return [finding for finding in report["findings"]
                if finding["severity"] != "info" and not (name.startswith("official") and finding["code"] == "SPACE-01")]
    return made


@pytest.mark.parametrize("name", CORRECT)
def test_correct_data_raise_no_alarm(alarms, name):
    assert not alarms(name)


# Rates ----------------------------------------------------------------------------------------------------------------


def test_every_corruption_is_told_and_no_correct_data_are(findings, alarms, capsys):
    missed = [corruption.name for number, corruption in enumerate(CORRUPTIONS) if not findings(number)[1]]
    false = [name for name in CORRECT if alarms(name)]
    with capsys.disabled():
        print(f"\ndetection rate: {len(CORRUPTIONS) - len(missed)} of {len(CORRUPTIONS)} corruptions, "
              f"{100 * (1 - len(missed) / len(CORRUPTIONS)):.1f} %; "
              f"false alarms: {len(false)} of {len(CORRECT)} correct inputs, {100 * len(false) / len(CORRECT):.1f} %")
        for name in missed:
            print(f"not told: {name}")
    assert missed == [corruption.name for corruption in CORRUPTIONS if corruption.missed]
    assert not false
    assert len({corruption.name for corruption in CORRUPTIONS}) == len(CORRUPTIONS) >= 60 and len(CORRECT) >= 20


def test_every_rule_is_tried():
    codes = {line.split()[0] for line in cellar.run("rules").stdout.decode().splitlines()}
    assert {corruption.code for corruption in CORRUPTIONS} == codes
    assert all(UNDETECTABLE.values())
