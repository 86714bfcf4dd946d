"""The recognition of text in pictures: rapidocr's models, run by onnxruntime on two threads, nothing fetched."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import onnxruntime
import rapidocr
from rapidocr.ch_ppocr_det.utils import DBPostProcess, DetPreProcess

from reports.errors import OcrMissing
from reports.readers.scanned.pictures import Pixels

_THREADS: Final = 2
_HEIGHT: Final = 48
"""The height of a line of text that the model was trained on."""
_WIDEST: Final = 48 * 40
_STEP: Final = 32
_BATCH_PIXELS: Final = 48 * 3200
"""Columns of one batch times its height: what keeps the memory flat."""
_DETECTED_SIDE: Final = 1_280
"""Lines of text are found at this many pixels a side; they are read at full size."""
_MODELS: Final = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a line of text says, and how sure its least sure character is, from 0 to 1 (1 where nothing was seen)."""

    text: str
    surety: float
    legible: float = 0.0  # the sureties of all characters together: which way up a line makes more sense
    at: tuple[float, ...] = ()  # where each character stands, as a share of the picture's width


class Engine:
    """The models, loaded once per process."""

    def __init__(self) -> None:
        detection, recognition = (Path(rapidocr.__file__).parent / "models" / name for name in _MODELS)
        if not detection.is_file() or not recognition.is_file():
            raise OcrMissing
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _THREADS
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        # waiting threads sleep: others work on the same machine
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._detection, self._recognition = (
            onnxruntime.InferenceSession(str(model), sess_options=options, providers=["CPUExecutionProvider"])
            for model in (detection, recognition)
        )
        known = self._recognition.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters: list[str] = ["", *known, " "]
        self._other_width = _other_widths(self._characters)
        self._narrow, self._wide = list(self._other_width), list(self._other_width.values())
        self._shape = DetPreProcess(_DETECTED_SIDE, "max", [0.5] * 3, [0.5] * 3)
        self._outline = DBPostProcess(
            thresh=0.3, box_thresh=0.5, max_candidates=2000, unclip_ratio=1.6, use_dilation=True
        )

    def lines(self, pictures: Sequence[Pixels]) -> list[Recognised]:
        """Return what each picture of one line of text says; the pictures are grey, the text dark."""
        found: list[Recognised] = [Recognised("", 1.0)] * len(pictures)
        shaped = sorted((_width(picture), index) for index, picture in enumerate(pictures))
        start = 0
        while start < len(shaped):
            end = start + 1
            while end < len(shaped) and shaped[end][0] * (end + 1 - start) * _HEIGHT <= _BATCH_PIXELS:
                end += 1
            indexes = [index for _, index in shaped[start:end]]
            width = shaped[end - 1][0]
            batch = np.stack([_normalised(pictures[index], width) for index in indexes])
            for index, chances in zip(indexes, self._run(self._recognition, batch), strict=True):
                found[index] = self._decoded(chances, width / _scaled(pictures[index], width))
            start = end
        return found

    def _decoded(self, chances: Any, widened: float) -> Recognised:
        """Return the likeliest text: repeated steps are one character, step 0 parts characters.

        `widened`: how much wider the batch is than the picture itself.
        """
        # a digit of full width is the same digit: the model parts its surety between the two
        alike = chances.copy()
        alike[:, self._narrow] += chances[:, self._wide]
        alike[:, self._wide] = 0.0
        best, sure = alike.argmax(axis=1), alike.max(axis=1)
        characters: list[str] = []
        sureties: list[float] = []
        at: list[float] = []
        last = 0
        for step, (code, surety) in enumerate(zip(best.tolist(), sure.tolist(), strict=True)):
            if code != 0 and code != last:
                other = self._other_width.get(code, code)
                characters.append(self._characters[other if chances[step, other] > chances[step, code] else code])
                sureties.append(surety)
                at.append((step + 0.5) / len(best) * widened)
            elif code != 0:
                sureties[-1] = max(sureties[-1], surety)
            last = code
        text = "".join(characters)
        start = len(text) - len(text.lstrip())
        text = text.strip()
        # a blank is no character to be sure of: how far apart the marks stand is measured
        signs = [surety for character, surety in zip(characters, sureties, strict=True) if not character.isspace()]
        return Recognised(text, min(signs, default=1.0), sum(signs), tuple(at[start : start + len(text)]))

    def boxes(self, picture: Pixels) -> list[tuple[int, int, int, int]]:
        """Return where lines of text stand on a page: left, top, right, bottom in pixels."""
        shaped = self._shape(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))
        if shaped is None:
            return []
        found, _ = self._outline(self._run(self._detection, shaped), picture.shape[:2])
        corners = np.asarray(found).reshape(-1, 4, 2)
        return [
            (math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))
            for (left, top), (right, bottom) in zip(corners.min(axis=1), corners.max(axis=1), strict=True)
        ]

    @staticmethod
    def _run(model: Any, values: Any) -> Any:
        return model.run(None, {model.get_inputs()[0].name: values})[0]


@lru_cache(maxsize=1)
def engine() -> Engine:
    """Return the engine of this process. Raises OcrMissing where the models are not there."""
    return Engine()


def _other_widths(characters: Sequence[str]) -> dict[int, int]:
    """Return the place of the full-width form of every character that has one, by the place of its usual form."""
    places = {character: place for place, character in enumerate(characters)}
    usual = {chr(code - 0xFEE0): place for code in range(0xFF01, 0xFF5F) if (place := places.get(chr(code)))}
    return {places[character]: place for character, place in usual.items() if character in places}


def _width(picture: Pixels) -> int:
    """Return the width that the picture takes at the model's height, in whole steps."""
    height, width = picture.shape
    steps = int(max(1, math.ceil(width * _HEIGHT / height / _STEP)))
    return min(_WIDEST, steps * _STEP)


def _scaled(picture: Pixels, most: int) -> int:
    height, own = picture.shape[:2]
    return int(max(1, min(most, math.ceil(own * _HEIGHT / height))))


def _normalised(picture: Pixels, width: int) -> Any:
    scaled = _scaled(picture, width)
    shrinking = picture.shape[0] > _HEIGHT
    resized = cv2.resize(picture, (scaled, _HEIGHT), interpolation=cv2.INTER_AREA if shrinking else cv2.INTER_CUBIC)
    values: Any = np.zeros((3, _HEIGHT, width), dtype=np.float32)
    values[:, :, :scaled] = resized.astype(np.float32) / 127.5 - 1.0
    return values
