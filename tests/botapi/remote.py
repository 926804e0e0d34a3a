"""Drive a stand-in that runs in another process. Nothing but the standard library, and no event loop."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds that one request may take; `hears` waits on the other side."""
ENDING = 10.0


class Remote:
    """The control door of a stand-in at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url

    def post(self, path: str, **given: Any) -> Any:
        """POST /control/path with this JSON. Raises AssertionError with the stand-in's sentence when it refuses."""
        return self._ask("POST", path, given)

    def get(self, path: str) -> Any:
        """GET /control/path."""
        return self._ask("GET", path, None)

    def heal(self) -> None:
        """End every fault."""
        self._ask("DELETE", "faults", None)

    def _ask(self, method: str, path: str, given: dict[str, Any] | None) -> Any:
        body = None if given is None else json.dumps(given).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/control/{path}", body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"{path}: {json.load(error)['error']}") from None


@contextmanager
def spawned(*options: str) -> Iterator[Remote]:
    """A stand-in in a process of its own, gone at the end of the block (or of this process)."""
    command = [sys.executable, "-m", "tests.botapi", *options]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            yield Remote(json.loads(process.stdout.readline())["url"])
        finally:
            process.stdin.close()
            process.wait(ENDING)
