"""The guard at the door: which hosts are served, how large a request may be, what a browser may do with a page."""

import logging
import secrets
from collections.abc import Callable, Collection
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "belletje_csrf"
LARGEST_FORM = 1_500_000
LARGEST_UPLOAD = 110_000_000
LARGEST_SWALLOWED = 2_000_000_000  # a browser shows an answer only once it has sent everything
LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Guard:
    """ASGI middleware around the whole application. `sorry` makes the page for a status."""

    def __init__(self, app: ASGIApp, *, sorry: Callable[[Request, int], Response], hosts: Collection[str] = ()) -> None:
        self.app = app
        self.sorry = sorry
        self.hosts = LOCAL | frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["type"] == "websocket":
            if self._is_served(headers.get("host", ""), scope):
                await self.app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        kept = _cookie(headers.get("cookie", ""))
        token = kept or secrets.token_urlsafe(32)
        scope.setdefault("state", {})["csrf"] = token
        guarded = _Answer(send, None if kept else token)
        limit = LARGEST_UPLOAD if scope["path"] == "/import" else LARGEST_FORM
        request = Request(scope)
        if not self._is_served(headers.get("host", ""), scope):
            await self.sorry(request, 421)(scope, receive, guarded.send)
        elif int(headers.get("content-length") or 0) > limit:
            await _swallow(receive)
            await self.sorry(request, 413)(scope, receive, guarded.send)
        else:
            await self._answer(scope, _counted(receive, limit), guarded, request)

    async def _answer(self, scope: Scope, receive: Receive, guarded: "_Answer", request: Request) -> None:
        try:
            await self.app(scope, receive, guarded.send)
        except Exception:
            logging.getLogger("belletje.web").exception("A page failed: %s", scope["path"])
            if not guarded.started:
                await self.sorry(request, 500)(scope, receive, guarded.send)

    def _is_served(self, host: str, scope: Scope) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        server = scope.get("server") or ("", 0)
        return name.strip("[]").lower() in self.hosts | {str(server[0]).lower()}


class _Answer:
    """Sends an answer with the headers that every answer has."""

    def __init__(self, send: Send, new_token: str | None) -> None:
        self._send = send
        self._new_token = new_token
        self.started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if headers.get("content-type", "").startswith("text/html"):
                headers["Cache-Control"] = "no-store"
                if self._new_token:
                    headers.append("Set-Cookie", f"{COOKIE}={self._new_token}; Path=/; SameSite=Strict; HttpOnly")
        await self._send(message)


async def same_page(request: HTTPConnection) -> None:
    """A dependency of every route: a form must come from a page of ours (double-submitted token). Raises 403.

    A WebSocket sends the token in its first message.
    """
    if not isinstance(request, Request) or request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    origin = request.headers.get("origin")
    if origin and origin != "null" and origin.partition("://")[2] != request.headers.get("host"):
        raise HTTPException(403)
    form = await request.form()
    given, kept = form.get("csrf"), request.cookies.get(COOKIE, "")
    if not (isinstance(given, str) and kept and secrets.compare_digest(given.encode(), kept.encode())):
        raise HTTPException(403)


def _cookie(header: str) -> str:
    try:
        found: Any = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return str(found.value) if found and len(found.value) >= 32 else ""


def _counted(receive: Receive, limit: int) -> Receive:
    """Receives until the body is larger than it may be; a request need not say its size beforehand."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            if message.get("more_body"):
                await _swallow(receive)
            raise HTTPException(413)
        return message

    return counted


async def _swallow(receive: Receive) -> None:
    seen = 0
    while seen < LARGEST_SWALLOWED:
        message = await receive()
        seen += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return
