"""Replies a second: a bare aiogram echo bot, and the whole program through the report dialogue; the ratios.

    python benchmarks/replies.py [--quick]

Echo, then SQLite, then PostgreSQL with one process (fetching) and with two (webhooks): one after the other against
the same stand-in. A reply is the message or edit that answers an act of a person; everybody acts again at once.
"""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import kit, province
from benchmarks.kit import Api, Row
from channels.telegram.webhook import PATH

DIALOGUE = [
    ["say", "/baocao"],
    ["tap", "Có lo lắng, bức xúc"],
    ["say", "Bà con lo giá phân bón tăng."],
    ["tap", "Có vấn đề cần phản ánh"],
    ["say", "Kênh thủy lợi ấp 3 bị ô nhiễm, mùi hôi thối."],
    ["tap", "Môi trường, rác thải"],
    ["tap", "Bức xúc"],
    ["tap", "Cần quan tâm"],
    ["tap", "Xong ý kiến này"],
    ["tap", "Xong"],
    ["say", "3 60 5 1 2 1 1 0 0 1"],
    ["tap", "Không có"],
    ["tap", "Gửi báo cáo"],
]
AT_ONCE = 100
AIM = 0.35


def echo(api: Api, people: int, rounds: int) -> dict[str, Any]:
    """The yardstick's figures."""
    api.control("reset")
    with kit.process("-m", "benchmarks.echo", api.url, kit.TOKEN):
        api.crowd("warm", first=10, count=20, script=[["say", "xin chào"]], rounds=5)
        api.wait("warm", kit.everybody_ended, 60)
        api.crowd("echo", first=1000, count=people, script=[["say", "xin chào"]], rounds=rounds, at_once=AT_ONCE)
        return api.wait("echo", kit.everybody_ended, 300)


def dialogue(
    api: Api, url: str, folder: Path, people: int, copies: int = 1, options: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The whole program's figures; every person files one report. The first 20 people warm it up."""
    api.control("reset")
    with ExitStack() as stack:
        hooked = {
            "TINCOSO_TELEGRAM_MODE": "webhook",
            "TINCOSO_TELEGRAM_SECRET": kit.SECRET,
            "TINCOSO_PUBLIC_URL": "https://bench.invalid",
        }
        running = [
            stack.enter_context(kit.bot(api, url, folder, *options, **(hooked if copies > 1 else {})))
            for _ in range(copies)
        ]
        if copies > 1:
            urls = [f"http://127.0.0.1:{one['web_port']}{PATH}" for one in running]
            api.control("hooks", urls=urls, secret=kit.SECRET)
        first = province.FIRST_ACCOUNT
        api.crowd("warm", first=first, count=20, script=DIALOGUE, at_once=20)
        api.wait("warm", kit.everybody_ended, 120)
        before = sum(kit.cpu_seconds(one["pid"]) for one in running)
        api.crowd("file", first=first + 20, count=people, script=DIALOGUE, at_once=AT_ONCE)
        figures = api.wait("file", kit.everybody_ended, 600)
        figures["cpu"] = sum(kit.cpu_seconds(one["pid"]) for one in running) - before
        figures["memory"] = max(kit.memory_mib(one["pid"]) for one in running)
        return figures


def measure(quick: bool) -> list[Row]:
    """Everything of this part."""
    people = 40 if quick else 200
    rows = []

    def fill(session: Any) -> None:
        province.found(session, people + 20)

    with kit.stand_in() as api:
        bare = echo(api, AT_ONCE, 10 if quick else 40)
        base = bare["replies"] / bare["seconds"]
        rows.append(Row("bare aiogram echo bot", f"{base:.0f} replies/s, p95 {bare['p95'] * 1000:.0f} ms"))
        with kit.sqlite(fill) as (url, folder):
            rows.append(_row("whole bot, SQLite (FULL)", dialogue(api, url, folder, people), base, AIM))
        with kit.postgres_server() as server:
            if server is None:
                return [*rows, Row("whole bot, PostgreSQL", "no server here")]
            for copies, told in ((1, "one process"), (2, "two processes, webhooks")):
                with kit.postgresql(server, fill) as (url, folder):
                    figures = dialogue(api, url, folder, people, copies)
                    rows.append(_row(f"whole bot, PostgreSQL, {told}", figures, base))
    return rows


def _row(what: str, figures: dict[str, Any], base: float, aim: float | None = None) -> Row:
    rate = figures["replies"] / figures["seconds"]
    told = (
        f"{rate:.0f} replies/s, ratio {rate / base:.2f}, p95 {figures['p95'] * 1000:.0f} ms, "
        f"{figures['cpu'] / figures['replies'] * 1000:.1f} ms of processor a reply"
    )
    return Row(what, told, f"≥ {aim}" if aim else "", rate / base >= aim if aim else None)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    print(kit.shown("Replies a second", measure(parser.parse_args().quick)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
