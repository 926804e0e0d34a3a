"""Who may do what with the page: origins, cookies, headers, limits. (ASVS 3.3, 3.4, 3.5.1, 7.2.4, 2.4.1)"""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import WSServerHandshakeError, web
from sqlmodel import select

from channels.web import signin
from storage.webchat import WebMessage, WebSession
from tests.channels.web.harness import Bench, opened

EVERYWHERE = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws: wss:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
    "Server": "tincoso",
}


@pytest.mark.parametrize(
    "path", ["/", "/me", "/nothing", "/history?before=1", "/history?before=x", "/healthz", "/ws", "/static/x/y"]
)
async def test_every_answer_has_the_headers(bench: Bench, path: str):
    async with opened(bench) as browser, browser.client.get(path) as answer:
        assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


@pytest.mark.parametrize(
    "origin", [None, "", "null", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1.evil.example"]
)
async def test_a_foreign_page_opens_no_line_and_posts_nothing(bench: Bench, origin: str | None):
    headers = {} if origin is None else {"Origin": origin}
    async with opened(bench) as browser:
        await browser.login()
        with pytest.raises(WSServerHandshakeError) as refused:
            await browser.client.ws_connect("/ws", headers=headers)
        assert refused.value.status == 403
        for path in ("/login", "/logout", "/files"):
            async with browser.client.post(path, headers=headers) as answer:
                assert answer.status == 403, path
        async with browser.client.get("/me") as answer:
            assert answer.status == 200, "still signed in"


async def test_behind_a_proxy_the_public_address_counts_as_ours(bench: Bench):
    async with opened(bench, public_url="https://tin.example.gov.vn/") as browser:
        browser.origin = "https://tin.example.gov.vn"
        await browser.login()
        async with browser.line() as line:
            assert line.welcome["fresh"]


async def test_without_a_session_there_is_no_line_no_history_no_file(bench: Bench):
    async with opened(bench) as browser:
        with pytest.raises(WSServerHandshakeError) as refused:
            await browser.client.ws_connect("/ws", headers={"Origin": browser.origin})
        assert refused.value.status == 401
        for path in ("/me", "/history?before=5", f"/files/{'0' * 32}"):
            async with browser.client.get(path) as answer:
                assert answer.status == 401
                assert await answer.text() == "Phiên đăng nhập đã hết. Đề nghị đồng chí đăng nhập lại bằng mã mời."


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(bench: Bench):
    async with (
        opened(bench, secure_cookies=True) as browser,
        browser.post("/login", json={"code": "ABCDEFGHJKLM"}) as answer,
    ):
        cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-tincoso=")
    assert cookie.split("; ")[1:] == ["HttpOnly", "Max-Age=10368000", "Path=/", "SameSite=Strict", "Secure"]


async def test_only_a_hash_of_the_cookie_is_stored(bench: Bench):
    async with opened(bench) as browser, browser.post("/login", json={"code": "ABCDEFGHJKLM"}) as answer:
        token = answer.cookies["tincoso"].value
    [kept] = bench.door.read(lambda session: session.exec(select(WebSession)).all())
    assert len(token) >= 43
    assert kept.token_hash == signin.hashed(token)
    assert token not in repr(kept)


async def test_a_new_login_ends_the_old_session_and_keeps_the_account(bench: Bench):
    async with opened(bench) as browser:
        first = await browser.login("AAAA-BBBB-CCCC")
        old = _cookie(browser)
        second = await browser.login("DDDD-EEEE-FFFF")
        new = _cookie(browser)
        assert first == second, "the count of wrong codes stays with the account"
        assert old != new
        browser.client.session.cookie_jar.clear()
        for cookie, status in ((old, 401), (new, 200)):
            async with browser.client.get("/me", headers={"Cookie": f"tincoso={cookie}"}) as answer:
                assert answer.status == status


async def test_a_session_ends_after_four_months_without_a_visit(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        bench.clock.move_to(bench.clock.now() + signin.STAYS - timedelta(days=1))
        async with browser.client.get("/") as answer:
            assert "tincoso" in answer.cookies, "a visit lengthens it"
        bench.clock.move_to(bench.clock.now() + signin.STAYS - timedelta(days=1))
        async with browser.client.get("/me") as answer:
            assert answer.status == 200
        bench.clock.move_to(bench.clock.now() + timedelta(days=2))
        async with browser.client.get("/me") as answer:
            assert answer.status == 401
        async with browser.client.get("/") as answer:
            assert "tincoso" not in answer.cookies, "what has ended is not revived"


async def test_the_code_is_not_in_the_transcript(bench: Bench):
    async with opened(bench) as browser:
        bench.asleep = True
        await browser.login("SECR-ETCO-DEXX")
    rows = bench.door.read(lambda session: session.exec(select(WebMessage)).all())
    assert [row.content for row in rows] == [{"text": "Tôi gửi mã mời."}]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ABCD EFGH JKLM", "ABCDEFGHJKLM"),
        (" abcd–efgh—jklm\u200b ", "abcdefghjklm"),
        ("q9T-x_4Zk3Lm8Pw2Vn7Rb5", "q9T-x_4Zk3Lm8Pw2Vn7Rb5"),
        ("AB-CD", "AB-CD"),
    ],
)
async def test_a_code_is_read_as_people_type_it(bench: Bench, typed: str, read: str):
    async with opened(bench) as browser:
        await browser.login(typed)
    assert bench.fed[0]["message"]["text"] == f"/start {read}"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"code": 5}', b'{"code": "  "}', b'{"code": "' + b"x" * 200 + b'"}', b"\xff\xfe"]
)
async def test_what_is_no_code_makes_no_account(bench: Bench, body: bytes):
    async with opened(bench) as browser, browser.post("/login", data=body) as answer:
        assert answer.status == 400
        assert (await answer.text()).endswith(".")
    assert bench.fed == []


