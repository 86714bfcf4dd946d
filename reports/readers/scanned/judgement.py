"""What the readings of a cell come to: a number beyond doubt, one that its sums have to confirm, or one in doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from reports.numbers import looks_like_number
from reports.readers.scanned.engine import Recognised
from reports.readers.scanned.strips import Strip
from reports.readers.scanned.strokes import Stroke

SURE: Final = 0.75
"""What the least sure character of a reading must reach."""
_CERTAIN: Final = 0.97
_HINTED: Final = 0.4
"""What two readings see like this is no more than a hint, to be settled by a third that is sure."""
_NARROWEST: Final = 0.36
"""Digits that touch are at least this wide each, in their height."""
_BROADEST: Final = 0.95
"""A mark broader than this, in its height, is two digits that touch at least."""
_STEP: Final = 0.7
"""From one digit to the next, in their height: the ink of a 1 alone would seem to leave room for another."""
_WIDE: Final = 1.05
"""From one full-width digit to the next, at least, in their height."""
_FAR: Final = 3.0
"""Heights between the words of two cells; the words of a label stand closer."""
_SAME_PITCH: Final = 0.12
_PAIRS: Final = 5
_NUMERIC: Final = re.compile(r"[+\-]?[0-9][0-9,.]*|[—―–\-/一]{1,4}|无")
_LEADING: Final = re.compile(r"[+\-]?[0-9][0-9,.]*(?=\s*[^0-9,.\s])")
_DIGITS: Final = re.compile(r"[0-9]+")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=[0-9,.])\s+(?=[0-9,.])")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_DASH: Final = re.compile(r"[—―–‐‑‒─━ー\-_一]{1,4}")
_SLASH: Final = re.compile(r"[/1lI|丿ノ]")
_SAME_LENGTH: Final = 0.08
_SAME_HYPHEN: Final = 2.5
"""Pixels by which hyphens of one table differ in size and level."""
_HYPHENS: Final = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of writing of a cell, its readings in text that is set narrow, and where its number ends.

    `end` is where the remark behind a number begins (pixels of the page), None where there is none.
    """

    strip: Strip
    one: Recognised
    two: Recognised
    three: Recognised | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """How the numbers of a page are set, as those show that leave no doubt.

    `pitch`: the step of full-width digits (pixels); `dashes`: the lengths of dashes that stand in the clear (pixels);
    `hyphens`: flat marks that are read as strokes at first sight.
    """

    pitch: float | None = None
    dashes: tuple[int, ...] = ()
    hyphens: tuple[Strip, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows; `doubtful` where that is not beyond doubt.

    `unsure`: the readings agree, but less clearly than they mostly do; a sum that fails makes it doubtful.
    `welded`: several cells between which no rule was found.
    `likely`: in doubt only because the readings, which say the same, are not sure; a sum that holds confirms it.
    """

    text: str
    doubtful: bool = False
    unsure: bool = False
    likely: bool = False
    welded: bool = False


def is_words(text: str) -> bool:
    """Return whether it is a label, which needs no second reading: Chinese text that does not begin with a number."""
    return len(_HAN.findall(text)) >= 2 and not looks_like_number(text)


def leading_number(text: str) -> int:
    """Return how many characters the number takes behind which a remark stands, 0 where there is no remark."""
    found = _LEADING.match(unicodedata.normalize("NFKC", text))
    return 0 if found is None else found.end()


def setting_of(lines: Sequence[Line], before: Setting) -> Setting:
    """Return how the numbers of a page are set, by the lines of a table and by those `before` it."""
    wide = [(line.strip.marks, pitch) for line in lines if (pitch := _wide_pitch(line)) is not None]
    pitches = sorted(pitch for marks, pitch in wide if marks >= 3) or _alike(sorted(pitch for _, pitch in wide))
    dashes = tuple(line.strip.width for line in lines if line.strip.stroke is Stroke.DASH)
    hyphens = tuple(
        line.strip
        for line in lines
        if line.strip.stroke is Stroke.FLAT and line.one.surety >= _HINTED and _DASH.fullmatch(line.one.text)
    )
    return Setting(
        pitches[len(pitches) // 2] if pitches else before.pitch, (*before.dashes, *dashes), (*before.hyphens, *hyphens)
    )


def needs_third(line: Line) -> bool:
    """Return whether two readings are the same, but one is not sure, or only one sees a stroke in a flat mark."""
    if line.strip.stroke is Stroke.FLAT:
        return _dashes(line) == 1
    return plain(line.one.text) == plain(line.two.text) and not _are_sure(line.one, line.two) and line.one.text != ""


def _dashes(line: Line) -> int:
    """Return how many readings see a dash."""
    seen = (line.one, line.two, line.three)
    return sum(_DASH.fullmatch(reading.text) is not None for reading in seen if reading is not None)


def shown_by(lines: Sequence[Line], room: float, setting: Setting, *, dirty: bool) -> Shown:
    """Return what the lines of one cell say; a cell with ink that says nothing is in doubt, never blank."""
    if not lines:
        return Shown("?" if dirty else "", doubtful=dirty)
    if len(lines) == 1 and (stroke := _stroke(lines[0], setting)) is not None:
        return Shown(stroke, doubtful=dirty)
    text = "".join(_text(line, line.one, setting) for line in lines)
    again = "".join(_text(line, line.two, setting) for line in lines)
    if is_words(text) and is_words(again):
        return Shown(text, welded=any(_is_welded(line) for line in lines))
    readable = _NUMERIC.fullmatch(text) is not None or any(character.isdigit() for character in text)
    agreed = not dirty and readable and text == again and all(_fits(line) for line in lines)
    sure = agreed and all(_are_sure(line.one, line.two) or _is_settled(line) for line in lines)
    if len(lines) > 1:
        return Shown(text or again or "?", doubtful=not (sure and _is_wrapped(lines, room, setting)), unsure=True)
    likely = agreed and not sure and min(lines[0].one.surety, lines[0].two.surety) >= _HINTED
    return Shown(text or again or "?", doubtful=not sure, unsure=not _is_clear(lines[0]), likely=likely)


def _stroke(line: Line, setting: Setting) -> str | None:
    """Return the stroke that a line is by its shape and, where that does not suffice, by its readings as well."""
    strip, one, two = line.strip, line.one.text, line.two.text
    match strip.stroke:
        case Stroke.DASH:
            return "—"
        case Stroke.FLAT:
            dashes = _dashes(line)
            alike = sum(abs(strip.width - other) <= _SAME_LENGTH * other for other in setting.dashes) >= 2
            hyphen = sum(_is_same_hyphen(strip, other) for other in setting.hyphens) >= _HYPHENS
            return "—" if dashes >= 2 or hyphen or (alike and dashes) else None
        case Stroke.SLASH:
            return "/" if _SLASH.fullmatch(one) and _SLASH.fullmatch(two) else None
        case _:
            return None


def _is_same_hyphen(strip: Strip, other: Strip) -> bool:
    """True for marks of the same size on the same level of their cells: dirt does not come like this again."""
    apart = max(abs(strip.width - other.width), abs(strip.height - other.height), abs(strip.off - other.off))
    return apart <= _SAME_HYPHEN


def _text(line: Line, seen: Recognised, setting: Setting) -> str:
    """Return a reading with digits of the usual width, and without the gaps between those that are set wide."""
    text = plain(seen.text)
    return _BETWEEN_DIGITS.sub("", text) if _is_set_wide(line, setting) else text


def plain(text: str) -> str:
    """Return the text with letters of the usual width and no blanks but one between digits that stand apart."""
    parts = _BETWEEN_DIGITS.split(unicodedata.normalize("NFKC", text))
    return " ".join("".join(part.split()) for part in parts)


def _is_welded(line: Line) -> bool:
    """True for words with a number far beside them: they are a label and the cell next to it."""
    gaps = (after[0] - before[1] for before, after in pairwise(line.strip.spans))
    digits = any(character.isdigit() for character in line.one.text)
    return digits and max(gaps, default=0) >= _FAR * line.strip.height


def _wide_pitch(line: Line) -> float | None:
    """Return the step of the digits of a number that are as far apart as full-width ones, None for all others."""
    text = "".join(plain(line.one.text).split())
    if _DIGITS.fullmatch(text if line.end is None else text[: leading_number(text)]) is None:
        return None
    spans = tuple(span for span in line.strip.spans if line.end is None or sum(span) / 2 < line.end)
    number = replace(line.strip, spans=spans)
    pitch, height = number.pitch, number.height
    wide = pitch is not None and pitch >= _WIDE * height and all(right - left <= height for left, right in spans)
    return pitch if wide else None


def _alike(pitches: Sequence[float]) -> list[float]:
    """Return the steps of pairs of digits if there are many and all the same: two numbers would not stand so evenly."""
    if len(pitches) < _PAIRS:
        return []
    usual = pitches[len(pitches) // 2]
    return list(pitches) if all(abs(pitch - usual) <= _SAME_PITCH * usual for pitch in pitches) else []


def _is_set_wide(line: Line, setting: Setting) -> bool:
    """True where the digits stand as far apart as full-width ones do: two numbers of a digit each look alike."""
    pitch = _wide_pitch(line)
    if pitch is None:
        return False
    marks = sum(line.end is None or sum(span) / 2 < line.end for span in line.strip.spans)
    return marks >= 3 or (setting.pitch is not None and abs(pitch - setting.pitch) <= _SAME_PITCH * setting.pitch)


def _fits(line: Line) -> bool:
    """True where the ink is enough for what the first reading says, and for no more.

    Readings overlook one of two equal digits side by side, and take a slash for a 1; the marks on the paper tell.
    """
    strip, text = line.strip, "".join(plain(line.one.text).split())
    if not text or strip.stroke in (Stroke.SLASH, Stroke.FLAT):
        return False
    if strip.stroke is Stroke.LEANING and _SLASH.fullmatch(text):
        return False
    spans = strip.spans
    if line.end is not None:
        spans, text = tuple(span for span in spans if sum(span) / 2 < line.end), text[: leading_number(text)]
    if not spans or not text:
        return False
    if _NUMERIC.fullmatch(text) and any(character.isdigit() for character in text):
        digits = spans[1:] if text[0] in "+-" else spans
        least = len(spans) + sum(right - left > _BROADEST * strip.height for left, right in digits)
        if len(text) < least:
            return False
    touching = spans[-1][1] - spans[0][0] >= _NARROWEST * strip.height * len(text)
    return len(spans) == len(text) or (len(spans) < len(text) and touching)


def _are_sure(one: Recognised, two: Recognised) -> bool:
    return min(one.surety, two.surety) >= SURE


def _is_settled(line: Line) -> bool:
    """True where a third reading is sure of what the first two say alike, one of them sure as well."""
    one, two, three = line.one, line.two, line.three
    return (
        three is not None
        and three.surety >= SURE
        and plain(three.text) == plain(one.text) == plain(two.text)
        and max(one.surety, two.surety) >= SURE
        and min(one.surety, two.surety) >= _HINTED
    )


def _is_clear(line: Line) -> bool:
    """True where nothing speaks against a reading: certain of every character, a mark for each of them."""
    return min(line.one.surety, line.two.surety) >= _CERTAIN and line.strip.marks == len(
        "".join(plain(line.one.text).split())
    )


def _is_wrapped(lines: Sequence[Line], room: float, setting: Setting) -> bool:
    """True where one number does not fit its cell: full lines of digits and a shorter rest.

    Two numbers below each other are mostly of a length, and leave room beside them.
    """
    texts = [_text(line, line.one, setting) for line in lines]
    if _THOUSANDS.fullmatch("".join(texts)) and not any(_THOUSANDS.fullmatch(text) for text in texts):
        return True
    if not all(_DIGITS.fullmatch(text) for text in texts):
        return False
    counts = [len(text) for text in texts]
    full = all(
        (count + 1) * max(line.strip.width / count, _STEP * line.strip.height, line.strip.pitch or 0.0) > room
        for line, count in zip(lines[:-1], counts, strict=False)
    )
    return full and counts[-1] < counts[-2] and all(above == below for above, below in pairwise(counts[:-1]))
