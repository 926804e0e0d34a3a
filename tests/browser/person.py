"""What a person does on the page: play somebody, tap, write, read.

With TINCOSO_PICTURES=docs the pictures of the README are taken on the way.
"""

import json
import os
from pathlib import Path

from tests.channels.web.browser import Page

PICTURES = os.environ.get("TINCOSO_PICTURES")


class Person:
    """What a person does on the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def plays(self, who: str, name: str) -> None:
        """Choose a persona in the bar, and ask for the menu."""
        await self.page.wait("document.querySelector('#demo select')?.options.length > 1")
        await self.page.run(
            f"(s => {{ s.value = '{who}'; s.dispatchEvent(new Event('change', {{bubbles: true}})); }})"
            "(document.querySelector('#demo select'))"
        )
        await self.page.wait(f"document.querySelector('#officer').textContent.includes({json.dumps(name)})")
        count = "document.querySelectorAll('#log .message.bot').length"
        await self.page.wait(f"{count} > 0")
        before = await self.page.run(count)
        await self.page.run("document.querySelector('#menu').click()")
        await self.page.wait(f"{count} > {before}")
        await self.reads(f"Kính chào đồng chí {name}")

    async def reads(self, words: str) -> None:
        """Wait until the newest message says this."""
        newest = "[...document.querySelectorAll('#log .message.bot')].at(-1)"
        await self.page.wait(f"{newest}?.innerText.includes({json.dumps(words)})")

    async def taps(self, label: str, then: str) -> None:
        """Tap the newest button of that label and read what follows."""
        await self.page.press(label)
        await self.reads(then)

    async def writes(self, words: str, then: str) -> None:
        """Write, send, and read what follows."""
        await self.page.write(words)
        await self.reads(then)

    async def log(self) -> str:
        """All that stands in the chat."""
        return str(await self.page.run("document.querySelector('#log').innerText"))

    async def moves_clock(self) -> str:
        """On to the next reminder, with the bar's button; gives what the bar says then."""
        before = await self.page.run("document.querySelector('#demo').innerText")
        await self.page.run("document.querySelector('[data-move=demo-next]').click()")
        await self.page.wait(
            f"document.querySelector('#demo').innerText !== {json.dumps(before)}"
            " && !document.querySelector('[data-move=demo-next]').disabled"
        )
        return str(await self.page.run("document.querySelector('#demo').innerText"))

    async def keeps(self, name: str) -> None:
        """Keep a picture, if pictures are wanted."""
        if PICTURES:
            await self.page.run("document.querySelector('#toast').hidden = true; document.activeElement?.blur()")
            await self.page.run("Promise.all(document.getAnimations().map(a => a.finished.catch(() => 0)))")
            await self.page.photograph(Path(PICTURES) / f"{name}.png")
