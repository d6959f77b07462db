"""A local server with the documented behaviour of DeepL's API, and with faults on demand.

It is strict: requests outside DeepL's documentation are refused with 400. A translation is the text in
capitals, with the glossary's terms put in. Source: DeepL's OpenAPI description and its pages
on XML, limits and glossaries.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

from i18n_pipeline.engines.deepl.deepl_engine import DeepL

KEY = "5ec3e7ab-0000-4000-8000-1234567890ab"
SOURCES = re.findall(
    r"\w+", "ar bg cs da de el en eo es et fi fr he hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv th tr uk vi zh"
)
TARGETS = {*SOURCES, "en-gb", "en-us", "pt-br", "pt-pt", "zh-hans", "zh-hant", "es-419", "de-ch", "fr-ca"} - {
    "en",
    "pt",
}
FORMAL = {"de", "fr", "it", "es", "es-419", "nl", "pl", "pt-br", "pt-pt", "ja", "ru"}
WITHOUT_GLOSSARY = {"eo"}
BODY = 128 * 1024
TEXTS = 50
GLOSSARY_BYTES = 1024
CREATED = "2026-11-22T05:00:00.000000Z"
ALLOWED: dict[str, tuple[type, frozenset[str]]] = {
    "text": (list, frozenset()),
    "source_lang": (str, frozenset(SOURCES)),
    "target_lang": (str, frozenset(TARGETS)),
    "context": (str, frozenset()),
    "show_billed_characters": (bool, frozenset()),
    "split_sentences": (str, frozenset({"0", "1", "nonewlines"})),
    "preserve_formatting": (bool, frozenset()),
    "formality": (str, frozenset({"default", "more", "less", "prefer_more", "prefer_less"})),
    "model_type": (str, frozenset({"quality_optimized", "prefer_quality_optimized", "latency_optimized"})),
    "glossary_id": (str, frozenset()),
    "tag_handling": (str, frozenset({"xml", "html"})),
    "tag_handling_version": (str, frozenset({"v1", "v2"})),
    "outline_detection": (bool, frozenset()),
    "non_splitting_tags": (list, frozenset()),
    "splitting_tags": (list, frozenset()),
    "ignore_tags": (list, frozenset()),
}
"""The fields of a request to translate, their types, and their values where they are numbered."""

Pair = tuple[str, str]
Glossary = dict[Pair, dict[str, str]]
Open = Callable[..., DeepL]
"""Opens an engine on the server, with options."""


class Refused(Exception):  # noqa: N818 - an answer, no fault of ours
    """An answer that is not 200."""

    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def need(condition: object, message: str, status: int | str = 400) -> None:
    if not condition:
        raise Refused(int(status), message)


class DeepLServer:
    """The server's state for one account. `faults` are applied one per request, in order:

    a status code; `hang` and `cut` (no answer), `cut-body` (half of one); `html` (an answer that is no JSON);
    `fewer`, `more`, `null`, `empty`, `unbilled`, `misbilled` (what is wrong with the translations); `forget` (a
    glossary's dictionary is taken and not kept); `ok`.
    """

    def __init__(self, *, limit: int | None = 500_000, free: bool = True) -> None:
        self.limit = limit
        self.free = free
        self.used = 0
        self.faults: deque[int | str] = deque()
        self.seen: list[tuple[str, str, dict[str, Any]]] = []
        self.names: dict[str, str] = {}
        self.glossaries: dict[str, Glossary] = {}
        self.awake = Event()
        self.lock = Lock()
        self.url = ""

    def calls(self, method: str, path: str = "") -> list[dict[str, Any]]:
        """The bodies of requests with this method and a path that begins with `path`, in order."""
        return [body for used, where, body in self.seen if used == method and where.startswith(path)]

    @property
    def translated(self) -> list[dict[str, Any]]:
        return self.calls("POST", "/v2/translate")

    def put_glossary(self, name: str, dictionaries: Glossary) -> str:
        id_ = f"glossary-{len(self.names) + 1}"
        self.names[id_], self.glossaries[id_] = name, dictionaries
        return id_

    # --- answers -------------------------------------------------------------------------------------

    def answer(self, method: str, path: str, query: Pair | None, body: dict[str, Any], fault: int | str) -> Any:
        parts = path.strip("/").split("/")
        if (method, path) == ("POST", "/v2/translate"):
            return self.translate(body, fault)
        if (method, path) == ("GET", "/v2/usage"):
            return {"character_count": self.used} | ({} if self.limit is None else {"character_limit": self.limit})
        need(parts[:2] == ["v3", "glossaries"], "no such address", 404)
        if len(parts) == 2:
            return self.create(body, fault) if method == "POST" else self.listed(method)
        need(parts[2] in self.glossaries, "Glossary not found", 404)
        return self.glossary(method, parts[2:], query, body, fault)

    def translate(self, body: dict[str, Any], fault: int | str) -> Any:
        for name, value in body.items():
            need(name in ALLOWED, f"unknown field {name}")
            kind, values = ALLOWED[name]
            need(type(value) is kind, f"Value for '{name}' has the wrong type.")
            need(not values or value.lower() in values, f"Value for '{name}' not supported.")
        texts, target = body.get("text", []), body.get("target_lang", "").lower()
        need(target, "Value for 'target_lang' not supported.")
        need(0 < len(texts) <= TEXTS, "Too many texts, or none")
        need(all(isinstance(text, str) and text.strip() for text in texts), "Parameter 'text' not specified.")
        need(target in FORMAL or body.get("formality") not in {"more", "less"}, "'formality' is not supported")
        self.read_tags(body, texts)
        entries = self.entries_for(body, target)
        cost = [billed(text) if "tag_handling" in body else len(text) for text in texts]
        need(self.limit is None or self.used + sum(cost) <= self.limit, "Quota Exceeded", 456)
        self.used += sum(cost)
        rows = [self.row(body, *pair, entries) for pair in zip(texts, cost, strict=True)]
        return {"translations": misbehaving(rows, fault)}

    def read_tags(self, body: dict[str, Any], texts: list[str]) -> None:
        tags = {"tag_handling_version", "outline_detection", "non_splitting_tags", "splitting_tags", "ignore_tags"}
        need("tag_handling" in body or not tags & {*body}, "tags are not asked for")
        if body.get("tag_handling") == "xml" and body.get("tag_handling_version") == "v2":
            for text in texts:
                try:
                    ET.fromstring(f"<all>{text}</all>")  # noqa: S314 - our own tests wrote it
                except ET.ParseError:
                    raise Refused(400, "Tag handling parsing failed, please check input.") from None

    def entries_for(self, body: dict[str, Any], target: str) -> dict[str, str]:
        if "glossary_id" not in body:
            return {}
        need("source_lang" in body, "'source_lang' is required with a glossary")
        need(body["glossary_id"] in self.glossaries, "Glossary not found", 404)
        pair = (body["source_lang"].lower(), target.split("-", maxsplit=1)[0])
        need(pair in self.glossaries[body["glossary_id"]], "No dictionary found for language pair")
        return self.glossaries[body["glossary_id"]][pair]

    def row(self, body: dict[str, Any], text: str, cost: int, entries: dict[str, str]) -> dict[str, Any]:
        row: dict[str, Any] = {
            "detected_source_language": body.get("source_lang", "EN"),
            "text": capitals(text, entries),
        }
        if body.get("show_billed_characters"):
            row["billed_characters"] = cost
        if "model_type" in body:
            row["model_type_used"] = "quality_optimized"
        return row

    # --- glossaries ----------------------------------------------------------------------------------

    def create(self, body: dict[str, Any], fault: int | str) -> Any:
        need({*body} == {"name", "dictionaries"}, "a glossary has a name and dictionaries")
        need(0 < len(body["name"].encode()) <= GLOSSARY_BYTES, "Invalid name")
        need(body["dictionaries"], "Missing dictionaries")
        tables = dict(dictionary(each) for each in body["dictionaries"])
        need(not (self.free and self.names), "Too many glossaries", 456)
        id_ = self.put_glossary(body["name"], {} if fault == "forget" else tables)
        return self.about(id_)

    def listed(self, method: str) -> Any:
        need(method == "GET", "no such method", 405)
        return {"glossaries": [self.about(id_) for id_ in self.names]}

    def about(self, id_: str) -> dict[str, Any]:
        counts = [
            {"source_lang": source, "target_lang": target, "entry_count": len(entries)}
            for (source, target), entries in self.glossaries[id_].items()
        ]
        return {"glossary_id": id_, "name": self.names[id_], "dictionaries": counts, "creation_time": CREATED}

    def glossary(
        self, method: str, parts: list[str], query: Pair | None, body: dict[str, Any], fault: int | str
    ) -> Any:
        id_ = parts[0]
        known = self.glossaries[id_]
        match (method, parts[1:]):
            case ("GET", []):
                return self.about(id_)
            case ("DELETE", []):
                del self.names[id_], self.glossaries[id_]
                return None
            case ("PATCH", []):
                need({*body} <= {"name", "dictionaries"} and len(body.get("dictionaries", [])) <= 1, "one dictionary")
                self.names[id_] = body.get("name", self.names[id_])
                for pair, entries in map(dictionary, body.get("dictionaries", [])):
                    known[pair] = known.get(pair, {}) | entries
                return self.about(id_)
            case ("PUT", ["dictionaries"]):
                (source, target), entries = dictionary(body)
                if fault != "forget":
                    known[source, target] = entries
                return {"source_lang": source, "target_lang": target, "entry_count": len(entries)}
        need(query in known, "Dictionary not found", 404)
        assert query is not None
        if (method, parts[1:]) == ("DELETE", ["dictionaries"]):
            del known[query]
            return None
        need((method, parts[1:]) == ("GET", ["entries"]), "no such address", 404)
        rows = "\n".join(f"{source}\t{target}" for source, target in known[query].items())
        found = {"source_lang": query[0], "target_lang": query[1], "entries": rows, "entries_format": "tsv"}
        return {"dictionaries": [found]}


def dictionary(body: dict[str, Any]) -> tuple[Pair, dict[str, str]]:
    """The dictionary in a request; raises Refused as DeepL documents."""
    need({*body} == {"source_lang", "target_lang", "entries", "entries_format"}, "Invalid dictionary")
    pair = (body["source_lang"].lower(), body["target_lang"].lower())
    need({*pair} <= {*SOURCES} - WITHOUT_GLOSSARY and pair[0] != pair[1], "Unsupported glossary language pair")
    need(body["entries_format"] == "tsv" and body["entries"], "Missing or invalid entries")
    entries: dict[str, str] = {}
    for line in body["entries"].split("\n"):
        need(line.count("\t") == 1, "Invalid glossary entry")
        source, target = line.split("\t")
        need(source not in entries, "Duplicate entry")
        for term in (source, target):
            need(term and term == term.strip() and len(term.encode()) <= GLOSSARY_BYTES, "Invalid glossary entry")
            need(not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", term), "Invalid glossary entry")
        entries[source] = target
    return pair, entries


def billed(text: str) -> int:
    return len(re.sub(r"<[^<>]*>", "", text))


def capitals(text: str, entries: dict[str, str]) -> str:
    for source, target in entries.items():
        text = text.replace(source, target)
    parts = re.split(r"(<[^<>]*>|&\w+;)", text)
    return "".join(part if place % 2 else part.upper() for place, part in enumerate(parts))


def misbehaving(rows: list[dict[str, Any]], fault: int | str) -> list[Any]:
    changed: dict[int | str, list[Any]] = {
        "fewer": rows[:-1],
        "more": [*rows, rows[-1]],
        "null": [None, *rows[1:]],
        "empty": [{**rows[0], "text": ""}, *rows[1:]],
        "unbilled": [{name: value for name, value in row.items() if name != "billed_characters"} for row in rows],
        "misbilled": [{**row, "billed_characters": "many"} for row in rows],
    }
    return changed.get(fault, list(rows))


# --- HTTP ------------------------------------------------------------------------------------------------


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    account: DeepLServer

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def handle_any(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        raw = self.rfile.read(length)
        with self.account.lock:
            fault: int | str = self.account.faults.popleft() if self.account.faults else "ok"
            status, answer = self.answered(raw, fault)
        self.sent(status, answer, fault)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815 - the names of http.server

    def answered(self, raw: bytes, fault: int | str) -> tuple[int, Any]:
        address = urlsplit(self.path)
        try:
            body = self.read(raw)
            self.account.seen.append((self.command, address.path, body))
            need(isinstance(fault, str), f"{self.headers['Authorization']}\x1b[31m", fault)
            found = self.account.answer(self.command, address.path, pair_of(address.query), body, fault)
        except Refused as refusal:
            return refusal.status, {"message": refusal.message}
        return (204 if found is None else 201 if self.creates(address.path) else 200), found

    def read(self, raw: bytes) -> dict[str, Any]:
        need(self.headers["Authorization"] == f"DeepL-Auth-Key {KEY}", "Forbidden", 403)
        need("i18n-pipeline/" in self.headers["User-Agent"], "who is it?")
        need(len(str(self.headers)) <= 16 * 1024, "Header too large", 431)
        need(len(raw) <= BODY, "Request Entity Too Large", 413)
        if self.command in {"GET", "DELETE"}:
            need(not raw, "a body where there is none")
            return {}
        need(self.headers["Content-Type"] == "application/json", "Unsupported media type", 415)
        body = json.loads(raw)
        need(isinstance(body, dict), "no object")
        return dict(body)

    def creates(self, path: str) -> bool:
        return self.command == "POST" and path == "/v3/glossaries"

    def sent(self, status: int, answer: Any, fault: int | str) -> None:
        if fault in {"hang", "cut"}:
            self.close_connection = True
            if fault == "hang":
                self.account.awake.wait(30)
            return
        content = b"<html>\xe2\x9c\x97</html>" if fault == "html" else json.dumps(answer).encode()
        content = b"" if status == 204 else content
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if fault == "cut-body" else content)
        self.close_connection = fault == "cut-body"


def pair_of(query: str) -> Pair | None:
    fields = parse_qs(query)
    if {*fields} != {"source_lang", "target_lang"}:
        return None
    return fields["source_lang"][0].lower(), fields["target_lang"][0].lower()


@contextmanager
def serving(account: DeepLServer) -> Iterator[DeepLServer]:
    """The account behind an address of this machine, until the end of the block."""
    handler = type("Handler", (_Handler,), {"account": account})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        account.url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield account
        finally:
            account.awake.set()
            server.shutdown()
