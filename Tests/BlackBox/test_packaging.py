"""What describes a release beside its artifacts: data card, catalogues, dictionary, citation, changes."""

import gzip
import hashlib
import html
import json
import re
import shutil
import sqlite3
import subprocess
import sys

import h5py
import pandas
import pytest
import yaml

from conftest import ROOT
from support import release as cellar

NAMES = {"README.md", "croissant.json", "datasette.yaml", "data-dictionary.md", "CITATION.cff", "LICENSE", "CHANGES.md"}


def front_matter(text):
    assert text.startswith("---\n")
    return yaml.safe_load(text.split("---\n", 2)[1])


@pytest.fixture(scope="module")
def with_parquet(fixture_logs, tmp_path_factory):
    """The fixtures with Parquet beside the other artifacts."""
    place = tmp_path_factory.mktemp("packaged")
    text = subprocess.run(
        [cellar.cellar(), "pipelines", "show", "transnas-bench-101-logs"], capture_output=True, text=True, check=True
    ).stdout
    pipeline = place / "pipeline.yaml"
    pipeline.write_text(text.replace(", package]", ", parquet, package]"))
    assert "parquet" in pipeline.read_text()
    return cellar.build(fixture_logs, place / "release", pipeline=pipeline)


def test_the_packaging_stands_in_the_manifest_and_the_checksums(small):
    outputs = {entry["path"]: entry for entry in small.manifest["outputs"]}
    sums = dict(reversed(line.split("  ")) for line in (small.path / "SHA256SUMS").read_text().splitlines())
    for name in NAMES:
        content = (small.path / name).read_bytes()
        assert outputs[name]["sha256"] == hashlib.sha256(content).hexdigest() == sums[name]
        assert outputs[name]["bytes"] == len(content) and content.endswith(b"\n")


def test_the_data_card_has_front_matter_that_the_hub_reads(small, with_parquet):
    for release, formats in ((small, "csv.gz"), (with_parquet, "parquet")):
        card = (release.path / "README.md").read_text()
        matter = front_matter(card)
        assert matter["license"] == "mit" and matter["pretty_name"]
        assert [c["config_name"] for c in matter["configs"] if c.get("default")] == [matter["configs"][0]["config_name"]]
        for configuration in matter["configs"]:
            for data in configuration["data_files"]:
                assert (release.path / data["path"]).is_file() and data["path"].endswith(formats)
        for section in ("What is in it", "Files", "How to read it", "What the numbers mean", "Licence, citation, funding"):
            assert f"\n## {section}\n" in card
        assert f"| {release.counts['read']} | {release.counts['released']} |" in card


def test_the_catalogue_entry_names_every_file_with_its_checksum(with_parquet):
    document = json.loads((with_parquet.path / "croissant.json").read_text())
    assert "http://mlcommons.org/croissant/1.0" in document["conformsTo"]
    files = {entry["@id"]: entry for entry in document["distribution"]}
    described = {path.relative_to(with_parquet.path).as_posix() for path in with_parquet.path.rglob("*") if path.is_file()}
    assert set(files) == described - NAMES - {"manifest.json", "SHA256SUMS"}
    for path, entry in files.items():
        assert entry["sha256"] == hashlib.sha256((with_parquet.path / path).read_bytes()).hexdigest()
        assert entry["encodingFormat"]
    for name in ("name", "description", "url", "license", "version", "datePublished", "citeAs", "creator",
                 "rai:dataLimitations"):
        assert document[name], name


def test_record_sets_have_the_columns_of_their_files(with_parquet):
    document = json.loads((with_parquet.path / "croissant.json").read_text())
    names = [record["@id"] for record in document["recordSet"]]
    assert {"run", "architecture", "score", "summary"} < set(names)
    for record in document["recordSet"]:
        source = {field["source"]["fileObject"]["@id"] for field in record["field"]}
        assert len(source) == 1
        path = with_parquet.path / source.pop()
        frame = pandas.read_parquet(path) if path.suffix == ".parquet" else pandas.read_csv(path)
        assert [field["source"]["extract"]["column"] for field in record["field"]] == list(frame.columns), record["@id"]


