"""report.html in headless Chromium: a real pointer and real keys, phone and desk, light, dark and paper."""

import json

import pytest

from support import transnas
from support.browser import CHROMIUM, Browser
from transnas_logs import TASKS

pytestmark = [pytest.mark.full, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]


@pytest.fixture(scope="module")
def browser():
    with Browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def path(drawn):
    return drawn.path / "report.html"


@pytest.fixture
def page(browser, path):
    browser.open(path)
    return browser


def shown(page):
    """Space and task of the figures that are to be seen."""
    return {tuple(pair) for pair in page.evaluate(
        "[].filter.call(document.querySelectorAll('figure'),function(f){return f.getClientRects().length})"
        ".map(function(f){return [f.dataset.space,f.dataset.task]})")}


def tip(page):
    return page.evaluate("(function(){var t=document.getElementById('tip');return t.hidden?null:t.textContent})()")


@pytest.mark.parametrize("dark", [False, True])
def test_it_loads_without_a_network_and_without_complaints(browser, path, dark):
    browser.open(path, dark=dark)
    assert browser.complaints() == []
    red = browser.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]")
    assert (int(red) < 60) is dark
    assert browser.evaluate("!document.getElementById('filter').hidden")


@pytest.mark.parametrize("mark", [".bar", ".hit", ".point", "g[data-tip]", ".cell"])
def test_the_pointer_shows_values(page, mark):
    assert tip(page) is None
    x, y = page.middle(mark, 1)
    page.point(x, y)
    said = tip(page)
    assert said and said in page.evaluate(
        f"[].map.call(document.querySelectorAll({json.dumps(mark)}),function(m){{return m.dataset.tip}})")
    box = page.evaluate("(function(){var b=document.getElementById('tip').getBoundingClientRect();"
                        "return [b.left,b.top,innerWidth-b.right,innerHeight-b.bottom]})()")
    assert min(box) >= 0, box
    page.point(1, 1)
    assert tip(page) is None


def test_a_click_leaves_one_space_and_task(page):
    everything = shown(page)
    assert {space for space, _ in everything} == {transnas.MICRO, transnas.MACRO}
    page.click(*page.middle(f".cell[data-pick-space='{transnas.MICRO}']", 2))
    assert shown(page) == {(transnas.MICRO, TASKS[2]), (transnas.MICRO, "")}
    assert page.evaluate("document.getElementById('said').textContent")
    page.click(*page.middle("#all"))
    assert shown(page) == everything
    page.click(*page.middle(f"g[data-pick-space='{transnas.MICRO}']"))
    assert {space for space, _ in shown(page)} == {transnas.MICRO} and len({task for _, task in shown(page)}) == 2


def test_the_keyboard_reaches_every_mark(page):
    page.evaluate("document.querySelector('svg [tabindex=\"0\"]').focus()")
    first = tip(page)
    assert first == page.evaluate("document.activeElement.dataset.tip")
    page.press("ArrowRight", 39)
    assert tip(page) == page.evaluate("document.activeElement.dataset.tip") != first
    page.press("Escape", 27)
    assert tip(page) is None
    for key, code, text in (("Enter", 13, "\r"), (" ", 32, " ")):
        page.evaluate("document.getElementById('all').click();document.querySelector('g[data-pick-space]').focus()")
        task = page.evaluate("document.activeElement.getAttribute('data-pick-task')")
        page.press(key, code, text)
        assert {name for _, name in shown(page)} == {task, ""}


def test_whatever_takes_the_focus_has_a_name(page):
    page.call("Accessibility.enable")
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    focusable = 0
    for node in nodes:
        if node.get("ignored") or node["role"]["value"] in ("RootWebArea", "generic", "none"):
            continue
        if any(entry["name"] == "focusable" and entry["value"]["value"] for entry in node.get("properties", [])):
            focusable += 1
            assert node.get("name", {}).get("value"), node
    assert focusable > 100
    drawings = page.evaluate("[].filter.call(document.querySelectorAll('svg'),function(s){"
                             "return s.getAttribute('role')==='img'&&s.querySelector('[tabindex]')}).length")
    assert drawings == 0, "what is inside of an image is hidden from readers"


@pytest.mark.parametrize("width, mobile", [(320, True), (390, True), (768, False), (1280, False), (2000, False)])
def test_nothing_is_wider_than_the_screen_or_cut_off(browser, path, width, mobile):
    browser.open(path, width=width, mobile=mobile)
    browser.evaluate("document.querySelectorAll('details').forEach(function(d){d.open=true})")
    assert browser.evaluate("document.documentElement.scrollWidth") == width
    cut = browser.evaluate("""(function(){var cut=[];document.querySelectorAll('figure svg').forEach(function(s){
      var b=s.getBoundingClientRect();s.querySelectorAll('text').forEach(function(t){var r=t.getBoundingClientRect();
      if(r.left<b.left-1||r.right>b.right+1||r.top<b.top-1||r.bottom>b.bottom+1)
      cut.push([t.textContent,r.left-b.left,b.right-r.right,r.top-b.top,b.bottom-r.bottom])})});return cut})()""")
    assert cut == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_link_leads_to_a_heading_that_the_filter_does_not_cover(browser, path, width):
    browser.open(path, width=width, mobile=width < 500)
    browser.evaluate("document.documentElement.style.scrollBehavior='auto'")
    for number in range(browser.evaluate("document.querySelectorAll('nav a').length")):
        covered = browser.evaluate(f"""new Promise(function(done){{var a=document.querySelectorAll('nav a')[{number}];a.click();
          requestAnimationFrame(function(){{requestAnimationFrame(function(){{
          var h=document.querySelector(a.getAttribute('href')+' h2').getBoundingClientRect();
          done(document.getElementById('filter').getBoundingClientRect().bottom-h.top)}})}})}})""")
        assert covered <= 0, (number, covered)


@pytest.mark.parametrize("width", [390, 1280])
def test_labels_do_not_lie_on_each_other(browser, path, width):
    browser.open(path, width=width, mobile=width < 500)
    over = browser.evaluate("""(function(){var over=[];
      document.querySelectorAll('figure svg[viewBox="0 0 360 230"]').forEach(function(s){
      var t=[].map.call(s.querySelectorAll(':scope > text'),function(t){return [t.getBoundingClientRect(),t.textContent]});
      for(var i=0;i<t.length;i++)for(var j=0;j<i;j++){var a=t[i][0],b=t[j][0];
      if(a.left<b.right-1&&b.left<a.right-1&&a.top<b.bottom-2&&b.top<a.bottom-2)over.push([t[i][1],t[j][1]])}});
      return over})()""")
    assert over == []


def test_it_prints(browser, path):
    browser.open(path, width=800, paper=True)
    assert browser.evaluate("document.documentElement.scrollWidth") == 800
    assert browser.evaluate("getComputedStyle(document.getElementById('filter')).display") == "none"
    assert browser.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("width, dark", [(390, False), (1280, False), (1280, True)])
def test_a_picture_of_it_is_not_blank(browser, path, tmp_path, width, dark):
    browser.open(path, width=width, mobile=width < 500, dark=dark)
    browser.screenshot(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 100_000
