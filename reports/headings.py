"""Whether a line is a section heading: its number, its wording, and the text that runs on behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from reports.forms.headings import WORDINGS
from reports.labels import fold
from reports.model import SectionKey

_ORDER = tuple(SectionKey)
_DIGITS = dict.fromkeys("〇○零", 0) | {
    digit: number
    for digits in ("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")
    for number, digit in enumerate(digits, start=1)
}
_NUMBER = re.compile(
    r"^[\s#*■●◆▲]*(?:"
    r"(?P<part>第(?P<p>[〇○零一二三四五六七八九十]|[0-9]{1,2})(?:部分|章|节)[\s、.:：]*)"
    r"|(?P<paren>[（(〔\[【](?P<pn>[〇○零一二三四五六七八九十]|[0-9]{1,2})[)）〕\]】][\s、.．]*)"
    r"|(?P<cn>第?(?P<c>[〇○零一二三四五六七八九十壹贰叁肆伍陆柒捌ⅠⅡⅢⅣⅤⅥⅦⅧ])(?:\s*[、.．,，:：·]\s*|\s+"
    r"|(?=总体情况|主动公开政府信息情况|收到和处理|政府信息公开行政复议|因政府信息公开|存在的主要问题|其他需要报告)))"
    r"|(?P<arabic>(?P<a>[0-9]{1,2})(?:\s*[、.．:：]\s*(?![0-9])|\s+(?=[\u4e00-\u9fff])))"
    r")"
)
_LEAD = re.compile(r"^[\s#*■●◆▲]*")
_MAY_BE = re.compile(r"情况|事项|概述|概况|问题|改进")
_WHOSE = re.compile(
    r"^(?:20[0-9]{2}年度?|本(?:机关|单位|年度|[级局委办厅])|我(?:单位|[局委办厅市县区镇乡])|全[省市县区镇乡])的?"
)
_RUN_ON = re.compile(r"[:：。；;]|[\s\u3000]+")
_LONGEST = 60
_STRONG = 8
"""From this length a wording needs neither number nor markup to be a heading."""


class Numbering(StrEnum):
    """The style of a heading's number; a report keeps to one style for its sections."""

    CHINESE = "一、"
    PART = "第一部分"
    PAREN = "（一）"
    ARABIC = "1."
    NONE = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may be a section heading; `rest` is the text that follows on the same line."""

    key: SectionKey
    text: str
    numbering: Numbering
    number: int | None
    rest: str

    @property
    def in_place(self) -> bool:
        """True where the number is the one that the form gives this section."""
        return self.number == _ORDER.index(self.key) + 1


_KNOWN = {fold(wording): key for key, wordings in WORDINGS.items() for wording in wordings}
_LONG = tuple(wording for wording in _KNOWN if len(wording) >= _STRONG)
_OFFICIAL = {fold(wordings[0]): key for key, wordings in WORDINGS.items()}


@lru_cache(maxsize=1024)
def _section_named(wording: str) -> SectionKey | None:
    exact = _KNOWN.get(wording)
    if exact is not None or not _STRONG <= len(wording) <= 40:
        return exact
    alike = process.extractOne(wording, _LONG, scorer=fuzz.ratio, score_cutoff=86)
    if alike is not None:
        return _KNOWN[alike[0]]
    ending = [known for known in _LONG if wording.endswith(known)]
    return _KNOWN[max(ending, key=len)] if ending else None


def heading_in(line: str, *, marked: bool = False) -> Heading | None:
    """Return the section heading that a line is or begins with, None where it is none.

    `marked`: the markup says heading. A short wording without a number (概述, 其他事项) is a heading only then or where
    it is the form's own; running text behind a heading needs a number before it or a colon between.
    """
    if _MAY_BE.search(line, 0, 80) is None:
        squeezed = "".join(line[:80].split())
        if len(squeezed) == len(line) or _MAY_BE.search(squeezed) is None:
            return None
    number = _NUMBER.match(line)
    numbering, printed = _numbering(number)
    start = number.end() if number is not None else _lead(line)
    wording = line[start:].strip().strip("*").strip()
    if len(wording) <= _LONGEST and not wording.endswith(("。", "；", "，")):
        folded = fold(wording)
        key = _section_named(folded)
        if key is None and number is not None:
            key = _KNOWN.get(fold(_WHOSE.sub("", wording)))  # "一、2024年总体情况", "一、本机关总体情况"
        if key is not None and (number is not None or marked or len(folded) >= _STRONG or folded in _OFFICIAL):
            return Heading(key, line.strip(), numbering, printed, "")
    return _run_on(line, start, numbering, printed)


def bare_heading_in(line: str) -> Heading | None:
    """Return the heading that a whole line without a number is by a short wording: one only where it is missing."""
    text = line.strip()
    key = _KNOWN.get(fold(text)) if len(text) <= _LONGEST and _NUMBER.match(text) is None else None
    return None if key is None else Heading(key, text, Numbering.NONE, None, "")


def _lead(line: str) -> int:
    match = _LEAD.match(line)
    return 0 if match is None else match.end()


def _numbering(match: re.Match[str] | None) -> tuple[Numbering, int | None]:
    if match is None:
        return Numbering.NONE, None
    for group, digits, numbering in (
        ("part", "p", Numbering.PART),
        ("paren", "pn", Numbering.PAREN),
        ("cn", "c", Numbering.CHINESE),
        ("arabic", "a", Numbering.ARABIC),
    ):
        if match[group] is not None:
            return numbering, _DIGITS[match[digits]] if match[digits] in _DIGITS else int(match[digits])
    return Numbering.NONE, None


def _run_on(line: str, start: int, numbering: Numbering, number: int | None) -> Heading | None:
    """A heading with its paragraph on the same line: "六、其他需要报告的事项：无", "一、总体情况 2024年…"."""
    for match in _RUN_ON.finditer(line, start, start + _LONGEST):
        wording = fold(line[start : match.start()])
        key = _KNOWN.get(wording)
        if key is None:
            continue
        colon = match[0] in ":："
        if number is not None or (colon and (len(wording) >= _STRONG or wording in _OFFICIAL)):
            return Heading(key, line[: match.start()].strip(), numbering, number, line[match.end() :].strip())
    if numbering in (Numbering.CHINESE, Numbering.PART):
        for wordings in WORDINGS.values():
            official = wordings[0]
            if line.startswith(official, start) and len(line) - start > len(official) + 10:
                end = start + len(official)
                return Heading(_OFFICIAL[fold(official)], line[:end].strip(), numbering, number, line[end:].strip())
    return None
