"""A translation server that bills every text it receives, in a separate process, so that tests can kill the client.

It answers like LibreTranslate, one request at a time, and records a receipt before each answer.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from multiprocessing.connection import Connection
from urllib.request import urlopen

from helpers.libretranslate_server import Libre

Receipt = tuple[str, ...]
"""The texts of one request."""


@dataclass(frozen=True, slots=True)
class Translator:
    """The translation server."""

    url: str
    """Its address."""
    receipts: Connection
    """A receipt for each complete request, in order, even if its answer was lost."""

    def settled(self) -> list[Receipt]:
        """The unread receipts, after all requests so far are answered."""
        with urlopen(f"{self.url}/languages") as answer:  # noqa: S310 - its turn comes after all that wait
            answer.read()
        left = []
        while self.receipts.poll():
            left.append(self.receipts.recv())
        return left


@contextmanager
def paid_translator() -> Iterator[Translator]:
    """The running server. It is forked, so the caller must have no threads."""
    context = multiprocessing.get_context("fork")
    receipts, told = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(told,), daemon=True)
    process.start()
    told.close()
    try:
        yield Translator(receipts.recv(), receipts)
    finally:
        process.kill()
        process.join()
        receipts.close()


def _serve(told: Connection) -> None:
    """Serve in the separate process, until it is killed."""
    libre = Libre()

    class Handler(BaseHTTPRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # who asked is dead
                super().handle()

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", "0"))
            data = self.rfile.read(size)
            if len(data) < size:  # killed while it was sending
                return
            if self.path == "/translate":
                told.send(tuple(json.loads(data)["q"]))
            status, _, body = libre.answer(self.path, self.headers, data)  # type: ignore[arg-type]  # a Message reads alike
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        do_GET = do_POST  # noqa: N815 - http.server's name

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        told.send(f"http://127.0.0.1:{server.server_port}")
        server.serve_forever()
