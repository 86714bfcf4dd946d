"""What rules on the text share: its parts with their section, its sentences, and when it was not read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.model import AnnualReport, SectionKey
from reports.rules.rule import NotEvaluable

_SENTENCES = re.compile(r"[^。；！？\n]+[。；！？]?")
_SPACES = re.compile(r"[ \t\u3000\xa0]+")


def text_of(report: AnnualReport, key: SectionKey) -> str | None:
    """Return the running text of a section, all its occurrences together; None where the section was not found."""
    found = [section.text for section in report.sections if section.key is key]
    return "\n".join(found) if found else None


def words_of(report: AnnualReport, key: SectionKey) -> str | None:
    """Return the text of a section with that of its own tables, without blanks; None where it was not found."""
    found = [f"{section.text}\n{section.own_tables}" for section in report.sections if section.key is key]
    return squeezed("\n".join(found)).strip() if found else None


def texts(report: AnnualReport) -> Iterator[tuple[SectionKey | None, str]]:
    """Yield the text before the first section (section None), then each section's, as far as there is any."""
    if report.lead.strip():
        yield None, report.lead
    for key in SectionKey:
        text = text_of(report, key)
        if text is not None and text.strip():
            yield key, text


def require_text(report: AnnualReport) -> None:
    """Raise NotEvaluable where no text of any section was read, parts are unread, or the text comes from a picture."""
    if not any(section.text.strip() for section in report.sections):
        raise NotEvaluable("没有读到正文文字。", "No text of the report was read.")
    if report.unread_parts:
        parts = "、".join(report.unread_parts)
        raise NotEvaluable(
            f"还有内容没有读取（{parts}），可能在其中。", f"A part of the report is unread ({parts}) and may hold it."
        )

    if report.scanned_tables:
        raise NotEvaluable(
            "文字由扫描件或图片识别得来，不够准确。",
            "The text was recognised in a scan or picture, which is not sure enough.",
        )


def squeezed(text: str) -> str:
    """Return the text without blanks inside its lines."""
    return _SPACES.sub("", text)


def sentences(text: str) -> Sequence[str]:
    """Return the sentences of a text without blanks; a line ends a sentence as well."""
    return [match.strip() for match in _SENTENCES.findall(squeezed(text)) if match.strip()]
