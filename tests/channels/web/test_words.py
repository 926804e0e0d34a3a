"""The page's sentences: all there in both languages, none unused, and nothing but words in the page."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from channels.web.static import PAGE, Static
from channels.web.words import sentences
from tests.channels.web.harness import Bench, opened

SERVER = "\n".join(path.read_text(encoding="utf-8") for path in PAGE.parent.glob("*.py"))
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in PAGE.glob("*.js"))
HTML = (PAGE / "index.html").read_text(encoding="utf-8")


def test_both_languages_have_the_same_sentences_with_the_same_gaps():
    vietnamese, english = sentences("vi"), sentences("en")
    assert vietnamese.keys() == english.keys()
    gaps = re.compile(r"\{\w+\}")
    assert {key: gaps.findall(text) for key, text in vietnamese.items()} == {
        key: gaps.findall(text) for key, text in english.items()
    }


def test_every_sentence_that_the_page_asks_for_is_there_and_none_is_left_over():
    asked = set(re.findall(r'data-(?:say|label|placeholder)="([a-z-]+)"', HTML))
    quoted = set(re.findall(r'"([a-z][a-z-]*)"', SCRIPTS))
    on_the_server = {key.removeprefix("page-") for key in re.findall(r'"(page-[a-z-]+)"', SERVER)}
    assert asked | on_the_server <= sentences("vi").keys()
    assert set(re.findall(r'\bsay\("([a-z-]+)"', SCRIPTS)) <= sentences("vi").keys()
    assert sentences("vi").keys() <= asked | quoted | on_the_server | {"noscript", "bot-name"}


def test_the_scripts_never_make_html_or_code_from_text():
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "DOMParser",
    ):
        assert forbidden not in SCRIPTS, forbidden
    assert not re.search(r"""\son\w+=|style=|<script(?![^>]*(?:src=|type="application/json"))""", HTML)


def test_the_page_loads_nothing_from_elsewhere():
    everything = HTML + SCRIPTS + "".join(path.read_text(encoding="utf-8") for path in PAGE.glob("*.css"))
    links = set(re.findall(r"""(?:https?:)?//[\w.-]+\.\w+""", everything))
    assert links <= {"http://www.w3.org", "//www.w3.org"}


def test_the_state_in_the_page_cannot_end_its_block(monkeypatch: pytest.MonkeyPatch):
    page = Static()
    monkeypatch.setattr(
        "channels.web.static.sentences", lambda _: {"bot-name": "x", "noscript": "</script><b>", "a": "<!--"}
    )

    class Site:
        zone, demo, files = "Asia/Ho_Chi_Minh", False, type("Files", (), {"limit": 1})

    text = page.page(Site(), "vi", None)
    state = text.split('id="state">')[1].split("</script>")[0]
    assert "<" not in state
    assert "\\u003c/script>" in state


async def test_the_language_is_chosen_and_remembered(bench: Bench):
    async with opened(bench) as browser:
        for path, language in (("/", "vi"), ("/?lang=en", "en"), ("/", "en"), ("/?lang=xx", "en"), ("/?lang=vi", "vi")):
            async with browser.client.get(path) as answer:
                assert f'<html lang="{language}">' in await answer.text()


async def test_the_scripts_are_kept_by_the_browser_until_they_change(bench: Bench):
    async with opened(bench) as browser:
        async with browser.client.get("/") as answer:
            path = re.search(r'src="(/static/\w+/app.js)"', await answer.text())
        assert path is not None
        async with browser.client.get(path[1]) as answer:
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        for odd in ("/static/old/app.js", "/static/x/index.html", "/static/x/..%2fserver.py", "/static/x/nothing.js"):
            async with browser.client.get(odd) as answer:
                assert (answer.status, answer.headers["Cache-Control"]) == (
                    200 if odd.endswith("/app.js") else 404,
                    "no-store",
                )


def test_the_server_starts_without_the_bots_library():
    script = "import sys, channels.web.server, channels.web.messenger; sys.exit('aiogram' in sys.modules)"
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == 0
