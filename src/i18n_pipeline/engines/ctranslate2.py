"""CTranslate2: a neural model for one pair of languages, on this machine, with no key and no network.

The model is a folder as CTranslate2's converters write it (OPUS-MT, Marian, OpenNMT-py …), with its SentencePiece
vocabularies beside it. Such models know no markup and read one sentence at a time. So the runs of words between tags
are translated apart from each other, sentence by sentence: the markup of every answer is whole, but a sentence with a
link or emphasis inside is translated in pieces, which costs agreement and word order there.
"""

from __future__ import annotations

import glob
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from i18n_pipeline.catalogue.merging.sentences import sentences
from i18n_pipeline.engines import _words
from i18n_pipeline.engines._cost import unpaid
from i18n_pipeline.engines._place import place
from i18n_pipeline.errors import AccountError, EngineError, LanguageError, SettingsError
from i18n_pipeline.model import Answer, Batch, Cost, Engine

OPTIONS: Mapping[str, type] = MappingProxyType({"model": str, "beam_size": int, "device": str})
"""`model`: folder of the model, relative to the project; `{locale}` in it stands for the language, for one model each.
`beam_size`: number of candidate translations, default 4. `device`: `cpu` (default), `cuda` or `auto`."""

LONGEST = 500
"""Longest sentence and translation, in word pieces: models are trained on at most 512."""
TOGETHER = 2048
"""Word pieces per call of the model."""
VOCABULARIES = (("source.spm", "target.spm"), ("sentencepiece.model",) * 2, ("spm.model",) * 2)
"""The files of the two vocabularies, as converters name them."""


class Loaded(Struct, frozen=True):
    """A model in memory. All of it may be used by several threads."""

    translator: Any
    """The `ctranslate2.Translator`."""
    source: Any
    """The `SentencePieceProcessor` of the source language."""
    target: Any
    """The `SentencePieceProcessor` of the target language."""
    end: str
    """The token that ends a sentence."""
    unknown: str
    """The token for an unknown word piece."""
    says_end: bool
    """Whether the source has to end with the token `end`."""


@dataclass(slots=True)
class Local:
    """The models of a project, each loaded when the first batch needs it."""

    root: Path
    """The project's folder."""
    model: str
    """The model's folder as the settings name it, `{locale}` not filled in."""
    beam_size: int
    """Beam width: number of candidate translations."""
    device: str
    """`cpu`, `cuda` or `auto`."""
    key: str
    """The state of the model files, and the parameters."""
    name: str
    """The engine's name in the comment of a draft."""
    most_texts: int = 200
    """Texts of one batch."""
    most_bytes: int = 100_000
    """Bytes of one batch."""
    billed_in: str = "characters"
    """See `model.Engine`."""
    currency: str = ""
    """See `model.Engine`; empty, since it costs nothing."""
    loaded: dict[str, Loaded] = field(default_factory=dict, repr=False)
    """Models in memory, by locale."""
    lock: Lock = field(default_factory=Lock, repr=False)
    """Held while a model is loaded."""

    def translate(self, batch: Batch) -> Answer:
        """Translate a batch. A text is None if a sentence of it is too long, is cut off, or has an unknown sign.

        Raises LanguageError if the model of the language cannot be loaded, AccountError if the model of all languages
        cannot be loaded, EngineError if a model fails.
        """
        texts = _words.translated(batch.texts, partial(self._runs, self._loaded(batch.locale)))
        return Answer(texts, self.estimate(batch))

    def estimate(self, batch: Batch) -> Cost:
        """See `model.Engine`."""
        return unpaid(batch)

    def left(self) -> int | None:
        """None: there is no limit."""
        return None

    def _loaded(self, locale: str) -> Loaded:
        with self.lock:
            if locale not in self.loaded:
                try:
                    self.loaded[locale] = _load(_folder(self.root, self.model, locale), self.device)
                except SettingsError as error:
                    raise (LanguageError if LOCALE in self.model else AccountError)(str(error)) from error
            return self.loaded[locale]

    def _runs(self, model: Loaded, runs: list[str]) -> list[str | None]:
        """Translate runs of plain text. White space between sentences stays as it is."""
        cut = [sentences(run) for run in runs]
        wanted = list(dict.fromkeys(sentence.strip() for pieces in cut for sentence in pieces))
        known = dict(zip(wanted, self._sentences(model, wanted), strict=True))
        return [_joined(pieces, known) for pieces in cut]

    def _sentences(self, model: Loaded, texts: Sequence[str]) -> list[str | None]:
        tokens = [model.source.encode(text, out_type=str) for text in texts]
        fit = [number for number, pieces in enumerate(tokens) if 0 < len(pieces) < LONGEST]
        ending = [model.end] if model.says_end else []
        try:
            results = model.translator.translate_batch(
                [tokens[number] + ending for number in fit],
                beam_size=self.beam_size,
                max_batch_size=TOGETHER,
                batch_type="tokens",
                max_decoding_length=LONGEST,
                return_end_token=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"the model {self.model} failed: {error}") from error
        said = dict(zip(fit, (result.hypotheses[0] for result in results), strict=True))
        return [_finished(model, said.get(number, [])) for number in range(len(texts))]


