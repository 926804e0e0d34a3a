"""A real browser for the tests: headless Chromium driven through its DevTools line, nothing in between."""

import asyncio
import base64
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-port=0",
)
PATIENCE = 15.0


def found() -> str | None:
    """Where a Chromium is on this machine, if anywhere."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Page:
    """One tab. Waits are on conditions in the page, checked by the page itself at every frame."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line
        self._number = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._reading = asyncio.create_task(self._read())
        self.complaints: list[str] = []

    async def _read(self) -> None:
        async for message in self._line:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            elif said.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(said["params"])[:500])
            elif said.get("method") == "Log.entryAdded" and said["params"]["entry"]["level"] == "error":
                self.complaints.append(said["params"]["entry"]["text"])

    async def do(self, method: str, **params: Any) -> Any:
        """Ask the browser for something by its DevTools name."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._line.send_json({"id": self._number, "method": method, "params": params})
        said = await asyncio.wait_for(answer, PATIENCE)
        if "error" in said:
            raise AssertionError(f"{method}: {said['error']}")
        return said["result"]

    async def js(self, expression: str) -> Any:
        """The value of an expression in the page; promises are awaited."""
        done = await self.do("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise AssertionError(f"{expression}: {json.dumps(done['exceptionDetails'])[:600]}")
        return done["result"].get("value")

    async def opens(self, url: str, width: int = 390, height: int = 844, scale: float = 2) -> None:
        """Go there with a screen of that size (CSS pixels)."""
        for domain in ("Page", "Runtime", "Log"):
            await self.do(f"{domain}.enable")
        await self.resize(width, height, scale)
        await self.do("Page.navigate", url=url)
        await self.until("document.readyState === 'complete'")

    async def resize(self, width: int, height: int, scale: float = 2) -> None:
        """Another screen."""
        await self.do(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 600,
        )

    async def until(self, condition: str, patience: float = PATIENCE) -> Any:
        """Wait until the condition holds in the page; gives its value."""
        wait = f"""new Promise((resolve, reject) => {{
          const end = performance.now() + {patience * 1000 - 500};
          const look = () => {{
            let value; try {{ value = ({condition}); }} catch (e) {{ value = null; }}
            if (value) return resolve(value instanceof Node ? true : value);
            if (performance.now() > end) return resolve(null);
            setTimeout(look, 15);
          }}; look(); }})"""
        value = await self.js(wait)
        if not value:
            raise AssertionError(f"never came true: {condition}; the page says: {await self.js(TEXT)}")
        return value

    async def picture(self, path: Path) -> None:
        """Keep what the screen shows as a PNG."""
        await self.js("Promise.all(document.getAnimations().map(a => a.finished.catch(() => 0)))")
        await self.js("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
        shot = await self.do("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))

    async def types(self, selector: str, text: str) -> None:
        """Put the text where a person would type it."""
        await self.js(f"document.querySelector({json.dumps(selector)}).focus()")
        await self.do("Input.insertText", text=text)

    async def close(self) -> None:
        """Close the tab."""
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._line.close()


TEXT = "document.body.innerText.slice(-1500)"


@asynccontextmanager
async def browser() -> AsyncIterator[Page]:
    """One tab of a fresh browser with an empty profile."""
    program = found()
    assert program is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            program,
            *FLAGS,
            f"--user-data-dir={profile}",
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            assert process.stderr is not None
            address = ""
            while "DevTools listening on " not in address:
                address = (await asyncio.wait_for(process.stderr.readline(), 60)).decode()
                assert address, "the browser ended"
            drain = asyncio.create_task(process.stderr.read())
            root = address.split("DevTools listening on ws://")[1].split("/")[0]
            async with aiohttp.ClientSession() as http:
                async with http.get(f"http://{root}/json") as answer:
                    tab = next(t for t in await answer.json() if t["type"] == "page")
                line = await http.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=64 * 1024 * 1024)
                page = Page(line)
                try:
                    yield page
                finally:
                    await page.close()
        finally:
            process.kill()
            await process.wait()
            await asyncio.gather(drain, return_exceptions=True)
