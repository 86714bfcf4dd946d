"""The note on checked reports, for its author to mend them by: by section, errors first, with the figure to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from alerts.targets import Language
from duban.report_files import Refused
from reports.checking import Checked
from reports.corrections import Correction, corrections
from reports.forms import FORM_2021, Form
from reports.model import AnnualReport, Finding, Level, SectionKey, SectionSpot, TableSpot
from reports.rules.wording import cell_name, form_of
from reports.states import LEVEL_LABELS, Sentence

WHOLE = Sentence("整篇报告", "The report as a whole")
MARKS = {Level.ERROR: "✗", Level.WARNING: "!", Level.NOTICE: "·"}


Say = Callable[[Sentence], str]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at; `mend` is the figure to write where it is certain."""

    number: int
    level: Level
    label: str
    code: str
    message: str
    mend: str | None
    source: str

    @property
    def mark(self) -> str:
        """Return the sign that tells the level without colour."""
        return MARKS[self.level]


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the report with what was noticed in it, errors first."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ReportNote:
    """What there is to say of one file; `refused` is why it was not checked, and then nothing else stands here."""

    name: str
    title: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    undecided: tuple[str, ...] = ()
    refused: str | None = None
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """The whole note, in one language."""

    language: Language
    heading: str
    lead: str
    reports: tuple[ReportNote, ...]
    closing: str

    @property
    def lang(self) -> str:
        """Return the language as HTML names it."""
        return "zh-CN" if self.language is Language.ZH else "en"


def write_note(outcomes: Sequence[tuple[str, Checked | Refused]], *, language: Language) -> Note:
    """Return the note on the files, named as given."""

    def say(sentence: Sentence) -> str:
        return sentence.zh if language is Language.ZH else sentence.en

    reports = tuple(
        ReportNote(name, refused=say(Sentence(outcome.problem.message, outcome.problem.message_en)))
        if isinstance(outcome, Refused)
        else _report_note(name, outcome, say)
        for name, outcome in outcomes
    )
    return Note(
        language=language,
        heading=say(Sentence("政府信息公开工作年度报告核对意见", "Note on annual reports on information disclosure")),
        lead=say(
            Sentence(
                "以下是程序对照年度报告格式和数据勾稽关系逐项核对的结果，供修改和复核时参考；是否有误以原始台账为准。",
                "What a program noticed when it checked the report against the form and its sums; your records decide.",
            )
        ),
        reports=reports,
        closing=say(
            Sentence(
                "✗ 错误：请改正。! 疑点：请核对，属实的可以不改。· 提示：供参考。改好后请再检查一次。",
                "✗ error: correct it. ! warning: verify it; what is true may stay. · notice: for information. "
                "Check once more afterwards.",
            )
        ),
    )


def _report_note(name: str, checked: Checked, say: Say) -> ReportNote:
    report, form = checked.report, form_of(checked.report)
    certain = corrections(report)
    findings = checked.validation.findings
    parts = tuple(
        Part(
            section_title(key, report, say),
            tuple(_item(number, finding, form, certain, say) for number, finding in noticed),
        )
        for key, noticed in by_section(findings)
    )
    counts = [f"{say(LEVEL_LABELS[level])} {sum(f.level is level for f in findings)}" for level in Level]
    return ReportNote(
        name=name,
        title=report.title,
        facts=tuple(_facts(report, say)),
        parts=parts,
        undecided=tuple(dict.fromkeys(_undecided(checked, say))),
        counts="，".join(counts) if say(WHOLE) == WHOLE.zh else ", ".join(counts),
    )


def by_section(findings: Sequence[Finding]) -> Iterator[tuple[SectionKey | None, list[tuple[int, Finding]]]]:
    """Yield the sections that something was noticed in, in the form's order, each with its numbered findings.

    Errors come first inside a section; None is the report as a whole and comes last. Numbers run on from 1.
    """
    number = 0
    for key in (*SectionKey, None):
        noticed = [finding for finding in findings if _section_of(finding) is key]
        noticed.sort(key=lambda finding: list(Level).index(finding.level))
        if noticed:
            yield key, list(enumerate(noticed, start=number + 1))
        number += len(noticed)


def _section_of(finding: Finding) -> SectionKey | None:
    for spot in finding.places:
        match spot:
            case TableSpot(table):
                return SectionKey(table.value)
            case SectionSpot(section):
                return section
    return None


def _item(number: int, finding: Finding, form: Form, certain: Sequence[Correction], say: Say) -> Item:
    mends = mending(finding, certain)
    return Item(
        number=number,
        level=finding.level,
        label=say(LEVEL_LABELS[finding.level]),
        code=finding.code,
        message=say(Sentence(finding.message, finding.message_en)),
        mend=say(mend(form, mends)) if mends else None,
        source=finding.source,
    )


def mending(finding: Finding, certain: Sequence[Correction]) -> list[Correction]:
    """Return the corrections that mend what the finding speaks of."""
    return [one for one in certain if any((finding.code, spot) in one.mends for spot in finding.places)]


def mend(form: Form, certain: Iterable[Correction]) -> Sentence:
    """Return what to write instead, for cells whose right figure is certain."""
    zh, en = [], []
    for one in certain:
        name = cell_name(form, one.spot)
        printed = Sentence("空白", "blank") if one.printed is None else Sentence(str(one.printed), str(one.printed))
        zh.append(f"{name.zh}由{printed.zh}改为{one.corrected}")
        en.append(f"change {name.en} from {printed.en} to {one.corrected}")
    return Sentence(
        f"横向、纵向的合计都指向这一格：{'；'.join(zh)}。", f"Sums along its row and column agree: {'; '.join(en)}."
    )


def section_title(key: SectionKey | None, report: AnnualReport, say: Say) -> str:
    """Return the section's heading as the report prints it, else as the form has it."""
    if key is None:
        return say(WHOLE)
    section = report.section(key)
    return FORM_2021.headings[key] if section is None or section.heading is None else section.heading


def _facts(report: AnnualReport, say: Say) -> Iterable[tuple[str, str]]:
    unknown = say(Sentence("未读到", "not found"))
    year = None if report.report_year is None else str(report.report_year)
    yield say(Sentence("机关", "Agency")), report.agency or unknown
    yield say(Sentence("年度", "Year")), year or unknown


def _undecided(checked: Checked, say: Say) -> Iterable[str]:
    codes: dict[Sentence, list[str]] = {}
    for note in checked.validation.not_evaluable:
        codes.setdefault(note.reason, []).append(note.code)
    for reason, undecided in codes.items():
        yield f"{' '.join(dict.fromkeys(undecided))}　{say(reason)}"
    for problem in checked.report.problems:
        yield say(Sentence(problem.message, problem.message_en))