def open_engine(
    options: Mapping[str, Any],
    environment: Mapping[str, str],  # noqa: ARG001 - it needs no key
    root: Path,
) -> Engine:
    """Set up the engine with the model of the settings.

    Raises SettingsError if CTranslate2 is not installed, no model is found or an option is wrong.
    """
    _libraries()
    model, beam_size, device = options.get("model", ""), options.get("beam_size", 4), options.get("device", "cpu")
    if not model:
        raise SettingsError("[draft.ctranslate2] model is missing", "name the folder of a converted model")
    if beam_size < 1:
        raise SettingsError(f"[draft.ctranslate2] beam_size is {beam_size}", "write a whole number from 1 up")
    if device not in {"cpu", "cuda", "auto"}:
        raise SettingsError(f"[draft.ctranslate2] device is {device!r}", "write 'cpu', 'cuda' or 'auto'")
    if LOCALE not in model:
        _folder(root, model, "")
    folder = place(root, model)
    name = "ctranslate2" if LOCALE in folder.name else f"ctranslate2 {folder.name}"
    key = f"ctranslate2 {model} {beam_size} {_state(folder)}"
    return Local(root, model, beam_size, device, key, name)


LOCALE = "{locale}"


def _libraries() -> tuple[Any, Any]:
    try:
        import ctranslate2  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, which few install
        import sentencepiece  # noqa: PLC0415 - of the same extra
    except ImportError as error:
        advice = 'pip install "i18n-pipeline[local]"'
        raise SettingsError("The engine ctranslate2 needs CTranslate2 and SentencePiece", advice) from error
    return ctranslate2, sentencepiece


def _folder(root: Path, model: str, locale: str) -> Path:
    """The folder of a locale's model. Raises SettingsError if one of its files is missing."""
    folder = place(root, model.replace(LOCALE, locale))
    if not (folder / "model.bin").is_file():
        raise SettingsError(
            f"[draft.ctranslate2] model: there is no {folder / 'model.bin'}", "convert a model into this folder"
        )
    _vocabularies(folder)
    return folder


def _vocabularies(folder: Path) -> tuple[Path, Path]:
    for source, target in VOCABULARIES:
        if (folder / source).is_file() and (folder / target).is_file():
            return folder / source, folder / target
    raise SettingsError(
        f"[draft.ctranslate2] model: {folder} has no SentencePiece vocabularies",
        "copy them there as source.spm and target.spm, or one for both languages as sentencepiece.model",
    )


def _state(model: Path) -> str:
    """Sizes and times of the model files, which change when a model is replaced."""
    pattern = "*".join(glob.escape(part) for part in str(model / "model.bin").split(LOCALE))
    files = [Path(name).stat() for name in sorted(glob.glob(pattern))]  # noqa: PTH207 - the path may be absolute
    return " ".join(f"{file.st_size}-{file.st_mtime_ns}" for file in files)


def _load(folder: Path, device: str) -> Loaded:
    ctranslate2, sentencepiece = _libraries()
    ctranslate2.set_log_level(logging.ERROR)
    source, target = _vocabularies(folder)
    try:
        settings = json.loads((folder / "config.json").read_bytes())
        return Loaded(
            ctranslate2.Translator(str(folder), device=device),
            sentencepiece.SentencePieceProcessor(model_file=str(source)),
            sentencepiece.SentencePieceProcessor(model_file=str(target)),
            settings.get("eos_token", "</s>"),
            settings.get("unk_token", "<unk>"),
            # OpenNMT models (they begin with <s>) are trained on sources without an end token, all others with one
            not settings.get("add_source_eos") and settings.get("decoder_start_token") != "<s>",
        )
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(
            f"[draft.ctranslate2] model: {folder} cannot be loaded: {error}", "convert the model again"
        ) from error


SPACE = "\u2581"
"""SentencePiece's sign for a space; decoding leaves it in pieces unknown to the target vocabulary."""


def _finished(model: Loaded, tokens: Sequence[str]) -> str | None:
    """The words of a finished translation; None if it is cut off, or has an unknown word."""
    if not tokens or tokens[-1] != model.end or model.unknown in tokens:
        return None
    text = str(model.target.decode(list(tokens[:-1]))).replace(SPACE, " ")
    return text.strip() or None


def _joined(pieces: Sequence[str], known: Mapping[str, str | None]) -> str | None:
    said = [known[piece.strip()] for piece in pieces]
    spaces = [piece[len(piece.rstrip()) :] for piece in pieces]
    whole = [text + space for text, space in zip(said, spaces, strict=True) if text is not None]
    return "".join(whole) if len(whole) == len(pieces) else None
