"""D106: the text of a report changed after its publication."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from reports.model import AnnualReport, Level, SectionKey, SectionSpot
from reports.rules.case import Case
from reports.rules.rule import Need, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.tables import report_of
from reports.rules.wording import form_of, section_name
from reports.states import Sentence

QUOTED = 80
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


def text_unchanged(case: Case) -> Iterator[Observation | Undecided]:
    """D106: no section's words changed after publication; spacing, width of characters and punctuation are no words.

    Compares the two neighbouring versions between which the text last changed, section by section.
    """
    report = report_of(case)
    versions = [*case.earlier_versions, report]
    if not any(_sections_in_common(older, report) for older in case.earlier_versions):
        raise NotEvaluable("新旧版本没有可对照的文字。", "The versions have no text in common to compare.")
    for older, newer in reversed(list(pairwise(versions))):
        changed = [key for key in _sections_in_common(older, newer) if _words(older, key) != _words(newer, key)]
        if changed:
            for key in changed:
                yield _observation(older, newer, key)
            return


def _sections_in_common(older: AnnualReport, newer: AnnualReport) -> list[SectionKey]:
    return [key for key in SectionKey if older.section(key) is not None and newer.section(key) is not None]


def _text(report: AnnualReport, key: SectionKey) -> str:
    return "\n".join(section.text for section in report.sections if section.key == key)


def _words(report: AnnualReport, key: SectionKey) -> str:
    return _plain(_text(report, key))


def _plain(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def _observation(older: AnnualReport, newer: AnnualReport, key: SectionKey) -> Observation:
    before, after, places = _differences(_text(older, key), _text(newer, key))
    section = section_name(form_of(newer), key)
    was, now = _quoted(before), _quoted(after)
    return Observation(
        SectionSpot(key),
        Sentence(
            f"{section.zh}公布后文字有更新：原为“{was.zh}”，现为“{now.zh}”。请知悉；如属更正，请留存更正说明。",
            f"The text of {section.en} changed after publication: it was “{was.en}” and is “{now.en}”. For your "
            "information; if it is a correction, keep its explanation.",
        ),
        stated=after,
        expected=before,
        places=tuple(SectionSpot(key, start, end) for start, end in places) or (SectionSpot(key),),
    )


def _differences(before: str, after: str) -> tuple[str, str, list[tuple[int, int]]]:
    """Return the sentences that went, those that came, and where those stand in the new text."""
    old = [match.group() for match in _SENTENCE.finditer(before)]
    new = list(_SENTENCE.finditer(after))
    matcher = SequenceMatcher(None, [_plain(text) for text in old], [_plain(match.group()) for match in new], False)
    gone: list[str] = []
    came: list[re.Match[str]] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "equal":
            gone += old[old_from:old_to]
            came += new[new_from:new_to]
    return "".join(gone), "".join(match.group() for match in came), [match.span() for match in came]


def _quoted(text: str) -> Sentence:
    line = " ".join(text.split())
    if not line:
        return Sentence("（无）", "nothing")
    cut = line if len(line) <= QUOTED else f"{line[:QUOTED]}…"
    return Sentence(cut, cut)


D106 = Rule(
    "D106",
    Level.NOTICE,
    text_unchanged,
    "公布后文字有更新",
    "The text changed after publication",
    "与公布过的旧版本相比，某一部分的文字有变化（空格、全半角和标点不算）。只作提示，并列出前后两种文字。",
    "The words of a section differ from a version published earlier (spacing, width of characters and punctuation do "
    "not count). A notice that shows both.",
    ACCURACY,
    frozenset({Need.REPORT, Need.EARLIER_VERSIONS}),
    formula=Sentence(
        "现公布的文字 = 旧版本的文字（不计空格、标点）",
        "words now = words of the version before, spaces and punctuation aside",
    ),
)
