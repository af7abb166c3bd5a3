"""What a pipeline file says of people, licences, days and works, and what the packaging makes of it."""

import json
import re
import sqlite3
import subprocess

import pytest
import yaml

from conftest import ROOT
from support import release as cellar
from support import transnas
from transnas_logs import TASKS, Run


@pytest.fixture
def described(fixture_logs, pipeline, tmp_path):
    """Builds the fixtures with a change of the pipeline file; the release, or what was complained about."""
    def make(change, code=0, options=()):
        path = pipeline(change)
        place = tmp_path / "described"
        done = subprocess.run(
            [cellar.cellar(), "build", path, "--input", fixture_logs, "--output", place, "--no-cache", *options],
            capture_output=True, text=True)
        assert done.returncode == code, done.stderr
        return place if code == 0 else done.stderr
    return make


def card(**values):
    return lambda document: document["card"].update(values)


def top(**values):
    return lambda document: document.update(values)


def citation(place):
    return yaml.load((place / "CITATION.cff").read_text(), yaml.BaseLoader)


@pytest.mark.parametrize("day", ["2021-02-30", "2023-02-29", "1900-02-29", "2021-04-31", "2021-13-01", "0000-01-01"])
def test_a_day_that_there_is_not_is_refused(described, day):
    said = described(card(date=day), code=64)
    assert f"'date' of 'card' is '{day}'; expected a day such as" in said
    assert re.search(r"pipeline\.yaml:\d+:\d+: ", said)


def test_a_leap_day_is_a_day(described):
    assert citation(described(card(date="2024-02-29")))["date-released"] == "2024-02-29"


@pytest.mark.parametrize("pasted", ["10.5281/zenodo.1", "https://doi.org/10.5281/zenodo.1", "doi:10.5281/zenodo.1",
                                    "http://dx.doi.org/10.5281/zenodo.1", "DOI: 10.5281/zenodo.1"])
def test_an_identifier_is_written_without_what_is_pasted_before_it(described, pasted):
    place = described(card(doi=pasted))
    assert citation(place)["doi"] == "10.5281/zenodo.1"
    assert "DOI 10.5281/zenodo.1." in (place / "README.md").read_text()


@pytest.mark.parametrize("doi", ["10.5281", "zenodo.1", "10.52/x", "10.5281/a b", "10.5281/<x>", "https://example.org/10"])
def test_what_is_no_identifier_is_refused(described, doi):
    assert "expected an identifier such as 10.5281/zenodo.1234567" in described(card(doi=doi), code=64)


def test_people_and_groups_are_told_apart(described):
    place = described(top(authors=[
        "Yawen Duan", "Ludwig van Beethoven", "García Márquez, Gabriel", "King, Jr., Martin Luther", "Jean-Luc Picard, Jr.",
        "Acme Inc.", "the people who trained them", "the authors of NATS-Bench", "Plato", {"name": "Acme Research"},
        {"family": "Cruz", "particle": "de la", "given": "Juana", "suffix": "II",
         "orcid": "https://orcid.org/0000-0002-1825-0097"}]))
    assert citation(place)["authors"] == [
        {"family-names": "Duan", "given-names": "Yawen"},
        {"family-names": "Beethoven", "given-names": "Ludwig", "name-particle": "van"},
        {"family-names": "García Márquez", "given-names": "Gabriel"},
        {"family-names": "King", "given-names": "Martin Luther", "name-suffix": "Jr."},
        {"family-names": "Picard", "given-names": "Jean-Luc", "name-suffix": "Jr."},
        {"name": "Acme Inc."}, {"name": "the people who trained them"}, {"name": "the authors of NATS-Bench"},
        {"name": "Plato"}, {"name": "Acme Research"},
        {"family-names": "Cruz", "given-names": "Juana", "name-particle": "de la", "name-suffix": "II",
         "orcid": "https://orcid.org/0000-0002-1825-0097"}]
    creators = json.loads((place / "croissant.json").read_text())["creator"]
    assert [entry["@type"][3:] for entry in creators] == 5 * ["Person"] + 5 * ["Organization"] + ["Person"]
    assert creators[10] == {"@type": "sc:Person", "name": "Juana de la Cruz II",
                            "url": "https://orcid.org/0000-0002-1825-0097"}
    assert "Gabriel García Márquez, Martin Luther King Jr., " in (place / "LICENSE").read_text()


@pytest.mark.parametrize("author, words", [
    ("a, b, c, d", "is not one name"), ("Duan,", "is not one name"), ({"given": "x"}, "needs 'family'"),
    ({"name": "x", "family": "y"}, "not both"), ({"family": "x", "orcid": "12"}, "expected sixteen digits"),
    ({"famly": "x"}, "did you mean 'family'"),
])
def test_an_author_that_is_none_is_refused_with_its_place(described, author, words):
    said = described(top(authors=[author]), code=64)
    assert words in said and re.search(r"pipeline\.yaml:\d+:\d+: ", said)


@pytest.mark.parametrize("nothing", ["none", "not stated", "Unknown"])
def test_no_work_is_made_of_no_citation(described, nothing):
    place = described(top(citation=nothing))
    written = citation(place)
    assert "references" not in written and "preferred-citation" not in written and nothing not in written["message"]
    assert not any(line.startswith("> ") for line in (place / "README.md").read_text().splitlines())
    assert "citeAs" not in {key for key in json.loads((place / "croissant.json").read_text())}
    assert "source" not in yaml.safe_load((place / "datasette.yaml").read_text())


