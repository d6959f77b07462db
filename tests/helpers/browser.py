"""Headless Chromium, for tests of the HTML report.

    with browser() as chromium, page(chromium) as tab:
        tab.goto(path.as_uri())

A test fails when a page it opened logs an error, throws, crashes, or asks for anything but files and the test's own
server. Where there is no Chromium the test is skipped and says so. Playwright's sync API works outside asyncio alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
LOCAL = ("file:", "data:", "blob:", "about:")
"""Addresses that need no network."""


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser for the block; starting one takes a second, so share it within a module."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(f"there is no Chromium here: none of {', '.join(NAMES)} is on PATH")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def page(chromium: Browser, *, server: str = "", **options: Any) -> Iterator[Page]:
    """A new empty page for the block, which fails at its end if the page had any error.

    `server` is where the addresses of the test's own server begin; the options are Playwright's for a context:
    `viewport`, `color_scheme`, `device_scale_factor`, `java_script_enabled`.
    """
    faults: list[str] = []
    allowed = (*LOCAL, f"{server.rstrip('/')}/") if server else LOCAL

    def answer(route: Route) -> None:
        if route.request.url.startswith(allowed):
            route.continue_()
        else:
            faults.append(f"asked the network for {route.request.url}")
            route.abort()

    context = chromium.new_context(**options)
    try:
        context.route("**/*", answer)
        tab = context.new_page()
        tab.on("console", lambda said: faults.append(f"logged {said.text}") if said.type == "error" else None)
        tab.on("pageerror", lambda error: faults.append(f"threw {error}"))
        tab.on("requestfailed", lambda request: faults.append(f"did not get {request.url}"))
        tab.on("crash", lambda _: faults.append("crashed"))
        yield tab
        with suppress(Error):  # it may have crashed, or be on its way to another page
            tab.evaluate("null")  # what happened until now has been told when this is answered
    finally:
        context.close()
    assert faults == []
