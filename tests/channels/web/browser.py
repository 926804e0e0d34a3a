"""A headless Chromium, driven over its debugging port: open a page, read it, press what is on it, take its picture.

Chrome DevTools Protocol: https://chromedevtools.github.io/devtools-protocol/ (Page, Runtime, Emulation, Input, DOM).
"""

import asyncio
import base64
import itertools
import json
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse

NAMES = ("chromium", "chromium-browser", "google-chrome")
PROGRAM = next((found for name in NAMES if (found := shutil.which(name))), None)
needs_browser = pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine")
PHONE, SMALL_PHONE, DESKTOP = (390, 844, True), (320, 568, True), (1280, 800, False)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-proxy-server",
    "--remote-debugging-port=0",
)
PATIENCE = 20.0

# Resolves when the expression is true; looked at after every change of the page, and now and then besides.
WAIT = """
new Promise((found, lost) => {
  const value = () => { try { return (SCRIPT); } catch { return null; } };
  const look = () => { if (value()) { stop(); found(true); } };
  const observer = new MutationObserver(look);
  const often = setInterval(look, 100);
  const late = setTimeout(() => { stop(); lost(new Error("not in time")); }, MILLISECONDS);
  const stop = () => { observer.disconnect(); clearInterval(often); clearTimeout(late); };
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  look();
})
"""
# The last button or link with these words that can be seen and used.
FIND = """
[...document.querySelectorAll("button, a")].filter((one) => one.offsetParent && !one.disabled
  && (one.innerText.trim() === WORDS || one.getAttribute("aria-label") === WORDS)).pop()
"""
MIDDLE = """
((one) => {
  one.scrollIntoView({ block: "nearest" });
  const box = one.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
})(FIND)
"""
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 250))))"


class Page:
    """One tab. `complaints`: scripts that failed, and what the page's own policy forbade."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self.numbers = itertools.count(1)
        self.answers: dict[int, asyncio.Future[Any]] = {}
        self.loaded = asyncio.Event()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.reader = asyncio.create_task(self._read())

    async def call(self, method: str, **params: Any) -> Any:
        """One command of the protocol. Raises RuntimeError with the browser's words."""
        number = next(self.numbers)
        self.answers[number] = asyncio.get_running_loop().create_future()
        await self.socket.send_json({"id": number, "method": method, "params": params})
        return await asyncio.wait_for(self.answers[number], PATIENCE)

    async def size(self, width: int, height: int, mobile: bool) -> None:
        """As large as this, with a finger or with a mouse."""
        scale = 2 if mobile else 1
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=mobile
        )
        await self.call("Emulation.setTouchEmulationEnabled", enabled=mobile)

    async def open(self, url: str) -> None:
        """Go there and wait for it."""
        self.loaded.clear()
        await self.call("Page.navigate", url=url)
        await asyncio.wait_for(self.loaded.wait(), PATIENCE)

    async def run(self, script: str) -> Any:
        """The value of this expression in the page; promises are awaited."""
        answer = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"], ensure_ascii=False)[:500])
        return answer["result"].get("value")

    async def wait(self, script: str) -> None:
        """Wait until this expression is true in the page."""
        looking = WAIT.replace("SCRIPT", script).replace("MILLISECONDS", str(int(PATIENCE * 900)))
        for chance in (1, 2, 3):
            try:
                await self.run(looking)
                return
            except RuntimeError as error:
                if (
                    "navigated" in str(error) and chance < 3
                ):  # another page took the place of the one that was looked at
                    continue
                seen = await self.run("document.body?.innerText")
                raise AssertionError(f"never true in the page: {script}\n{seen}") from error

    async def text(self, words: str) -> None:
        """Wait until these words can be read."""
        await self.wait(f"document.body.innerText.includes({json.dumps(words)})")

    async def press(self, words: str) -> None:
        """Press the last button (or link) with these words at its middle, as a finger would."""
        find = FIND.replace("WORDS", json.dumps(words)).strip()
        await self.wait(f"Boolean({find})")
        x, y = await self.run(MIDDLE.replace("FIND", find))
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def type(self, words: str) -> None:
        """Type where the cursor is."""
        await self.call("Input.insertText", text=words)

    async def key(self, name: str, code: int) -> None:
        """Press a key: "Enter", 13."""
        for kind in ("rawKeyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key=name, windowsVirtualKeyCode=code)

    async def write(self, words: str) -> None:
        """Write into the chat and send it."""
        await self.run("document.getElementById('write').focus()")
        await self.type(words)
        await self.run("document.getElementById('composer').requestSubmit()")

    async def choose(self, *paths: Path) -> None:
        """Choose these files in the page's file dialog."""
        document = await self.call("DOM.getDocument")
        node = await self.call("DOM.querySelector", nodeId=document["root"]["nodeId"], selector="#picker")
        await self.call("DOM.setFileInputFiles", nodeId=node["nodeId"], files=[str(path) for path in paths])

    async def photograph(self, path: Path) -> None:
        """A PNG of what is seen."""
        await self.run(PAINTED)
        shot = await self.call("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))

    async def _read(self) -> None:
        async for message in self.socket:
            said = json.loads(message.data)
            if "id" in said:
                self._answered(said)
            else:
                self._happened(said["method"], said["params"])

    def _answered(self, said: dict[str, Any]) -> None:
        future = self.answers.pop(said["id"])
        if future.done():
            return
        if "error" in said:
            future.set_exception(RuntimeError(said["error"]["message"]))
        else:
            future.set_result(said["result"])

    def _happened(self, what: str, params: dict[str, Any]) -> None:
        if what == "Page.loadEventFired":
            self.loaded.set()
        elif what == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif what == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(params["exceptionDetails"], ensure_ascii=False)[:400])
        elif what == "Log.entryAdded" and params["entry"]["level"] == "error":
            entry = params["entry"]
            self.complaints.append(f"{entry['source']}: {entry['text']} {entry.get('url', '')}")


@contextmanager
def started() -> Iterator[int]:
    """A browser with an empty profile of its own; gives its debugging port."""
    if PROGRAM is None:
        raise RuntimeError("no Chromium on this machine")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [PROGRAM, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            errors="replace",
        )
        try:
            yield _port(process)
        finally:
            process.kill()
            process.communicate()


@asynccontextmanager
async def browsing(port: int) -> AsyncIterator[Page]:
    """A new tab of a phone's size in a started browser, without the cookies of those before it."""
    async with ClientSession() as session:
        async with session.put(f"http://127.0.0.1:{port}/json/new?about:blank") as answer:
            tab = json.loads(await answer.text())
        async with session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            page = Page(socket)
            for domain in ("Page", "Runtime", "Log", "DOM", "Network"):
                await page.call(f"{domain}.enable")
            await page.call("Network.clearBrowserCookies")
            await page.call("Page.bringToFront")
            await page.size(*PHONE)
            try:
                yield page
            finally:
                page.reader.cancel()
                async with session.get(f"http://127.0.0.1:{port}/json/close/{tab['id']}"):
                    pass


def _port(process: "subprocess.Popen[str]") -> int:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("DevTools listening on"):
            return int(line.split(":")[-1].split("/")[0])
    raise RuntimeError("Chromium ended before it listened")
