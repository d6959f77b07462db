"""A person accepts what a translation leaves out: in a comment, as editors paste it, or in the settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers.projects import KEEP, page_path, po_path, project, put, run

PAGE = "Read [this](a.md) or `that`.\n"
MSGID = "Read [this][1] or `that`."


def catalogued(root: Path, *comments: str, msgstr: str = "Lees dit of `that`.", settings: str = "") -> Path:
    """A project with a translation that leaves out a link, or more."""
    made = project(root, {"page.md": PAGE}, KEEP + settings)
    lines = "".join(f"{comment}\n" for comment in comments)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    put(po_path(made), f'{header}{lines}msgid "{MSGID}"\nmsgstr "{msgstr}"\n')
    return made


def shown(root: Path) -> bool:
    return page_path(root).read_text(encoding="utf-8").startswith("Lees")


@pytest.mark.parametrize(
    "comment",
    [
        "# i18n-pipeline: ignore=link,code",
        "# # i18n-pipeline: ignore=link,code",
        "# ## i18n-pipeline: ignore=link, code",
        "#i18n-pipeline:ignore=link,code",
        "# i18n-pipeline:ignore=links,codes",
        "# I18N-Pipeline: Ignore = Link, CODE",
        "#   i18n_pipeline : ignore: link code",
        "# i18n-pipeline ignore=`link`; `code`.",
        "# i18n-pipeline: ignore link and code",
    ],
)
def test_a_comment_is_understood_however_it_was_pasted(tmp_path: Path, comment: str) -> None:
    root = catalogued(tmp_path, "# a note", comment, msgstr="Lees dit of dat.")

    assert run(root, "assemble").code == 0
    assert shown(root)


def test_two_comments_count_together(tmp_path: Path) -> None:
    root = catalogued(
        tmp_path, "# i18n-pipeline: ignore=link", "# # i18n-pipeline: ignore=code", msgstr="Lees dit of dat."
    )

    assert run(root, "assemble").code == 0
    assert shown(root)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# i18n-pipeline: ignore=lnik", "does not know 'lnik'. Did you mean 'link'?"),
        ("# # I18N-pipeline: ignore=Emphasis", "does not know 'Emphasis'. Did you mean 'md-emphasis'?"),
    ],
)
@pytest.mark.parametrize("command", ["assemble", "translate"])
def test_an_unknown_check_is_told_with_its_line(tmp_path: Path, comment: str, said: str, command: str) -> None:
    root = catalogued(tmp_path, "# a note", comment)
    done = run(root, command)

    assert done.code == 1
    assert f"locales/nl/LC_MESSAGES/page.po:5:3: `ignore=` {said}" in done.out + done.err
    assert not shown(root)


def test_a_known_check_holds_beside_an_unknown_one(tmp_path: Path) -> None:
    root = catalogued(tmp_path, "# i18n-pipeline: ignore=link, since we have no such page")
    done = run(root, "assemble")

    assert done.code == 0
    assert "page.po:4:3: `ignore=` does not know 'since', 'we'" in done.out + done.err
    assert shown(root)


@pytest.mark.parametrize("comment", ["# ignore=link", "# please ignore the link", "# i18n-pipeline: look: a link"])
def test_other_comments_accept_nothing(tmp_path: Path, comment: str) -> None:
    root = catalogued(tmp_path, comment)
    done = run(root, "assemble")

    assert done.code == 1
    assert "`ignore=`" not in done.out
    assert not shown(root)


@pytest.mark.parametrize(
    ("table", "accepts"),
    [
        (f'message = "{MSGID}"\nchecks = ["link"]', True),
        (f'message = "{MSGID}"\nchecks = ["Links", "code"]\nlocales = ["nl"]', True),
        ('message = "Read  [this](a.md)\\nor `that`."\nchecks = ["link"]', True),
        (f'message = "{MSGID}"\nchecks = ["code"]', False),
        (f'message = "{MSGID}"\nchecks = ["link"]\nlocales = ["de"]', False),
        (f'message = "{MSGID}"\nchecks = ["link"]\ncontext = "menu"', False),
        ('message = "Read this"\nchecks = ["link"]', False),
    ],
)
def test_the_settings_accept_for_a_message_what_a_comment_would(tmp_path: Path, table: str, *, accepts: bool) -> None:
    root = catalogued(tmp_path, settings=f"[[check.ignore]]\n{table}\n")
    put(root / "i18n.toml", (root / "i18n.toml").read_text().replace('locales = ["nl"]', 'locales = ["nl", "de"]', 1))
    kept = po_path(root).read_bytes()
    done = run(root, "assemble", "-l", "nl")
    measured = run(root, "status", "-l", "nl", "--format", "json")

    assert (done.code == 0) == accepts
    assert shown(root) == accepts
    assert (json.loads(measured.out)["locales"][0]["refused"]["messages"] == 0) == accepts
    assert kept == po_path(root).read_bytes()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("ignore = 3", "must be tables that begin with [[check.ignore]]"),
        ('[[check.ignore]]\nchecks = ["link"]', "needs a text as 'message'"),
        ('[[check.ignore]]\nmessage = "x"', "needs a list of texts as 'checks'"),
        ('[[check.ignore]]\nmessage = "x"\nchecks = []', "needs a list of texts as 'checks'"),
        ('[[check.ignore]]\nmessage = "x"\nchecks = ["lnik"]', "does not know the check 'lnik'. Did you mean 'link'?"),
        ('[[check.ignore]]\nmesage = "x"\nchecks = ["link"]', "an unknown key 'mesage'. Did you mean 'message'?"),
        ('[[check.ignore]]\nmessage = "x"\nchecks = ["link"]\nlocales = ["fr"]', "'fr', which is not in 'locales'"),
        ('[[check.ignore]]\nmessage = "x"\nchecks = ["link"]\ncontext = 4', "needs a text as 'context'"),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, table: str, said: str) -> None:
    root = catalogued(tmp_path, settings=f"[check]\n{table}\n" if table.startswith("ignore") else f"{table}\n")
    done = run(root, "assemble")

    assert done.code == 2
    assert said in done.err
