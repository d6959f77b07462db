"""Apertium: rule-based translation by programs of the system, with no key and no network.

Each text is one paragraph, so that no word moves into another text; `<g>` and `<x>` move with their words. One Apertium
process per mode runs for the whole run (`apertium -z`): starting one takes half a second, a batch some hundredths. The
installed language pairs decide which modes there are (`apertium -l`).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape, unescape

from i18n_pipeline.engines import _words
from i18n_pipeline.engines._cost import unpaid
from i18n_pipeline.engines._staying import Staying
from i18n_pipeline.errors import AccountError, EngineError, LanguageError, SettingsError
from i18n_pipeline.language import base, gettext
from i18n_pipeline.model import Answer, Batch, Cost, Engine
from i18n_pipeline.plain_text import one_line

OPTIONS: Mapping[str, type] = MappingProxyType({"mode": str})
"""`mode`: the mode to use, as `apertium -l` names it (`eng-spa`); without it, the one between the two languages."""

SHOWN = 200
"""Most characters shown of what a program said."""
SECONDS = 600
"""Timeout of one batch, seconds."""
PADDING = (b"[]", b"[]")
"""Texts sent after each batch, since two parts of Apertium hold an answer back until more input comes."""
INSTALL = "install it with its language pairs (Debian, Ubuntu: apt install apertium apertium-eng-spa)"


@dataclass(slots=True)
class Apertium:
    """The installed Apertium."""

    program: str
    """Path of the program."""
    modes: tuple[str, ...]
    """The installed modes."""
    mode: str
    """The mode to use; empty: the mode for the two languages of a batch."""
    environment: Mapping[str, str] = field(repr=False)
    """Environment variables of the program."""
    key: str
    """Its version, and the mode."""
    name: str = "apertium"
    """The engine's name in the comment of a draft."""
    programs: dict[str, Staying] = field(default_factory=dict)
    """The running programs by mode."""
    requests: int = 1
    """Parallel batches: one already keeps all parts of the program busy."""
    most_texts: int = 1000
    """Texts per batch, which takes about four seconds."""
    most_bytes: int = 250_000
    """Bytes in one batch."""
    billed_in: str = "characters"
    """See `model.Engine`."""
    currency: str = ""
    """See `model.Engine`; empty, since it costs nothing."""

    def translate(self, batch: Batch) -> Answer:
        """Translate a batch; after a refusal, each run of words between tags apart, so that no tag loses its words.

        Raises EngineError if the program fails, LanguageError without a mode for the two languages.
        """
        paragraphs = partial(self._paragraphs, batch.locale, self._mode(batch))
        if batch.again:
            return Answer(_words.translated(batch.texts, partial(_plain, paragraphs)), self.estimate(batch))
        return Answer(tuple(paragraphs(batch.texts)), self.estimate(batch))

    def estimate(self, batch: Batch) -> Cost:
        """See `model.Engine`."""
        return unpaid(batch)

    def left(self) -> int | None:
        """See `model.Engine`: no limit."""
        return None

    def close(self) -> None:
        """End the running programs."""
        for program in self.programs.values():
            program.close()

    def _mode(self, batch: Batch) -> str:
        targets = _spellings(batch.locale)
        if self.mode:
            target = self.mode.rpartition("-")[2]
            if base(batch.locale) in CODES and target.partition("_")[0] not in targets:
                raise LanguageError(
                    f"the mode {self.mode!r} of [draft.apertium] does not translate into {batch.locale}",
                    "Name another mode, or leave it out",
                )
            return self.mode
        for target in targets:
            for source in _spellings(batch.source_locale):
                if f"{source}-{target}" in self.modes:
                    return f"{source}-{target}"
        raise LanguageError(
            f"Apertium has no mode from {batch.source_locale} to {batch.locale}",
            f"{_listed(self.modes)}. Install the language pair, or name a mode in [draft.apertium]",
        )

    def _paragraphs(self, locale: str, mode: str, texts: Sequence[str]) -> list[str | None]:
        page = "".join(f'<p id="{number}">{text}</p>\n' for number, text in enumerate(texts))
        command = (self.program, "-f", "none", "-z", "-u", mode)
        program = self.programs.setdefault(mode, Staying(command, self.environment, PADDING))
        translated = program.ask(self._run("apertium-deshtml", page.encode()), SECONDS)
        said = self._run("apertium-rehtml-noent", translated).decode(errors="replace")
        found = dict(PARAGRAPH.findall(said))
        if texts and not found:
            raise EngineError(f"apertium {mode} gave no translation")
        replies = (found.get(str(number)) for number in range(len(texts)))
        return [
            None if reply is None else _tidy(text, reply, locale) for text, reply in zip(texts, replies, strict=True)
        ]

    def _run(self, name: str, data: bytes) -> bytes:
        """The output for some bytes of one of Apertium's tools, found beside it or on PATH."""
        folders = f"{Path(self.program).parent}{os.pathsep}{self.environment.get('PATH', '')}"
        program = shutil.which(name, path=folders)
        if program is None:
            raise AccountError(f"{name}, a part of Apertium, is not installed", INSTALL)
        return _run(program, self.environment, data=data)


