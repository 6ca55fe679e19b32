"""The search for bad looks is no ornament: what is too wide, too pale or transparent is found, and nothing else."""

import pytest
from looks import PALE, SEEN_THROUGH, WIDE

DOT = "data:image/png;base64,{}"
CLEAR = DOT.format("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNQUFBoAAABpQDhlNjCzQAAAABJRU5ErkJggg==")
FULL = DOT.format("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNQUFAAAADEAGEplfmwAAAAAElFTkSuQmCC")
BESIDE = '<p style="width: 900px; color: #888">beside the outputs</p>'
WHITE_ON_BLACK = "background: #111; color: white"


@pytest.fixture
def outputs(browser):
    """Return a function that shows outputs as JupyterLab would, 300 pixels wide, on a ground."""
    page = browser.new_page()

    def show(*outputs, style=""):
        boxes = (
            f'<div class="jp-OutputArea-output" style="width: 300px; overflow: auto">{html}</div>' for html in outputs
        )
        page.set_content(f'<body style="{style}">{BESIDE}<div class="jp-NotebookPanel">{"".join(boxes)}</div></body>')
        return page

    yield show
    page.close()


def test_what_is_too_wide_is_found(outputs):
    fits = '<table style="width: 300px"><td>fits</td></table>'
    behind = '<figure></figure><details><p style="width: 400px">behind a figure</p></details>'
    assert outputs(fits, behind).evaluate(WIDE) == []
    wide = '<p style="width: 301px">too wide</p>'
    found = outputs(fits, wide, f"<details>folded {wide}</details>", f'<div style="overflow: auto">moves {wide}</div>')
    assert found.evaluate(WIDE) == [
        f"301 px on 300: {words}" for words in ("too wide", "folded too wide", "moves too wide")
    ]


@pytest.mark.parametrize(
    "pale",
    [
        "color: #777",  # 4.48 on white
        "color: rgba(0, 0, 0, .5)",
        "color: black; opacity: .5",
        "color: #333; background: #777",
        "color: black; background: rgba(0, 0, 0, .6)",
    ],
)
def test_what_is_too_pale_is_found(outputs, pale):
    good = '<p style="color: #767676">4.54 on white</p><mark>black on yellow</mark>'
    assert outputs(good).evaluate(PALE, 4.5) == {"seen": 2, "pale": []}
    hidden = '<p style="color: white; display: none">hidden</p>'
    found = outputs(good, hidden, f'<details><summary>fold</summary><b style="{pale}">pale</b></details>').evaluate(
        PALE, 4.5
    )
    assert (found["seen"], len(found["pale"])) == (4, 1) and found["pale"][0].endswith(", b: pale")


def test_what_is_too_pale_in_the_dark_is_found(outputs):
    fine = "<p>white</p><mark style='background: rgba(127, 127, 127, .13); color: inherit'>white</mark>"
    assert outputs(fine, style=WHITE_ON_BLACK).evaluate(PALE, 4.5) == {"seen": 2, "pale": []}
    found = outputs("<p style='color: #333'>ink</p>", style=WHITE_ON_BLACK).evaluate(PALE, 4.5)
    assert len(found["pale"]) == found["seen"] == 1


def test_a_picture_without_a_ground_is_found(outputs):
    page = outputs(f'<img alt="full" src="{FULL}">', f'<img alt="clear" src="{CLEAR}">')
    page.wait_for_function("() => Array.from(document.images).every(image => image.naturalWidth)")
    assert page.evaluate(SEEN_THROUGH) == ["clear"]
