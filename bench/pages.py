"""HTML pages against a bare Jinja page of as many bytes that reads one row: at most 3 times.

CPU of gunicorn and PostgreSQL together, of a signed-in member and a stranger. All pages, or those
whose addresses end as an argument does: `python -m bench.pages /lines /archives`.
"""

from __future__ import annotations

import re
import sys
from http.cookiejar import CookieJar
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from bench.compare import compare
from bench.load import Request
from bench.server import Served, served
from bench.world import World, build, pool_lines
from tests.factories.people import PASSWORD, Actor

LINES, REQUESTS, CLIENTS, ROUNDS, MOST = 1000, 120, 4, 3, 3.0
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


def main(endings: tuple[str, ...] = ("",)) -> bool:
    """Print the figures of each page that ends so; whether all ratios are within bounds."""
    with served() as server, TemporaryDirectory() as var:
        world = build(server.url, var)
        pool_lines(world, LINES)
        member, group_buy = world.market.member(), world.market.path
        world.market.join(member)
        signed_in = cookies_of(server, member)
        own = ("/home", "/group-buys", group_buy, f"{group_buy}/live", f"{group_buy}/lines")
        own += ("/archives", "/notifications", "/account")
        pages = [("/", ""), ("/login", ""), *((path, signed_in) for path in own)]
        asked = (one for one in pages if one[0].endswith(endings))
        held = [_page(server, world, path, cookie) for path, cookie in asked]
        return all(held)


def _page(server: Served, world: World, path: str, cookie: str) -> bool:
    headers = {"Cookie": f"lang=zh; {cookie}", "Accept": "text/html"}
    opener = build_opener()
    opener.addheaders = list(headers.items())
    with opener.open(f"http://127.0.0.1:{server.port}{path}") as answer:
        length = len(answer.read())
    bare = [Request("GET", f"/bare/pages/{world.row_id}/{length}", {})] * REQUESTS
    ours = [Request("GET", path, headers)] * REQUESTS
    return compare(
        f"{re.sub('[0-9a-f-]{36}', 'ID', path)}, {length:,} bytes",
        server,
        lambda _: bare,
        lambda _: ours,
        rounds=ROUNDS,
        clients=CLIENTS,
        expected=200,
        most=MOST,
    )


def cookies_of(server: Served, actor: Actor) -> str:
    """The cookies of this user's browser after signing in by the form."""
    base = f"http://127.0.0.1:{server.port}"
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    with browser.open(f"{base}/login") as page:
        token = TOKEN.search(page.read().decode())
    form = {"email": actor.email, "password": PASSWORD, "csrf_token": token[1] if token else ""}
    with browser.open(f"{base}/login", urlencode(form).encode()) as page:
        if not page.url.endswith("/home"):
            raise SystemExit(f"signing in led to {page.url}")
    return "; ".join(f"{one.name}={one.value}" for one in jar)


if __name__ == "__main__":
    sys.exit(0 if main(tuple(sys.argv[1:]) or ("",)) else 1)
