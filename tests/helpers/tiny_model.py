"""A small CTranslate2 model, built in a second, that translates English into English with swapped case.

Its weights are computed, not trained. A position of the translation attends to the same position of the source, and a
word piece has the embedding of the same piece with swapped case. So each answer is known beforehand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from helpers.corpus import guide
from i18n_pipeline.catalogue.merging.sentences import sentences

HALF = 64
"""Dimensions that encode the piece; as many encode its position."""
POSITIONS = 512
PIECES = 400
SHARP = 8.0
"""Strength of a position's attention to the same position, compared with others."""
LOUD = 50.0
"""Weight of the attended piece, compared with the piece before."""

CONFIG = {
    "type": "transformer",
    "enc-depth": 1,
    "dec-depth": 1,
    "transformer-heads": 1,
    "transformer-decoder-autoreg": "self-attention",
    "transformer-no-projection": False,
    "transformer-ffn-activation": "relu",
    "transformer-preprocess": "n",
    "transformer-postprocess": "da",
    "transformer-postprocess-top": "n",
    "transformer-postprocess-emb": "d",
    "transformer-guided-alignment-layer": "last",
}


def swapped(text: str) -> str:
    """The model's translation of a text."""
    return "".join(sign.swapcase() if sign.isascii() else sign for sign in text)


def plain_sentences() -> list[str]:
    """A few hundred sentences of our own guide, without markup, of letters that the model knows."""
    lines = (line for page in guide() for line in page.data.decode().splitlines())
    prose = (line for line in lines if line[:1].isalpha() and line.isascii() and not set("`*_[]<>|{}\\") & set(line))
    return list(dict.fromkeys(sentence.strip() for line in prose for sentence in sentences(line)))


def make(folder: Path, *, ends: bool = True) -> Path:
    """Write a model with its vocabularies; without `ends`, one that never ends a translation."""
    work = folder / "made"
    work.mkdir(parents=True)
    text = plain_sentences()
    pieces = _vocabulary(work / "source", text)
    _vocabulary(work / "target", [swapped(line) for line in text])
    np.savez(work / "model.npz", **dict(_weights(pieces, ends=ends)))
    for name, tokens in (("source", pieces), ("target", [_swapped_piece(piece) for piece in pieces])):
        rows = (f"{json.dumps(token, ensure_ascii=False)}: {number}\n" for number, token in enumerate(tokens))
        (work / f"{name}.yml").write_text("".join(rows), encoding="utf-8")
    converters: Any = import_module("ctranslate2.converters")
    vocabularies = [str(work / "source.yml"), str(work / "target.yml")]
    model = folder / "en-swapped"
    converters.MarianConverter(str(work / "model.npz"), vocabularies).convert(str(model))
    for name in ("source", "target"):
        (work / f"{name}.model").rename(model / f"{name}.spm")
    return model


def _vocabulary(name: Path, text: Sequence[str]) -> list[str]:
    """Train SentencePiece, and list its pieces as Marian numbers them."""
    library: Any = import_module("sentencepiece")
    library.SentencePieceTrainer.train(
        sentence_iterator=iter(text),
        model_prefix=str(name),
        model_type="bpe",
        vocab_size=PIECES,
        character_coverage=1.0,
        normalization_rule_name="identity",
        num_threads=1,
        minloglevel=2,
    )
    processor = library.SentencePieceProcessor(model_file=f"{name}.model")
    return ["</s>", "<unk>", *(processor.id_to_piece(number) for number in range(3, processor.get_piece_size()))]


def _swapped_piece(piece: str) -> str:
    return piece if piece in {"</s>", "<unk>"} else swapped(piece)


def _weights(pieces: Sequence[str], *, ends: bool) -> Iterator[tuple[str, Any]]:
    """The weights by Marian's names. Matrices multiply row vectors."""
    random = np.random.default_rng(4)
    signs = random.choice([-1.0, 1.0], (len(pieces) + POSITIONS, HALF)).astype(np.float32)
    nothing = np.zeros((2 * HALF, 2 * HALF), np.float32)
    piece, position = np.diag([1.0] * HALF + [0.0] * HALF), np.diag([0.0] * HALF + [1.0] * HALF)
    table = np.hstack([signs[: len(pieces)], np.zeros((len(pieces), HALF))]) / np.sqrt(2 * HALF)  # which are scaled
    yield "encoder_Wemb", table.astype(np.float32)
    yield "decoder_Wemb", table.astype(np.float32)
    yield "Wpos", np.hstack([np.zeros((POSITIONS, HALF)), signs[len(pieces) :]]).astype(np.float32)
    bias = np.zeros((1, len(pieces)), np.float32)
    bias[0, 0] = 0.0 if ends else -1000.0
    yield "decoder_ff_logit_out_b", bias
    for scope in ("encoder_l1_self", "decoder_l1_self"):
        yield from _attention(scope, nothing, nothing, nothing)
    yield from _attention("decoder_l1_context", SHARP * position, position, LOUD * piece)
    for side in ("encoder", "decoder"):
        yield from _layer("1", f"{side}_l1_ffn", nothing)
        yield from _layer("2", f"{side}_l1_ffn", nothing)
        yield from _norm(f"{side}_l1_ffn_ffn", "_pre")
        yield from _norm(f"{side}_top", "")
    said = yaml.safe_dump(CONFIG).encode() + b"\0"
    yield "special:model.yml", np.frombuffer(said, np.int8)


def _attention(scope: str, query: Any, key: Any, value: Any) -> Iterator[tuple[str, Any]]:
    for name, weight in (("q", query), ("k", key), ("v", value), ("o", np.eye(2 * HALF))):
        yield from _layer(name, scope, weight)
    yield from _norm(f"{scope}_Wo", "_pre")


def _layer(name: str, scope: str, weight: Any) -> Iterator[tuple[str, Any]]:
    yield f"{scope}_W{name}", weight.astype(np.float32)
    yield f"{scope}_b{name}", np.zeros((1, 2 * HALF), np.float32)


def _norm(scope: str, suffix: str) -> Iterator[tuple[str, Any]]:
    yield f"{scope}_ln_scale{suffix}", np.ones((1, 2 * HALF), np.float32)
    yield f"{scope}_ln_bias{suffix}", np.zeros((1, 2 * HALF), np.float32)
