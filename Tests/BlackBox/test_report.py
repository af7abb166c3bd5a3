"""report.html: one page without a network, that hostile text cannot change, and that people can read."""

import base64
import hashlib
import html.parser
import json
import re

import pytest

from support import transnas
from support.release import OFFICIAL, build
from transnas_logs import TASKS, Run

HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(2)>"


class Page(html.parser.HTMLParser):
    """Elements in order, texts, and whether every element is closed."""

    VOID = {"meta", "br", "img", "input", "link"}

    def __init__(self, text):
        super().__init__()
        self.text, self.elements, self.open, self.words = text, [], [], []
        self.feed(text)
        assert self.open == [], self.open

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("script", "style"):
            self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def text(drawn):
    return (drawn.path / "report.html").read_text()


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_sections_and_figures(page, drawn):
    assert [a["id"] for a in page.all("section")] == ["contents", "coverage", "findings", "distributions", "curves",
                                                      "correlations", "costs", "cells", "noise"]
    figures = page.all("figure")
    for space in (transnas.MICRO, transnas.MACRO):
        for task in TASKS:
            assert sum((f["data-space"], f["data-task"]) == (space, task) for f in figures) >= 4
    assert {f["data-space"] for f in figures} == {transnas.MICRO, transnas.MACRO}
    words = " ".join(page.words)
    best = drawn.query("SELECT encoding FROM architecture")
    assert sum(row["encoding"] in words for row in best) >= 6


def test_every_figure_can_be_read_without_seeing_it(page):
    ids = [a["id"] for _, a in page.elements if a.get("id")]
    assert len(ids) == len(set(ids))
    drawings = page.all("svg")
    assert len(drawings) > 40
    for attributes in drawings:
        assert attributes["role"] == "img"
        for name in attributes.get("aria-labelledby", "").split():
            assert name in ids
    assert len(page.all("title")) == len(drawings) + 1
    assert len(page.all("table")) >= len(page.all("details")) >= 40
    assert page.all("html")[0]["lang"] == "en"
    assert all("label" in p or "aria-label" in p for p in page.all("progress"))


def test_the_page_needs_nothing_else_and_allows_nothing_else(text, page):
    for tag, attributes in page.elements:
        for name, value in attributes.items():
            assert not name.startswith("on") and name != "style", (tag, name)
            assert not (name in ("src", "href") and not value.startswith("#")), (tag, name, value)
    assert len(page.all("script")) == len(page.all("style")) == 1 and not page.all("link")
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("script", "style"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", text, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    without = re.sub(r'http://www\.w3\.org/2000/svg', "", text)
    assert "http" not in without.replace("http-equiv", "") or "://" not in without


def test_hostile_text_stays_text(tmp_path, pipeline):
    run = Run("64-1234-basic", "class_scene", epochs=3)
    run.write(tmp_path / "logs")
    bad = Run("64-1244-basic", "class_scene", epochs=3)
    bad.record["status"] = HOSTILE
    bad.write(tmp_path / "logs")

    def change(document):
        document["title"] = HOSTILE
        document["authors"] = [HOSTILE, "\u202egnihtemos"]

    release = build(tmp_path / "logs", tmp_path / "release", pipeline(change))
    page = Page((release.path / "report.html").read_text())
    assert not page.all("img") and len(page.all("script")) == 1 and len(page.all("title")) >= 1
    words = "".join(page.words)
    assert HOSTILE in words
    assert "\u202e" not in words and "[U+202E]" in words


def test_colours_can_be_told_apart(text):
    """Text has a contrast of 4.5 to 1 on its background, light and dark and on paper."""
    def luminance(colour):
        colour = "".join(2 * digit for digit in colour) if len(colour) == 3 else colour
        parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    themes = [dict(re.findall(r"--(\w+):#(\w+)", rules)) for rules in re.findall(r":root\{(.*?)\}", text)]
    assert len(themes) == 3
    for theme in themes:
        for ground in ("bg", "card"):
            for ink in ("fg", "soft", "accent"):
                assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground, theme)
        # The cells of the heat map are at most 37 % of a colour.
        for tint in ("accent", "warm"):
            parts = [round(int(theme["bg"].ljust(6, theme["bg"][0])[i:i + 2], 16) * 0.63 +
                           int(theme[tint][i:i + 2], 16) * 0.37) for i in (0, 2, 4)]
            assert contrast(theme["fg"], "".join(f"{part:02x}" for part in parts)) >= 4.5


def test_the_number_of_threads_leaves_no_trace(drawn, text, tmp_path):
    again = build(drawn.path.parent / "logs", tmp_path / "release", options=("--no-cache", "--jobs", "1"))
    assert (again.path / "report.html").read_text() == text


