"""The claims in a report's text: sentences, clauses, groups, subjects; nothing is compared here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from reports.claims.model import Claim, Scope
from reports.claims.own_tables import own_table_claims
from reports.claims.paragraph import Paragraph
from reports.claims.subjects import Context
from reports.claims.text import Stretch, stretches
from reports.claims.tokens import Author
from reports.model import AnnualReport, SectionKey

_INTERESTING = re.compile(
    "申请|复议|诉讼|起诉|规章|规范性文件|行政许可|行政处罚|行政强制|事业性收费|事业收费|占|其中|结转|转结|办结|答复|无法提供|不予|予以公开|部分公开|自然人|结果|收到|受理|新收"
)
_ABOUT_APPLICATIONS = re.compile("依申请|信息公开申请|公开申请")
_ABOUT_DISCLOSURE = re.compile("依申请|信息公开.*(?:复议|诉讼)")
_A_PART = re.compile("本级")
_FIRST_YEAR = re.compile(r"(?:^|[。；：\n])[ \u3000]*(20[0-9]{2}) ?年(?!度?(?:工作要点|存在|结转|转结))([^。；\n]*)")


MOST_CLAIMS = 600
"""No report states more figures than this in one section; what does is hostile, and read no further."""


def read_claims(report: AnnualReport, author: Author) -> tuple[Claim, ...]:
    """Return the claims of all sections in their order; names count up within a section key ("received.1", ".2")."""
    counted: Counter[tuple[SectionKey, str]] = Counter()
    found: list[Claim] = []
    for part, section in enumerate(report.sections):
        in_tables = own_table_claims(section.own_tables, section.key, author)
        for claim in (*_read_section(section.text, section.key, author), *in_tables):
            counted[section.key, claim.name] += 1
            name = f"{claim.name}.{counted[section.key, claim.name]}"
            found.append(replace(claim, name=name, part=part))
    return tuple(found)


@lru_cache(maxsize=64)
def _read_section(text: str, key: SectionKey, author: Author) -> tuple[Claim, ...]:
    """Return the claims of one section's text, their names without number."""
    found: list[Claim] = []
    paragraph: Paragraph | None = None
    years = list(_leading_years(text, author))[::-1]
    year: int | None = None
    for stretch in stretches(text, interesting=_INTERESTING):
        if paragraph is None or stretch.paragraph != paragraph.number:
            if paragraph is not None:
                found.extend(paragraph.claims())
            context = _context(stretch, key)
            paragraph = Paragraph(
                stretch.paragraph, text, key, author, context, _scope(stretch), disclosure=context.disclosure
            )
        while years and years[-1][0] < stretch.offsets[0]:
            year = years.pop()[1]
        paragraph.of_another_year = year not in (None, author.report_year)
        paragraph.read(stretch)
        if len(found) + len(paragraph.found) >= MOST_CLAIMS:
            break
    if paragraph is not None:
        found.extend(paragraph.claims())
    return tuple(found)


def _leading_years(text: str, author: Author) -> Iterator[tuple[int, int]]:
    """Yield the years with which sentences begin, each with its place; not where the report year stands beside it."""
    for match in _FIRST_YEAR.finditer(text):
        if f"{author.report_year}年" not in match.group(2).replace(" ", ""):
            yield match.start(1), int(match.group(1))


def _context(stretch: Stretch, key: SectionKey) -> Context:
    """Return what is known before the first word of a paragraph: by its heading and its section."""
    heading = stretch.heading
    return Context(
        applications=key is SectionKey.APPLICATIONS or _ABOUT_APPLICATIONS.search(heading) is not None,
        disclosure=key in (SectionKey.APPLICATIONS, SectionKey.REVIEW) or _ABOUT_DISCLOSURE.search(heading) is not None,
    )


def _scope(stretch: Stretch) -> Scope:
    return Scope.PART if _A_PART.search(stretch.heading) is not None else Scope.NONE
