"""A file is read again exactly when it may have changed, and what is known of it is what it holds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.project import disk, file_digests
from i18n_pipeline.project.file_digests import Known, Seen, digest, joined

PAST = 10**18
"""A time, in nanoseconds since 1970."""


def look(root: Path, known: Known, later: int = 10**12) -> bytes:
    """The digest of a file, asked for so many nanoseconds from now."""
    with patch.object(file_digests, "time", SimpleNamespace(time_ns=lambda: time.time_ns() + later)):
        return Seen(root, known).digest("a")


def rewritten(path: Path) -> None:
    path.write_bytes(b"two")


def replaced(path: Path) -> None:
    """As editors do: a new file with the old one's name."""
    path.with_name("b").write_bytes(b"two")
    path.with_name("b").replace(path)


def dated_back(path: Path) -> None:
    """As `cp -p` and archives do: another content of the same size, with the time of the old one."""
    before = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def led_elsewhere(path: Path) -> None:
    path.with_name("b").write_bytes(b"two")
    path.unlink()
    path.symlink_to("b")


CHANGES = [rewritten, replaced, dated_back, led_elsewhere]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_file_of_the_same_size_is_read_again(tmp_path: Path, change: Callable[[Path], None]) -> None:
    path, known = tmp_path / "a", Known()
    path.write_bytes(b"one")
    os.utime(path, ns=(PAST, PAST))
    assert look(tmp_path, known) == digest(b"one")
    assert "a" in known

    time.sleep(0.02)
    change(path)
    assert look(tmp_path, known) == digest(b"two")


def test_a_changed_file_that_a_link_leads_to_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"one")
    (tmp_path / "a").symlink_to("b")
    known = Known()
    assert look(tmp_path, known) == digest(b"one")

    time.sleep(0.02)
    rewritten(tmp_path / "b")
    assert look(tmp_path, known) == digest(b"two")


def test_a_file_left_alone_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"one")
    known = Known()
    look(tmp_path, known)
    monkeypatch.setattr(disk, "read", None)
    assert look(tmp_path, known) == digest(b"one")


def test_a_touched_file_has_the_same_digest(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    known = Known()
    first = look(tmp_path, known)
    os.utime(tmp_path / "a", ns=(PAST, PAST))
    assert look(tmp_path, known) == first


@pytest.mark.parametrize("later", [0, file_digests.MARGIN // 2, -(10**15)])
def test_what_changed_just_now_or_after_now_is_read_every_time(tmp_path: Path, later: int) -> None:
    """It may change again within the same tick of the clock, or the clock was set back."""
    (tmp_path / "a").write_bytes(b"one")
    known = Known()
    assert look(tmp_path, known, later) == digest(b"one")
    assert known == {}

    stamp = disk.stamp(tmp_path / "a")
    (tmp_path / "a").write_bytes(b"two")
    with patch.object(disk, "stamp", return_value=stamp):  # the tick has not ended
        assert look(tmp_path, known, later) == digest(b"two")


def test_a_file_that_changes_while_it_is_read_is_read_again_next_time(tmp_path: Path) -> None:
    path, known = tmp_path / "a", Known()
    path.write_bytes(b"one")

    def read(_: Path) -> bytes:
        path.write_bytes(b"later")
        return b"one"

    with patch.object(disk, "read", read):
        look(tmp_path, known)
    assert known == {}
    assert look(tmp_path, known) == digest(b"later")


def test_a_missing_file_and_a_link_that_leads_nowhere_have_no_digest(tmp_path: Path) -> None:
    known = Known()
    assert look(tmp_path, known) == b""
    (tmp_path / "a").symlink_to("nowhere")
    assert look(tmp_path, known) == b""
    (tmp_path / "nowhere").write_bytes(b"one")
    assert look(tmp_path, known) == digest(b"one")
    (tmp_path / "nowhere").unlink()
    assert look(tmp_path, known) == b""
    assert known == {}


def test_a_file_that_cannot_be_read_is_never_the_same(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    known = Known()
    assert len({b"", look(tmp_path, known), look(tmp_path, known)}) == 3
    assert known == {}


def test_an_empty_file_is_not_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert look(tmp_path, Known()) == digest(b"") != b""


@given(st.lists(st.binary(max_size=3), max_size=4), st.lists(st.binary(max_size=3), max_size=4))
def test_pieces_are_joined_so_that_no_others_give_the_same(one: list[bytes], other: list[bytes]) -> None:
    assert (joined(*one) == joined(*other)) == (one == other)
