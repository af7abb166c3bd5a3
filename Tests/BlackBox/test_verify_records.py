"""`cellar verify` on what stands beside the runs: lists, manifest, files, and the tables that repeat them."""

import gzip
import hashlib
import json
import os
import re
import shutil
import sqlite3

import pytest
import yaml

from conftest import ROOT
from support import release as cellar
from transnas_logs import Run

MICRO, MACRO = "64-41414-3_12_013", "64-1234-basic"


def verify(path, *arguments):
    done = cellar.run("verify", path, "--json", *arguments)
    assert done.returncode in (0, 1), (done.stdout.decode(), done.stderr.decode())
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    """Logs of which one build keeps some and rejects others, with findings of each kind."""
    place = tmp_path_factory.mktemp("logs")
    for task in ("jigsaw", "class_scene"):
        for encoding in (MICRO, MACRO):
            Run(encoding, task).write(place)
    for encoding in (MICRO, MACRO):
        Run(encoding, "class_object", status="running").write(place)
    for seed in (666, 777):
        Run(MICRO, "room_layout", seed=seed).write(place)
    odd = Run(MACRO, "autoencoder")
    metrics = odd.record["metrics"]
    metrics[sorted(metrics)[-1]]["train_g_loss"] = float("nan")
    odd.write(place)
    (place / "notes.txt").write_text("nothing that a layout knows")
    return place