def test_the_dictionary_explains_every_column_of_the_database(small):
    text = (small.path / "data-dictionary.md").read_text()
    with sqlite3.connect(small.file(".sqlite")) as database:
        tables = [name for (name,) in database.execute(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")]
        assert len(tables) > 15
        for table in tables:
            section = text.split(f"\n### `{table}`\n", 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
            rows = re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
            assert rows == columns, table


def rows_below(text, heading):
    """The first cell of each row of the table below the heading that names `heading`, with the whole row."""
    section = next(part for part in re.split(r"\n#{2,3} ", text) if f"`{heading}`" in part.split("\n", 1)[0])
    section = section.replace("\\_", "_")
    return {match[1]: match[0] for match in re.finditer(r"^\| `([^`]+)` \|.*$", section, re.MULTILINE)}


def test_the_dictionary_names_every_table_of_the_database(small):
    text = (small.path / "data-dictionary.md").read_text()
    for row in small.query("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"):
        assert f"`{row['name']}`" in text, row["name"]


def test_the_dictionary_explains_every_dataset_of_every_group(small):
    text = (small.path / "data-dictionary.md").read_text()
    seen = 0
    with h5py.File(small.file(".h5")) as file:
        def check(name, group):
            nonlocal seen
            datasets = {key: item for key, item in group.items() if isinstance(item, h5py.Dataset)}
            if not datasets:
                return
            rows = rows_below(text, f"/{name}")
            assert set(rows) == set(datasets), name
            for key, dataset in datasets.items():
                assert dataset.attrs["long_name"].split("|")[0] in rows[key], (name, key)
                assert dataset.attrs["provenance_kind"] in rows[key], (name, key)
                seen += 1

        file.visititems(lambda name, item: check(name, item) if isinstance(item, h5py.Group) else None)
    assert seen > 200


@pytest.mark.parametrize("name", ["findings.jsonl", "quarantine.jsonl.gz", "inputs.jsonl.gz", "manifest.json",
                                  "statistics.json", ".jsonl.gz", ".json.gz"])
def test_the_dictionary_explains_every_key_of_every_document(small, name):
    path = small.file(name) if name.startswith(".") else small.path / name
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    whole = name.endswith((".json", ".json.gz"))
    keys = set().union(*(json.loads(text) for text in ([content] if whole else content.splitlines())))
    explained = set(rows_below((small.path / "data-dictionary.md").read_text(), path.name))
    assert keys <= explained


def test_datasette_gets_tables_that_are_there_and_queries_that_run(small):
    configuration = yaml.safe_load((small.path / "datasette.yaml").read_text())
    (name, database), = configuration["databases"].items()
    assert small.file(".sqlite").name == f"{name}.sqlite"
    with sqlite3.connect(small.file(".sqlite")) as connection:
        for table, content in database["tables"].items():
            types = {row[1]: row[2] for row in connection.execute(f'PRAGMA table_info("{table}")')}
            if not table.startswith("sqlite_"):
                assert set(content["columns"]) == set(types), table
            named = set(content.get("facets", [])) | set(content.get("units", {}))
            named |= {content[key] for key in ("label_column", "sort_desc") if key in content}
            assert named <= set(types), table
            # A unit is multiplied with the value.
            assert all(types[column] in ("INTEGER", "REAL") for column in content.get("units", {})), table
        run = small.runs[0]
        found = {}
        for query, content in database["queries"].items():
            found[query] = connection.execute(
                content["sql"], {"task": run["task"], "encoding": run["encoding"]}).fetchall()
        assert len(found) == 3 and all(found.values())
        assert run["sources"][0]["sha256"] in {row[4] for row in found["where_from"]}


def test_the_citation_file_names_title_authors_and_day(small):
    citation = yaml.safe_load((small.path / "CITATION.cff").read_text())
    assert citation["cff-version"] == "1.2.0" and citation["type"] == "dataset"
    assert [author["family-names"] for author in citation["authors"]][:2] == ["Duan", "Chen"]
    assert str(citation["date-released"]) == "2021-05-25" and citation["license"] == "MIT"
    assert "SPDX-License-Identifier: MIT" in (small.path / "LICENSE").read_text()


def test_changes_are_told_against_an_earlier_release(fixture_logs, small, tmp_path):
    assert "No earlier release" in (small.path / "CHANGES.md").read_text()
    less = tmp_path / "less"
    shutil.copytree(fixture_logs, less)
    runs = sorted(small.runs, key=lambda run: run["sources"][0]["path"])
    victim = runs[0]["sources"][0]["path"].split("/", 1)[1]
    shutil.rmtree((less / victim).parent)
    cellar.build(less, tmp_path / "old")
    again = cellar.build(
        fixture_logs, tmp_path / "new", options=("--no-cache", "--previous", tmp_path / "old"))
    text = (again.path / "CHANGES.md").read_text()
    assert "Against transnas-bench-101-logs 1.0.0:" in text and "another name" not in text
    equal = len(small.runs) - 1
    assert f"| {equal} | 1 | 0 | 0 |" in text
    assert f"added: 1 of task {runs[0]['task']}" in text.replace("\\", "")


def test_a_pipeline_without_a_card_is_refused_where_packaging_is_asked_for(fixture_logs, tmp_path):
    text = subprocess.run(
        [cellar.cellar(), "pipelines", "show", "transnas-bench-101-logs"], capture_output=True, text=True, check=True
    ).stdout
    start, end = text.index("\ncard:"), text.index("\nspaces:")
    for broken, words in (
        (text[:start] + text[end:], "needs the key 'card'"),
        (text.replace("  funding: not stated\n", ""), "'funding' is missing in 'card'"),
        (text.replace('  date: "2021-05-25"', "  date: May 2021"), "expected a day"),
        (text.replace("  funding:", "  fundng:"), "did you mean 'funding'"),
    ):
        pipeline = tmp_path / "pipeline.yaml"
        pipeline.write_text(broken)
        done = subprocess.run(
            [cellar.cellar(), "build", pipeline, "--input", fixture_logs, "--output", tmp_path / "x"],
            capture_output=True, text=True)
        assert done.returncode == 64 and words in done.stderr, done.stderr
        assert not (tmp_path / "x").exists()


@pytest.mark.full
def test_mlcroissant_validates_the_catalogue_entry_and_loads_its_records(with_parquet):
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(str(with_parquet.path / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    for record in dataset.metadata.record_sets:
        rows = list(dataset.records(record.uuid))
        assert rows, record.uuid
    summary = list(dataset.records("summary"))
    assert {row["summary/encoding"].decode() for row in summary} == {run["encoding"] for run in with_parquet.runs}


@pytest.mark.full
@pytest.mark.parametrize("fixture", ["small", "with_parquet"])
def test_datasets_loads_every_configuration_of_the_card(fixture, request, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    release = request.getfixturevalue(fixture)
    names = [configuration["config_name"] for configuration in front_matter((release.path / "README.md").read_text())["configs"]]
    rows = {}
    for name in names:
        loaded = datasets.load_dataset(str(release.path), name, cache_dir=str(tmp_path))
        rows[name] = loaded["train"]
        assert loaded["train"].num_rows > 0, name
    usual = datasets.load_dataset(str(release.path), cache_dir=str(tmp_path))["train"]
    assert usual.column_names == rows[names[0]].column_names
    if "run" in rows:
        assert rows["run"].num_rows == len(release.runs)
        assert rows["run"]["encoding"] == [run["encoding"] for run in release.runs]
    else:
        # One row for each architecture and task.
        assert rows["summary"].num_rows == len({(r["space"], r["encoding"], r["task"], r["budget"]) for r in release.runs})


@pytest.fixture(scope="module")
def ask_datasette(small):
    """A page of the release as Datasette serves it, through its own client: nothing listens on a port."""
    import asyncio

    app = pytest.importorskip("datasette.app")
    configuration = yaml.safe_load((small.path / "datasette.yaml").read_text())
    served = app.Datasette([str(small.file(".sqlite"))], metadata=configuration, settings={"sql_time_limit_ms": 60_000})
    loop = asyncio.new_event_loop()
    loop.run_until_complete(served.invoke_startup())

    def ask(path):
        answer = loop.run_until_complete(served.client.get(path))
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return answer

    ask.configuration = configuration
    yield ask
    loop.close()


@pytest.mark.full
def test_datasette_serves_every_table_with_its_facets(small, ask_datasette):
    assert ask_datasette.configuration["title"] in ask_datasette("/").text
    name = small.file(".sqlite").stem
    tables = ask_datasette(f"/{name}.json").json()
    shown = {table["name"] for table in tables["tables"] if not table["hidden"]}
    assert {"architecture", "run", "score", "correlation", "pareto"} < shown and "sqlite_stat1" not in shown
    described = ask_datasette.configuration["databases"][name]["tables"]
    assert shown | {view["name"] for view in tables["views"]} <= set(described)
    for table in described:
        page = ask_datasette(f"/{name}/{table}").text
        answer = ask_datasette(f"/{name}/{table}.json?_shape=objects&_facet_size=max").json()
        facets = (answer.get("facet_results") or {}).values()
        assert set(described[table].get("facets", [])) == {facet["name"] for facet in facets}, (table, list(facets))
        for text in described[table].get("columns", {}).values():
            assert text in html.unescape(page) or text in page, (table, text)
    # Labels stand for foreign keys.
    run = small.runs[0]
    assert run["encoding"] in ask_datasette(f"/{name}/run?_size=max").text


@pytest.mark.full
def test_the_documented_command_serves_the_release(small):
    page = (ROOT / "docs" / "packaging.md").read_text()
    words = re.search(r"`datasette NAME.sqlite ([^`]+)`", page)[1].split()
    pytest.importorskip("datasette")
    file = small.file(".sqlite")
    done = subprocess.run([sys.executable, "-m", "datasette", file.name, *words, "--get", f"/{file.stem}/metric"], cwd=small.path,
                          capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    title = yaml.safe_load((small.path / "datasette.yaml").read_text())["databases"][file.stem]["tables"]["metric"]["columns"]
    assert html.escape(title["selectable"]) in done.stdout


@pytest.mark.full
def test_datasette_answers_the_canned_queries(small, ask_datasette):
    name = small.file(".sqlite").stem
    run = small.runs[0]
    queries = ask_datasette.configuration["databases"][name]["queries"]
    assert len(queries) >= 3
    for query, content in queries.items():
        assert content["title"] in html.unescape(ask_datasette(f"/{name}/{query}").text)
        rows = ask_datasette(
            f"/{name}/{query}.json?_shape=array&task={run['task']}&encoding={run['encoding']}").json()
        assert rows, query
    assert run["sources"][0]["sha256"] in {row["sha256"] for row in rows}
