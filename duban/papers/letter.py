"""The 提醒函: what a letter to an agency may say, from what was seen; the office's own template gives it its shape.

A letter states what was seen, where and when, and asks to verify. Nothing goes into it that a reviewer has not agreed
to, that is private, answered or waived; and where the monitor itself could not see, there is no letter to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from duban.errors import UserError
from reports.model import Level
from reports.obligations import SHANGHAI, DutyBasis
from reports.states import Timeliness
from storage.records import Agency, Duty, StandingFinding

BUNDLED = Path(__file__).parent / "templates" / "letter.docx"
TO_FILL_IN = "（落款单位）"

_BASIS = {
    DutyBasis.STATUTORY_DEPARTMENT: "《中华人民共和国政府信息公开条例》第四十九条第一款",
    DutyBasis.STATUTORY_GOVERNMENT: "《中华人民共和国政府信息公开条例》第四十九条第二款",
    DutyBasis.LOCAL_NOTICE: "有关通知要求",
    DutyBasis.VOLUNTARY: "有关工作要求",
}
_MISSING = (Timeliness.NOT_SEEN, Timeliness.OVERDUE)


class NothingToWrite(UserError):
    """The state of the duty gives no reason for a letter; says why, and what to do instead."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the agency is asked to look at; `source` is empty where the lead names it already."""

    number: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What fills the template; every field is text of the template's own name."""

    agency: str
    year: int
    basis: str
    due: str
    subject: str
    points: tuple[Point, ...]
    request: str
    office: str
    day: str
    number: str


def compose(
    agency: Agency,
    duty: Duty,
    findings: Sequence[StandingFinding],
    *,
    now: datetime,
    office: str | None = None,
    number: str | None = None,
    reply_by: date | None = None,
) -> Letter:
    """Return the letter on a missing, late or faulty report. Raises NothingToWrite."""
    told = [each.stored.finding for each in findings if each.counts and each.stored.finding.level is not Level.NOTICE]
    # the duty's own findings (not seen, late) are what the first point says
    faults = [finding for finding in told if not finding.code.startswith("D10")]
    first = tuple(_state_of_publication(duty))
    if not first and not faults:
        raise _nothing(agency, duty)
    texts = [*((text, "") for text in first), *((finding.message, finding.source) for finding in faults)]
    points = tuple(Point(f"（{_chinese(at)}）", text, source) for at, (text, source) in enumerate(texts, start=1))
    return Letter(
        agency=agency.name,
        year=duty.report_year,
        basis=_BASIS[duty.duty_basis],
        due="" if duty.due_on is None else _day(duty.due_on),
        subject=_subject(duty, has_faults=bool(faults)),
        points=points,
        request=_request(duty, reply_by, has_faults=bool(faults)),
        office=office or TO_FILL_IN,
        day=_day(now.astimezone(SHANGHAI).date()),
        number=number or "",
    )


def write_letter(letter: Letter, template: Path | None = None) -> bytes:
    """Return the letter as a Word file, in the office's template or the bundled one. Raises UserError."""
    path = BUNDLED if template is None else template
    names = {name: getattr(letter, name) for name in Letter.__dataclass_fields__}
    try:
        document = DocxTemplate(BytesIO(path.read_bytes()))
        document.render(names, jinja_env=SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
        written = BytesIO()
        document.save(written)
    except OSError as error:
        raise UserError(
            f"读不到函件模板 {path}（{error.strerror}），请检查路径。",
            f"Cannot read the template {path} ({error.strerror}): check the path.",
        ) from error
    except UndefinedError as error:
        raise UserError(
            f"函件模板 {path} 里有不认识的占位：{error}。可用的有 {'、'.join(names)}；"
            "points 的每一项有 number、text、source。",
            f"The template {path} uses an unknown name: {error}. There are {', '.join(names)}.",
        ) from error
    except TemplateError as error:
        raise UserError(
            f"函件模板 {path} 写法有误：{error}。请对照 duban letter --new-template 生成的样式修改。",
            f"The template {path} is not well formed: {error}. Compare it with duban letter --new-template.",
        ) from error
    except (BadZipFile, XMLSyntaxError, PackageNotFoundError, ValueError, KeyError) as error:
        raise UserError(
            f"函件模板 {path} 不是 Word 文件（docx）；请在 Word 或 WPS 中另存为 docx 再试。",
            f"The template {path} is not a Word file (docx): save it as docx and try again.",
        ) from error
    return written.getvalue()


def _state_of_publication(duty: Duty) -> Iterator[str]:
    """Yield what was seen of the publication, where and when, if that is a reason to write."""
    seen = [reason for reason in _reasons(duty) if reason]
    if duty.timeliness in _MISSING:
        yield (
            f"经网上巡查，未检索到贵单位{duty.report_year}年度政府信息公开工作年度报告。巡查情况：{''.join(seen)}"
            "请核实；已发布的，请提供网址。"
        )
    elif duty.timeliness is Timeliness.LATE:
        yield (
            f"贵单位{duty.report_year}年度政府信息公开工作年度报告的公布时间晚于期限。所见情况：{''.join(seen)}请核实。"
        )


def _reasons(duty: Duty) -> Iterator[str]:
    reasons = duty.evidence.get("reasons")
    for reason in reasons if isinstance(reasons, list) else []:
        address = reason.get("address")
        yield reason["zh"] if not address else f"{reason['zh'].rstrip('。')}（{address}）。"


def _subject(duty: Duty, *, has_faults: bool) -> str:
    if duty.timeliness in _MISSING:
        return "公布情况"
    late = duty.timeliness is Timeliness.LATE
    return "公布时间和内容" if late and has_faults else "公布时间" if late else "内容"


def _request(duty: Duty, reply_by: date | None, *, has_faults: bool) -> str:
    until = "" if reply_by is None else f"于{_day(reply_by)}前"
    mend = "对确有差错的内容予以更正并重新公布，" if has_faults else ""
    publish = "尚未公布的尽快公布，" if duty.timeliness in _MISSING else ""
    return f"请贵单位认真核对，{publish}{mend}并将核实和处理情况{until}反馈我单位。"


def _nothing(agency: Agency, duty: Duty) -> NothingToWrite:
    if duty.timeliness is Timeliness.UNKNOWN:
        return NothingToWrite(
            f"{agency.name}的栏目没有一次完整巡查，无法判断是否已公布：这是巡查一方的问题，不宜发函。"
            f"请先用 duban explain {agency.id} {duty.report_year} 查看原因，或人工查看后登记。",
            f"The column of {agency.id} was never seen completely, so there is no letter to write; see duban explain.",
        )
    if duty.timeliness is Timeliness.UNCERTAIN:
        return NothingToWrite(
            f"{agency.name}的公布时间有待核实，内容未见需要提醒之处，没有起草函件；请先核实时间。",
            f"When {agency.id} published is not certain and nothing else is to be told: verify the date first.",
        )
    return NothingToWrite(
        f"{agency.name}{duty.report_year}年度没有需要提醒的事项，没有起草函件。"
        f"待复核、已答复、已豁免的疑点不写进函件，可用 duban findings list --agency {agency.id} 查看。",
        f"There is nothing to remind {agency.id} of for {duty.report_year}: no letter was written.",
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _chinese(number: int) -> str:
    """Return a number below 100 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return lead + (digits[ones] if ones or not tens else "")