def pipeline(place, emit):
    document = yaml.safe_load((ROOT / "Pipelines" / f"{cellar.LOGS}.yaml").read_text())
    document["emit"] = emit
    (place / "pipeline.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    return place / "pipeline.yaml"


@pytest.fixture(scope="module")
def whole(logs, tmp_path_factory):
    release = cellar.build(logs, tmp_path_factory.mktemp("whole") / "release")
    assert release.counts["quarantined"] == 2 and len(release.findings) > 2
    assert verify(release.path)["sound"]
    return release


@pytest.fixture(scope="module")
def bare(logs, tmp_path_factory):
    """Without a database, so that manifest and lists have each other alone."""
    place = tmp_path_factory.mktemp("bare")
    release = cellar.build(logs, place / "release", pipeline(place, ["hdf5", "csv"]))
    assert verify(release.path)["sound"]
    return release


def altered(release, change, place):
    """A copy in which `change` altered something and which was sealed again."""
    shutil.copytree(release.path, place, symlinks=True)
    copy = cellar.Release(place)
    copy.manifest
    change(copy)
    seal(copy)
    return copy


def seal(release):
    """Makes manifest and SHA256SUMS agree with the files again, and list those alone that are there."""
    path = release.path / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["outputs"] = [output for output in manifest["outputs"] if (release.path / output["path"]).exists()]
    for output in manifest["outputs"]:
        content = (release.path / output["path"]).read_bytes()
        output.update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    croissant = release.path / "croissant.json"
    if croissant.exists():
        document = json.loads(croissant.read_text())
        sizes = {output["path"]: output for output in manifest["outputs"]}
        for file in document["distribution"]:
            if file["contentUrl"] in sizes and not file.get("kept"):
                output = sizes[file["contentUrl"]]
                file.update(sha256=output["sha256"], contentSize=f"{output['bytes']} B")
            elif file.pop("kept", None):
                pass
        croissant.write_text(json.dumps(document))
        content = croissant.read_bytes()
        sizes["croissant.json"].update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    path.write_text(json.dumps(manifest))
    names = [line.split("  ", 1)[1] for line in (release.path / "SHA256SUMS").read_text().splitlines()]
    (release.path / "SHA256SUMS").write_text("".join(
        f"{hashlib.sha256((release.path / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names if (release.path / name).exists()))


def sql(statement):
    def change(release):
        connection = sqlite3.connect(release.file(".sqlite"))
        connection.execute("PRAGMA foreign_keys = OFF")
        before = connection.total_changes
        connection.executescript(statement) if ";" in statement else connection.execute(statement)
        assert not statement.startswith(("UPDATE", "DELETE")) or connection.total_changes > before, statement
        connection.commit()
        connection.close()
    return change


def text(name, pattern, replacement, count=1):
    def change(release):
        path = release.path / name
        content = path.read_bytes()
        content = (gzip.decompress(content) if name.endswith(".gz") else content).decode()
        changed, found = re.subn(pattern, replacement, content, count=count)
        assert found and changed != content, (pattern, content[:400])
        path.write_bytes(gzip.compress(changed.encode(), mtime=0) if name.endswith(".gz") else changed.encode())
        if name == "inputs.jsonl.gz":
            manifest(lambda m: m["inputs"].update(sha256=hashlib.sha256(changed.encode()).hexdigest()))(release)
    return change


def manifest(alter):
    def change(release):
        path = release.path / "manifest.json"
        document = json.loads(path.read_text())
        alter(document)
        path.write_text(json.dumps(document))
    return change


def document(name, alter):
    def change(release):
        path = release.path / name
        content = json.loads(path.read_text())
        alter(content)
        path.write_text(json.dumps(content))
    return change


def remove(name):
    return lambda release: (release.path / name).unlink()


def first_space(manifest):
    return next(iter(manifest["completeness"].values()))


def write_lines(name, lines):
    return lambda release: (release.path / name).write_text("".join(f"{line}\n" for line in lines(release)))


COLUMNS = {
    "finding": {"code": "text", "severity": "text", "message": "text", "hint": "text", "expected": "text",
                "pointer": "text", "source_id": "number", "run_id": "number"},
    "quarantine": {"code": "text", "pointer": "text", "source_id": "number"},
    "release": {"value": "text", "key": "text"},
    "column_metadata": {"unit": "text", "description": "text", "formula": "text", "provenance_kind": "text",
                        "column_name": "text"},
}
COLUMN_CASES = [
    (f"{table}.{column}",
     sql(f"UPDATE {table} SET {column} = " + (f"{column} || 'X'" if kind == "text" else f"{column} % 3 + 1")
         + f" WHERE {column} IS NOT NULL AND {column} = (SELECT MIN({column}) FROM {table})"),
     ".sqlite", f"{table} where" if table != "release" else "in release")
    for table, columns in COLUMNS.items() for column, kind in columns.items()
]
DATABASE = COLUMN_CASES + [
    ("a finding less", sql("DELETE FROM finding WHERE id = 2"), ".sqlite", "no row in finding where id 2"),
    ("the last finding less", sql("DELETE FROM finding WHERE id = (SELECT MAX(id) FROM finding)"), ".sqlite", "finding"),
    ("a finding more", sql("INSERT INTO finding SELECT id + 100, code, severity, source_id, pointer, line, run_id, "
                           "message, expected, hint FROM finding WHERE id = 1"), ".sqlite", "rows in finding"),
    ("a reason less", sql("DELETE FROM quarantine WHERE rowid = 1"), ".sqlite", "quarantine"),
    ("source.bytes", sql("UPDATE source SET bytes = bytes + 1 WHERE id = 1"), ".sqlite", "in source where id 1"),
    ("source.parser", sql("UPDATE source SET parser = 'x/1' WHERE id = 2"), ".sqlite", "in source where id 2"),
    ("a description less", sql("DELETE FROM column_metadata WHERE table_name = 'run' AND column_name = 'seed'"),
     ".sqlite", "column_metadata"),
    ("a fact less", sql("DELETE FROM release WHERE key = 'licence'"), ".sqlite", "licence missing"),
    ("no leaderboard", sql("DROP VIEW leaderboard"), ".sqlite", "no view leaderboard"),
    ("another leaderboard", sql("DROP VIEW leaderboard; CREATE VIEW leaderboard AS SELECT 1 AS space;"), ".sqlite",
     "view leaderboard"),
    ("no curves view", sql("DROP VIEW epoch_metric"), ".sqlite", "no view epoch_metric"),
    ("no index", sql("DROP INDEX score_architecture_id"), ".sqlite", "no index score_architecture_id"),
    ("no partial index", sql("DROP INDEX score_task_id_value"), ".sqlite", "no index score_task_id_value"),
    ("a table more", sql("CREATE TABLE mine (x)"), ".sqlite", "table mine"),
    ("a trigger", sql("CREATE TRIGGER t AFTER INSERT ON run BEGIN SELECT 1; END;"), ".sqlite", "trigger t"),
]


def other_run(encoding):
    return MICRO if encoding == MACRO else MACRO


LISTS = [
    ("findings are garbage", write_lines("findings.jsonl", lambda r: ["x"] * len(r.findings)), "findings.jsonl",
     "line 1: no JSON"),
    ("a finding of another code", text("findings.jsonl", '"RUN-01"', '"RUN-02"'), "manifest.json", "RUN-01"),
    ("a finding of no code", text("findings.jsonl", '"RUN-01"', '"ran"'), "findings.jsonl", "the code 'ran'"),
    ("a finding of no rule", text("findings.jsonl", '"RUN-01"', '"RUN-77"'), "findings.jsonl", "RUN-77"),
    ("a finding of another encoding",
     text("findings.jsonl", rf'("code":"RUN-01".*?"encoding":)"{MICRO}"', rf'\1"{MACRO}"'), "quarantine.jsonl.gz",
     "RUN-01"),
    ("a finding without its message", text("findings.jsonl", '"message":"[^"]*",', ""), "findings.jsonl", "no 'message'"),
    ("a finding with more", text("findings.jsonl", r'\{"code"', '{"author":"me","code"'), "findings.jsonl",
     "member 'author'"),
    ("a finding with a code twice", text("findings.jsonl", r'\{"code"', '{"code":"RUN-01","code"'), "findings.jsonl",
     "twice"),
    ("a finding of odd severity", text("findings.jsonl", '"severity":"error"', '"severity":"bad"'), "findings.jsonl",
     "severity"),
    ("kept out for another reason", text("quarantine.jsonl.gz", r'"codes":\["RUN-01"\]', '"codes":["RUN-02"]'),
     "manifest.json", "by_code"),
    ("another architecture kept out", text("quarantine.jsonl.gz", rf'"encoding":"{MICRO}"', f'"encoding":"{MACRO}"'),
     "quarantine.jsonl.gz", "RUN-01"),
    ("another seed kept out", text("quarantine.jsonl.gz", '"seed":666', '"seed":777'), "quarantine.jsonl.gz", "RUN-01"),
    ("kept out of another file", text("quarantine.jsonl.gz", r'"sha256":"[0-9a-f]{4}', '"sha256":"0000'),
     "quarantine.jsonl.gz", "SHA-256"),
    ("kept out of no file", text("quarantine.jsonl.gz", r'("sources":\[\{"path":")input/', r'\1other/'),
     "quarantine.jsonl.gz", "source other/"),
    ("another record kept out", text("quarantine.jsonl.gz", '"world_size":1', '"world_size":2'), "quarantine.jsonl.gz",
     "MD5"),
    ("quarantine is garbage", lambda r: (r.path / "quarantine.jsonl.gz").write_bytes(gzip.compress(b"x\nx\n")),
     "quarantine.jsonl.gz", "line 1"),
    ("quarantine is cut", lambda r: (r.path / "quarantine.jsonl.gz").write_bytes(
        (r.path / "quarantine.jsonl.gz").read_bytes()[:-9]), "quarantine.jsonl.gz", "cannot be read"),
    ("an input of another size", text("inputs.jsonl.gz", '"bytes":', '"bytes":1'), "manifest.json", "inputs.bytes"),
    ("an input of another use", text("inputs.jsonl.gz", '"not recognized"', '"records"'), "manifest.json",
     "inputs.unrecognized"),
    ("an input of no use", text("inputs.jsonl.gz", '"not recognized"', '"none"'), "inputs.jsonl.gz", "the use 'none'"),
]


MANIFEST = [
    ("by_code", manifest(lambda m: m.update(by_code={"RUN-02": 2})), "manifest.json", "by_code"),
    ("conflicts", manifest(lambda m: m["counts"].update(conflicts=1, quarantined=1)), "manifest.json", "conflicts"),
    ("want", manifest(lambda m: first_space(m)["jigsaw"].__setitem__(1, 3257)), "manifest.json", "3257"),
    ("want of one task", manifest(lambda m: first_space(m)["jigsaw"].__setitem__(1, 6512)), "manifest.json",
     "1 and 2 runs of each"),
    ("have of a task without runs", manifest(lambda m: first_space(m)["normal"].__setitem__(0, 1)), "manifest.json",
     "normal"),
    ("noise sd", manifest(lambda m: m["noise"].append(
        {"space": "transnas-bench-101-micro", "task": "jigsaw", "budget": 2, "rule": "final", "split": "valid",
         "class": "isomorphic", "sd": 0.5, "df": 1, "copies": 0})), "manifest.json", "noise"),
    ("ran", manifest(lambda m: m["rules"]["RUN-01"].update(ran=3)), "manifest.json", "RUN-01 was asked of 3"),
    ("findings", manifest(lambda m: (m["rules"]["RUN-01"].update(findings=1), m["rules"]["RUN-02"].update(findings=1))),
     "manifest.json", "1 findings of RUN-01"),
    ("inputs.bytes", manifest(lambda m: m["inputs"].update(bytes=7)), "manifest.json", "inputs.bytes 7"),
    ("inputs.unrecognized", manifest(lambda m: m["inputs"].update(unrecognized=7)), "manifest.json",
     "inputs.unrecognized 7"),
    ("version", manifest(lambda m: m.update(version="2.0.0")), "manifest.json", "version '2.0.0'"),
    ("pipeline", manifest(lambda m: m.update(pipeline="mine")), "manifest.json", "pipeline 'mine'"),
    ("name", manifest(lambda m: m.update(name="mine")), f"{cellar.LOGS}.h5", "name of another release"),
    ("pipeline_sha256", manifest(lambda m: m.update(pipeline_sha256="0")), "manifest.json", "pipeline_sha256"),
]
FILES = [
    ("no quarantine", remove("quarantine.jsonl.gz"), "quarantine.jsonl.gz", "no such file"),
    ("no findings", remove("findings.jsonl"), "findings.jsonl", "no such file"),
    ("no inputs", remove("inputs.jsonl.gz"), "inputs.jsonl.gz", "no such file"),
]
DESCRIBED = [
    ("no report", remove("report.html"), "report.html", "no output"),
    ("no database", lambda r: r.file(".sqlite").unlink(), ".sqlite", "no output"),
    ("no data card", remove("README.md"), "README.md", "no such file"),
    ("no licence", remove("LICENSE"), "LICENSE", "no such file"),
    ("checksum of a croissant",
     document("croissant.json", lambda d: d["distribution"][0].update(sha256="0" * 64, kept=True)), "croissant.json",
     "SHA-256"),
    ("size in a croissant",
     document("croissant.json", lambda d: d["distribution"][0].update(contentSize="1 B", kept=True)), "croissant.json",
     "contentSize"),
    ("version of a croissant", document("croissant.json", lambda d: d.update(version="2.0.0")), "croissant.json",
     "version '2.0.0'"),
    ("cellar_version", manifest(lambda m: m.update(cellar_version="9")), ".sqlite", "cellar_version"),
]


def check(release, case, place):
    _, change, file, words = case
    copy = altered(release, change, place)
    found = verify(copy.path)["problems"]
    named = [problem for problem in found if problem["file"].endswith(file)]
    assert any(words in problem["found"] or words in problem["expected"] for problem in named), found


def cases(*lists):
    return pytest.mark.parametrize("case", [pytest.param(case, id=case[0]) for cases in lists for case in cases])


@cases(DATABASE, LISTS, MANIFEST, FILES, DESCRIBED)
def test_one_thing_altered_is_found(case, whole, tmp_path):
    check(whole, case, tmp_path / "copy")


@cases(LISTS, [case for case in MANIFEST if case[0] != "name"], FILES)
def test_it_is_found_without_a_database(case, bare, tmp_path):
    check(bare, case, tmp_path / "copy")


def test_it_is_found_among_checksums_and_counts_alone(whole, tmp_path):
    # What a record holds is not looked at then.
    for number, case in enumerate(case for case in LISTS + FILES if case[0] != "another record kept out"):
        copy = altered(whole, case[1], tmp_path / str(number))
        assert not verify(copy.path, "--quick")["sound"], case[0]


def test_rows_that_differ_are_told_once_and_counted(whole, tmp_path):
    copy = altered(whole, sql("UPDATE finding SET message = message || '!'"), tmp_path / "copy")
    [problem] = verify(copy.path)["problems"]
    assert "where id 1" in problem["found"]
    assert f"and {len(whole.findings) - 1} more row" in problem["found"]


def test_a_release_without_a_run_has_its_records_compared(tmp_path):
    Run(MACRO, "jigsaw", status="running").write(tmp_path / "logs")
    release = cellar.build(tmp_path / "logs", tmp_path / "release")
    assert release.counts["released"] == 0
    assert verify(release.path)["sound"]
    for number, change in enumerate([sql("UPDATE quarantine SET code = 'RUN-02'"), sql("DROP VIEW leaderboard"),
                                     sql("UPDATE source SET bytes = 1 WHERE id = 1")]):
        copy = altered(release, change, tmp_path / str(number))
        assert [problem["file"] for problem in verify(copy.path)["problems"]] == [release.file(".sqlite").name]


@pytest.mark.parametrize("stray, words", [
    (lambda path, outside: (path / "empty").mkdir(), "an empty directory"),
    (lambda path, outside: (path / "a" / "b").mkdir(parents=True), "an empty directory"),
    (lambda path, outside: (path / "link").symlink_to(outside), "symbolic link"),
    (lambda path, outside: (path / "link").symlink_to(path / "nothing"), "symbolic link"),
    (lambda path, outside: os.mkfifo(path / "pipe"), "no regular file"),
])
def test_what_is_no_file_of_a_release_is_told(stray, words, whole, tmp_path):
    shutil.copytree(whole.path, tmp_path / "copy")
    stray(tmp_path / "copy", tmp_path)
    for arguments in ([], ["--quick"]):
        found = verify(tmp_path / "copy", *arguments)["problems"]
        assert len(found) == 1 and words in found[0]["found"], found


@pytest.mark.parametrize("name", ["README.md", "findings.jsonl", f"{cellar.LOGS}.h5"])
def test_a_file_that_is_a_link_out_of_the_release_is_told(name, whole, tmp_path):
    shutil.copytree(whole.path, tmp_path / "copy")
    (tmp_path / "copy" / name).rename(tmp_path / "outside")
    (tmp_path / "copy" / name).symlink_to(tmp_path / "outside")
    [problem] = verify(tmp_path / "copy")["problems"]
    assert problem["file"] == name and "symbolic link" in problem["found"]


@pytest.mark.parametrize("name", ["findings.jsonl", "quarantine.jsonl.gz", "inputs.jsonl.gz", "croissant.json"])
@pytest.mark.parametrize("content", [
    b"", b"\n" * 100_000, b"[" * 100_000, b"\xff\xfe\n", b"{}\n", b"[]\n" * 3, b"null", b'{"codes":[]}\n',
    b'{"codes":["RUN-01"],"sources":{},"record":1}\n', b'{"path":1}\n', b'{"code":"RUN-01","severity":null}\n',
    b'{"path":"a","bytes":9223372036854775807,"use":"records"}\n' * 2, b'{"seed":1e999}\n', b'{"a":' * 3000,
])
def test_hostile_lists_are_told_and_trap_nothing(name, content, whole, tmp_path):
    def change(release):
        (release.path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    shutil.copytree(whole.path, tmp_path / "copy")
    copy = cellar.Release(tmp_path / "copy")
    change(copy)
    found = verify(copy.path)
    assert not found["sound"]
    assert len(found["problems"]) < 120