def test_a_citation_is_passed_on_and_claims_no_authors(described):
    work = "Someone, E. (2020). A paper of others."
    place = described(top(citation=work))
    written = citation(place)
    assert work in written["message"] and "references" not in written
    assert f"> {work}" in (place / "README.md").read_text()
    assert json.loads((place / "croissant.json").read_text())["citeAs"] == work


@pytest.mark.parametrize("licence, expected", [
    ("cc-by-4.0", {"license": "cc-by-4.0"}), ("mit", {"license": "mit"}), ("not stated", {"license": "unknown"}),
    ("Our own licence, v1.2: ask", {"license": "other", "license_name": "our-own-licence-v1.2-ask"}),
    ("MIT OR Apache-2.0", {"license": "other", "license_name": "mit-or-apache-2.0"}),
])
def test_licences_are_named_as_catalogues_name_them(described, licence, expected):
    place = described(top(licence=licence))
    matter = yaml.safe_load((place / "README.md").read_text().split("---\n", 2)[1])
    assert {key: matter[key] for key in expected} == expected
    known = {"cc-by-4.0": "CC-BY-4.0", "mit": "MIT"}.get(licence)
    assert citation(place).get("license") == known


def test_a_missing_key_says_what_is_an_answer(described):
    def without(key):
        return described(lambda document: document["card"].pop(key), code=64)
    assert "'url' is missing in 'card'; expected an address" in without("url")
    assert "'date' is missing in 'card'; expected a day" in without("date")
    assert "'funding' is missing in 'card'; 'not stated' is an answer" in without("funding")
    said = described(card(url="not stated"), code=64)
    assert "'url' of 'card' is 'not stated'; expected an address" in said and re.search(r"pipeline\.yaml:\d+:8: ", said)


def test_what_is_wrong_with_a_name_is_said(described):
    assert "it begins with '-'" in described(top(name="-x"), code=64)
    assert "it has 101 characters; expected at most 100" in described(top(name=101 * "x"), code=64)
    assert "' ' is in it" in described(top(name="a b"), code=64)


def test_numbers_of_the_card_are_those_of_the_release(tmp_path):
    micro = transnas.micro_encodings()[100:103]
    for encoding, task in [(micro[0], TASKS[0]), (micro[1], TASKS[0]), (micro[2], TASKS[1])]:
        Run(encoding, task, epochs=2).write(tmp_path / "logs")
    place = cellar.build(tmp_path / "logs", tmp_path / "release").path
    text = (place / "README.md").read_text()
    rows = dict(re.findall(r"\| (\d+ of [\d,]+) \| `(\w+)` \|", text))
    assert {task: count for count, task in rows.items()} == {TASKS[0]: "2 of 4,096", TASKS[1]: "1 of 4,096"}
    said = "This release has 3 runs of 3 architectures on 2 tasks."
    assert said in citation(place)["abstract"]
    assert said in json.loads((place / "croissant.json").read_text())["description"]


def test_what_selects_is_said_truthfully(small, shared, tmp_path):
    text = (small.path / "README.md").read_text()
    assert "No test value ever selects an epoch or an architecture." in text
    data = shared / "data" / "nas-bench-macro"
    if not data.is_dir():
        pytest.skip(f"no {data}")
    macro = cellar.build(data, tmp_path / "release", "nas-bench-macro")
    text = (macro.path / "README.md").read_text()
    assert "No test value ever" not in text and "chooses on the test set" in text
    assert "size_categories:\n- 1K<n<10K\n" in text
    with sqlite3.connect(macro.file(".sqlite")) as database:
        (title, formula), = database.execute(
            "SELECT description, formula FROM column_metadata WHERE table_name = 'leaderboard' AND column_name = 'value'")
    assert title.startswith("final test value") and formula == "score of rule final on split test"
    assert "by the final test value" in (macro.path / "datasette.yaml").read_text()


def test_only_a_release_is_an_earlier_release(described, fixture_logs, small):
    said = described(top(), code=2, options=("--previous", fixture_logs))
    assert "expected a release of Cellar" in said
    place = described(top(name="renamed"), options=("--previous", small.path))
    text = (place / "CHANGES.md").read_text()
    assert f"Against {small.name} 1.0.0:" in text and "has another name" in text and "this one renamed" in text


def test_each_space_has_its_best_in_datasette(drawn):
    query = yaml.safe_load((drawn.path / "datasette.yaml").read_text())["databases"][drawn.name]["queries"]
    with sqlite3.connect(drawn.file(".sqlite")) as database:
        rows = database.execute(query["best_architectures"]["sql"], {"task": TASKS[0]}).fetchall()
    assert {row[0] for row in rows} == {transnas.MICRO, transnas.MACRO}


def test_every_member_of_the_statistics_is_explained(small):
    text = (small.path / "data-dictionary.md").read_text().split("## `statistics.json`", 1)[1].split("\n## ", 1)[0]
    explained = set(re.findall(r"^\| `([^`]+)` \|", text, re.M))
    schema = json.loads((ROOT / "Schemas" / "statistics.schema.json").read_text())

    def members(node, path):
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node
        for name, member in node.get("properties", {}).items():
            place = f"{path}…{name}" if path else name
            yield place
            yield from members(member, place)
        for key in ("items", "additionalProperties"):
            if isinstance(node.get(key), dict):
                yield from members(node[key], path)

    assert set(members(schema, "")) == explained