def test_a_release_of_one_run_has_a_page(tmp_path):
    Run("64-1234-basic", "class_scene", epochs=2).write(tmp_path / "logs")
    release = build(tmp_path / "logs", tmp_path / "release")
    page = Page((release.path / "report.html").read_text())
    assert "64-1234-basic" in "".join(page.words) and "NaN" not in page.text and "inf" not in page.words


def ticks(text, number):
    """The labels of the axis to the left in the drawing of that number."""
    drawing = re.findall(r"<svg viewBox=.0 0 360 230.*?</svg>", text, re.S)[number]
    return re.findall(r'class="end">([^<]*)</text>', drawing)


def test_architectures_are_counted_in_whole_numbers(text):
    for number in range(2 * len(TASKS)):
        assert ticks(text, number) and all(re.fullmatch(r"\d+", label) for label in ticks(text, number))


def test_epochs_are_whole_and_one_of_them_is_drawn(tmp_path):
    """A benchmark that logs the last epoch alone has curves of one point."""
    for encoding in transnas.micro_encodings()[200::500]:
        Run(encoding, "class_scene", epochs=1).write(tmp_path / "logs")
    release = build(tmp_path / "logs", tmp_path / "release")
    text = (release.path / "report.html").read_text()
    [curve] = [drawing for drawing in re.findall(r"<svg viewBox=.0 0 360 230.*?</svg>", text, re.S) if "epoch of 1" in drawing]
    assert re.findall(r'class="middle">([^<]*)</text>', curve)[:2] == ["0", "epoch of 1"]
    corners = re.search(r'class="line" d="M(\S+) \S+L(\S+) ', curve)
    assert float(corners[2]) - float(corners[1]) > 50
    assert "e-10" not in text and "1 epochs" not in text


def test_a_constant_score_has_an_axis_around_it(tmp_path):
    Run("64-1234-basic", "class_scene", epochs=2).write(tmp_path / "logs")
    for run in (tmp_path / "logs").rglob("model_db.json"):
        document = json.loads(run.read_text())
        for epoch in document["64-1234-basic"]["metrics"].values():
            epoch |= {name: 0.0 for name in epoch if name.endswith(("top1", "top5"))}
        run.write_text(json.dumps(document))
    for log in (tmp_path / "logs").rglob("*.txt"):
        log.unlink()
    text = (build(tmp_path / "logs", tmp_path / "release").path / "report.html").read_text()
    assert "e-10" not in text and "1e-9" not in text


def test_correlations_are_told_to_two_decimals_and_with_costs(page, text):
    maps = re.findall(r"<svg viewBox=[^>]*width=.*?</svg>", text, re.S)
    tau = [label for drawing in maps if "data-pick-space" in drawing
           for label in re.findall(r'class="middle">([^<]*)</text>', drawing)]
    assert tau and all(re.fullmatch(r"-?[01]\.\d\d", label) for label in tau)
    assert sum("Score and cost" in word for word in page.words) == 2


def test_findings_are_told_by_rule_and_severity(text, drawn):
    section = text.split('id="findings"', 1)[1].split("</section>", 1)[0]
    rows = re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td>', section)
    assert len(rows) == len(set(rows))
    found = [json.loads(line) for line in (drawn.path / "findings.jsonl").read_text().splitlines()]
    assert set(rows) == {(entry["code"], entry["severity"]) for entry in found}


def test_a_chain_is_drawn_downwards_and_fits_a_panel(text):
    widths = [int(width) for width in re.findall(r'<svg xmlns="[^"]*" version="1.1" width="(\d+)"', text)]
    assert len(widths) == 6 and max(widths) < 700


def test_the_colours_of_bins_are_told_for_light_and_dark(text):
    assert "darker" not in text and "stronger for 1, 2 to 4" in text


def test_the_labels_of_an_axis_have_one_unit(text):
    for drawing in re.findall(r"<svg viewBox=.0 0 360 230.*?</svg>", text, re.S):
        for axis in ("end", "middle"):
            labels = re.findall(rf'y="\S+" class="{axis}">(-?[\d.]+(?: [kMGT])?)</text>', drawing)
            units = {label.split(" ")[1] if " " in label else "" for label in labels if label != "0"}
            assert len(units) <= 1 or "logarithmic" in drawing, labels
            assert not any(len(label) > 6 for label in labels), labels


@pytest.mark.full
def test_the_page_of_the_official_release_is_below_a_megabyte():
    """Measured where the full tree is: `CELLAR_FULL_TREE` names it."""
    import os
    import tempfile
    tree = os.environ.get("CELLAR_FULL_TREE")
    if not tree:
        pytest.skip("CELLAR_FULL_TREE names no tree of all 51,464 runs")
    with tempfile.TemporaryDirectory() as place:
        release = build(tree, f"{place}/release", OFFICIAL)
        assert (release.path / "report.html").stat().st_size < 1_000_000