async def test_a_packed_body_is_not_unpacked(bench: Bench):
    async with (
        opened(bench) as browser,
        browser.post("/login", data=b"\x1f\x8b", headers={"Content-Encoding": "gzip"}) as answer,
    ):
        assert answer.status in (400, 415)


async def test_a_body_that_is_too_long_is_refused(bench: Bench):
    async with opened(bench) as browser, browser.post("/login", data=b"x" * 70_000) as answer:
        assert answer.status == 413


async def test_guessing_codes_is_slowed_down_for_each_address(bench: Bench):
    async with opened(bench, behind_proxy=True) as browser:
        statuses = []
        for number in range(11):
            # What the visitor writes into the header stands before what our proxy adds.
            headers = {"X-Forwarded-For": f"10.0.0.{number}, 203.0.113.7"}
            async with browser.post("/login", json={"code": f"{number:012}"}, headers=headers) as answer:
                statuses.append(answer.status)
        assert statuses == [200] * 10 + [429]
        assert int(answer.headers["Retry-After"]) == 7
        async with browser.post(
            "/login", json={"code": "A" * 12}, headers={"X-Forwarded-For": "198.51.100.1"}
        ) as answer:
            assert answer.status == 200, "others go on"
        bench.clock.move_to(bench.clock.now() + timedelta(seconds=7))
        async with browser.post(
            "/login", json={"code": "A" * 12}, headers={"X-Forwarded-For": "203.0.113.7"}
        ) as answer:
            assert answer.status == 200


async def test_a_forwarded_address_is_believed_only_behind_our_proxy(bench: Bench):
    async with opened(bench) as browser:
        for number in range(11):
            async with browser.post(
                "/login", json={"code": f"{number:012}"}, headers={"X-Forwarded-For": f"203.0.113.{number}"}
            ) as answer:
                last = answer.status
    assert last == 429


async def test_who_says_nothing_at_first_is_not_kept(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        socket = await browser.client.ws_connect("/ws", headers={"Origin": browser.origin})
        await socket.send_json({"kind": "text", "key": "before-hello", "text": "x"})
        message = await asyncio.wait_for(socket.receive(), 5)
        assert message.data == 1000
    assert len(bench.fed) == 1


async def test_a_frame_that_is_too_long_closes_the_line(bench: Bench):
    async with opened(bench) as browser:
        await browser.login()
        async with browser.line() as line:
            await line.socket.send_str("x" * 70_000)
            message = await asyncio.wait_for(line.socket.receive(), 5)
            assert message.data == 1009


async def test_others_routes_stand_beside_the_page_without_its_checks(bench: Bench):
    async def hook(request: web.Request) -> web.Response:
        return web.Response(text=await request.text())

    async with (
        opened(bench, extra_routes=[web.post("/hook", hook)]) as browser,
        browser.client.post("/hook", data="x") as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "x")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_health_says_when_the_database_is_gone(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    async with opened(bench) as browser:
        async with browser.client.get("/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"ok": True})

        async def refuse(*_: object) -> None:
            raise OSError("disk I/O error")

        monkeypatch.setattr(bench.door, "ask", refuse)
        async with browser.client.get("/healthz") as answer:
            assert (answer.status, await answer.json()) == (503, {"ok": False})


def _cookie(browser) -> str:
    return next(cookie.value for cookie in browser.client.session.cookie_jar if cookie.key == "tincoso")