def open_engine(
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    root: Path,  # noqa: ARG001 - no setting is a path
) -> Engine:
    """The installed Apertium.

    Raises AccountError if there is none, SettingsError for a mode that is not installed.
    """
    program = shutil.which("apertium", path=environment.get("PATH"))
    if program is None:
        raise AccountError("Apertium is not installed", INSTALL)
    variables = {**environment, "APERTIUM_TRANSFUSE": "0"}  # another reader of HTML, used where it is installed
    modes = tuple(word for word in _run(program, variables, "-l").decode(errors="replace").split() if "-" in word)
    if not modes:
        raise AccountError("Apertium has no language pairs", INSTALL)
    mode = str(options.get("mode", ""))
    if mode and mode not in modes:
        raise SettingsError(f"[draft.apertium] mode: Apertium has no mode {mode!r}", _listed(modes))
    version = " ".join(_run(program, variables, "-V").decode(errors="replace").split())
    return Apertium(program, modes, mode, variables, f"apertium {version} {mode}".strip())


def _run(program: str, environment: Mapping[str, str], *arguments: str, data: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            [program, *arguments],
            input=data,
            env=environment,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except OSError as error:
        raise AccountError(f"{program} cannot be started: {error}", "install it again") from error
    except subprocess.TimeoutExpired:
        raise EngineError(f"{Path(program).name} did not finish within {SECONDS} seconds") from None
    if done.returncode:
        said = one_line((done.stderr or done.stdout).decode(errors="replace"), SHOWN)
        raise EngineError(f"{Path(program).name} failed with exit status {done.returncode}: {said}")
    return done.stdout


def _plain(paragraphs: Callable[[list[str]], list[str | None]], runs: list[str]) -> list[str | None]:
    """Translate runs of plain text."""
    replies = paragraphs([escape(run) for run in runs])
    return [None if reply is None else unescape(reply) for reply in replies]


def _tidy(text: str, reply: str, locale: str) -> str:
    """Remove spaces that Apertium doubles or moves into markup, and give the first letter the case of the source's."""
    for pattern, replacement in SPACES:
        reply = pattern.sub(replacement, reply)
    if base(locale) not in SPACED and not BEFORE_MARK.search(text):
        reply = BEFORE_MARK.sub("", reply)
    reply = reply.strip()
    ours, theirs = FIRST.match(text), FIRST.match(reply)
    if not ours or not theirs or ours[1].isupper() == theirs[1].isupper() or reply[theirs.end() :][:1].isupper():
        return reply
    letter = _upper(theirs[1], locale) if ours[1].isupper() else theirs[1].lower()
    return reply[: theirs.start(1)] + letter + reply[theirs.end() :]


def _upper(letter: str, locale: str) -> str:
    """The capital of a letter; in Turkic languages with a dotted capital, `İ` of `i`."""
    return "İ" if letter == "i" and base(locale) in {"tr", "az", "tt", "crh"} else letter.upper()


def _listed(modes: Sequence[str]) -> str:
    return f"it has {', '.join(modes)}"


# --- languages ---------------------------------------------------------------------------------------


def _spellings(locale: str) -> list[str]:
    """The spellings of a language in mode names, most exact first: `pt_BR`, `por_BR`, `pt`, `por`."""
    _, *rest = re.split("[_@]", gettext(locale), maxsplit=1)
    codes = [base(locale), *filter(None, [CODES.get(base(locale))])]
    return [*(f"{code}_{part}" for code in codes for part in rest), *codes]


_CODES = """
af=afr an=arg ar=ara be=bel bg=bul br=bre ca=cat cy=cym da=dan de=deu el=ell en=eng eo=epo es=spa eu=eus fi=fin fo=fao
fr=fra ga=gle gd=gla gl=glg gv=glv hi=hin hr=hrv hu=hun hy=hye id=ind is=isl it=ita ka=kat kk=kaz ky=kir lt=lit lv=lav
mk=mkd ms=zlm mt=mlt nb=nob nl=nld nn=nno no=nob oc=oci pa=pan pl=pol pt=por ro=ron ru=rus sc=srd se=sme sh=hbs sk=slk
sl=slv sq=sqi sr=srp sv=swe tr=tur tt=tat uk=ukr ur=urd uz=uzb
"""
CODES: Mapping[str, str] = MappingProxyType(dict(pair.split("=") for pair in _CODES.split()))
"""Apertium's languages: ISO 639-1 codes, as in locales, to ISO 639-3 codes, as in newer modes."""

PARAGRAPH = re.compile(r'<p id="(\d+)">(.*?)</p>', re.DOTALL)
SPACES = (
    (re.compile(r'((?:<g id="\d+">)+)[ \t]+'), r" \1"),
    (re.compile(r"[ \t]+((?:</g>)+)"), r"\1 "),
    (re.compile(r"[ \t]{2,}"), " "),
    (re.compile(r"(?<=[(\[¿¡“])[ \t]|[ \t](?=[,.)\]](?:\s|$))"), ""),
)
"""Patterns of misplaced white space and their replacements, applied in this order."""
SPACED = frozenset({"fr", "br", "frp"})
"""Languages that put a narrow space before `:`, `?`, `!` and `;`."""
BEFORE_MARK = re.compile(r"(?<=[^\s>])[ \t]+(?=[:?!;]+(?:\s|</g>|[)\]\"'»”]|$))")
"""A space before one of these marks at the end of a word."""
FIRST = re.compile(r"(?:<g id=\"\d+\">|[\"'«“‘„(\[¿¡*_\s])*([^\W\d_])")  # noqa: RUF001
"""The letter with which a text begins, after tags and opening marks."""
