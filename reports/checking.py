"""Bytes in, a checked report out: the one way that command line, worker, page and demo all take."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from reports.assemble import Part, assemble
from reports.classification import classify
from reports.codec import finding_to_json, problem_to_json, report_to_json
from reports.errors import DocumentTooLarge, ReportError
from reports.extract import extract
from reports.model import AnnualReport, Document, Grid, Level, Problem, TableKey
from reports.readers import Converter, read
from reports.readers.archive import files_of
from reports.readers.sniff import ZIP, sniff_binary
from reports.rules import Case, Note, Validation, validate
from reports.rules.bodies import body_named
from reports.witness import without_unsure

Json = dict[str, object]


class NotAnnualReport(ReportError):
    """A readable document that is something else: a list, a notice, a report of another kind."""

    code = "not_an_annual_report"

    def __init__(self, title: str | None, why: str) -> None:
        super().__init__(title, why)
        self.title = title
        self.why = why

    @property
    def message_zh(self) -> str:
        named = "" if self.title is None else f"（标题：{self.title}）"
        return f"这不是政府信息公开工作年度报告{named}，没有检查；请确认文件或网址是否选对，并提供年度报告正文。"

    @property
    def message_en(self) -> str:
        return (
            f"This is not an annual report on government information disclosure ({self.why}), so it was not checked; "
            "choose the page or file with the report itself."
        )


class SeveralReports(ReportError):
    """A zip that holds reports of different bodies or years; `files` are those read."""

    code = "several_reports"

    def __init__(self, files: Sequence[str]) -> None:
        super().__init__(files)
        self.files = files

    @property
    def message_zh(self) -> str:
        return f"压缩包内有不止一份年度报告（{'、'.join(self.files)}），没有检查；请解压后分别检查。"

    @property
    def message_en(self) -> str:
        return f"The archive holds more than one annual report ({', '.join(self.files)}); unpack it and check each."


@dataclass(frozen=True, slots=True)
class Checked:
    """A report with what the rules say about it; `sha256` and `media_type` are those of the bytes it was read from."""

    sha256: str
    media_type: str
    report: AnnualReport
    validation: Validation

    @property
    def has_errors(self) -> bool:
        """Return whether a finding is an error, or a table of the form is missing."""
        missing = any(self.report.table(key) is None for key in TableKey)
        return missing or any(finding.level is Level.ERROR for finding in self.validation.findings)

    def to_json(self) -> Json:
        """Return the contract's JSON without the file's name; the agency's id is the caller's to know."""
        facts = report_to_json(self.report)
        crashes = [_crash_to_json(crash.code, crash.error) for crash in self.validation.crashes]
        return {
            "sha256": self.sha256,
            "media_type": self.media_type,
            **facts,
            "agency_id": None,
            "findings": [finding_to_json(finding) for finding in self.validation.findings],
            "not_evaluable": [_note_to_json(note) for note in self.validation.not_evaluable],
            "not_applicable": [_note_to_json(note) for note in self.validation.not_applicable],
            "problems": [*(problem_to_json(problem) for problem in self.report.problems), *crashes],
        }


def check_bytes(
    data: bytes,
    *,
    media_type: str | None = None,
    url: str | None = None,
    filename: str | None = None,
    agency: str | None = None,
    report_year: int | None = None,
    previous: Sequence[AnnualReport] = (),
    convert: Converter | None = None,
) -> Checked:
    """Return the report in the bytes, read and checked.

    `agency` is whose report it should be; it and `report_year` fill what the document does not say. `previous` are the
    body's reports of last year and before; `convert` as in reports.readers.read.
    Raises ReadError where the bytes cannot be read, NotAnnualReport where they hold something else.
    """
    document, report = read_report(
        data,
        media_type=media_type,
        url=url,
        filename=filename,
        agency=agency,
        report_year=report_year,
        convert=convert,
    )
    return Checked(
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=document.media_type,
        report=report,
        validation=validate(_case(report, agency=agency, previous=previous)),
    )


def _case(report: AnnualReport, *, agency: str | None, previous: Sequence[AnnualReport]) -> Case:
    """Return the case of a report with earlier ones: the years before last year are its history, newest first."""
    year = report.report_year
    older = [
        earlier
        for earlier in previous
        if year is not None and earlier.report_year is not None and earlier.report_year < year - 1
    ]
    return Case(
        report=report,
        agency=None if agency is None else body_named(agency),
        previous=tuple(earlier for earlier in previous if earlier not in older),
        history=tuple(sorted(older, key=lambda earlier: earlier.report_year or 0, reverse=True)),
    )


def read_report(
    data: bytes,
    *,
    media_type: str | None = None,
    url: str | None = None,
    filename: str | None = None,
    agency: str | None = None,
    report_year: int | None = None,
    pictures: bool = True,
    convert: Converter | None = None,
) -> tuple[Document, AnnualReport]:
    """Return the document in the bytes and the report in it; `pictures` and `convert` as in reports.readers.read.

    A zip is read file by file and put together like a page and its attachments; its document holds nothing itself.
    Raises ReadError, NotAnnualReport, SeveralReports.
    """
    if sniff_binary(data) == ZIP:
        return Document(ZIP, ()), _read_archive(
            data, url=url, agency=agency, report_year=report_year, pictures=pictures, convert=convert
        )
    document = read(data, media_type=media_type, url=url, filename=filename, pictures=pictures, convert=convert)
    report = extract(document, url=url, agency=agency, report_year=report_year, filename=filename)
    if all(report.table(key) is None for key in TableKey):
        _require_annual_report(document, report, url)
    return document, without_unsure(report, document.unsure)


def _read_archive(
    data: bytes,
    *,
    url: str | None,
    agency: str | None,
    report_year: int | None,
    pictures: bool,
    convert: Converter | None,
) -> AnnualReport:
    """Return the one report that the files of a zip make; what could not be read stays named as unread."""
    parts: list[Part] = []
    refused: dict[str, ReportError] = {}
    whole = hashlib.sha256(data).hexdigest()
    for file in files_of(data):
        try:
            if isinstance(file.content, ReportError):
                raise file.content
            if sniff_binary(file.content) == ZIP:
                raise DocumentTooLarge("depth", 1)
            document, report = read_report(
                file.content,
                url=url,
                filename=file.name,
                agency=agency,
                report_year=report_year,
                pictures=pictures,
                convert=convert,
            )
        except ReportError as error:
            refused[file.name] = error
        else:
            parts.append(Part(file.name, whole, document.media_type, report, file.name))
    if not parts:
        raise min(refused.values(), key=lambda error: isinstance(error, NotAnnualReport))
    stated = {(part.report.agency, part.report.report_year) for part in parts if part.report.title is not None}
    if len(stated) > 1:
        raise SeveralReports([part.address for part in parts])
    return assemble(parts, unread=[name for name, error in refused.items() if not isinstance(error, NotAnnualReport)])


def refused_to_json(problem: Problem, *, sha256: str | None = None, media_type: str | None = None) -> Json:
    """Return the same keys for a file that was not checked: everything null or empty, and the reason as a problem."""
    nothing = AnnualReport(
        form=None,
        title=None,
        agency=None,
        report_year=None,
        published=None,
        dates=(),
        period=None,
        sections=(),
        tables=dict.fromkeys(TableKey),
        problems=(problem,),
    )
    return {
        "sha256": sha256,
        "media_type": media_type,
        **report_to_json(nothing),
        "agency_id": None,
        "findings": [],
        "not_evaluable": [],
        "not_applicable": [],
    }


def problem_of(error: ReportError) -> Problem:
    """Return the error of reading as a problem of the document."""
    return Problem(error.code, error.part, error.message_zh, error.message_en)


def _require_annual_report(document: Document, report: AnnualReport, url: str | None) -> None:
    """Raise NotAnnualReport unless title or text make a document without any table of the form one all the same."""
    title = report.title or document.metas.get("title")
    verdict = classify(url=url, title=title, text=_whole_text(document))
    if not verdict.is_annual_report:
        raise NotAnnualReport(title, verdict.why)


def _whole_text(document: Document) -> str:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            lines.extend("\t".join(cell.text for cell in row) for row in block.rows)
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _note_to_json(note: Note) -> Json:
    return {"code": note.code, "reason": note.reason.zh, "reason_en": note.reason.en, "place": note.place}


def _crash_to_json(code: str, error: str) -> Json:
    return {
        "code": "rule_crashed",
        "part": code,
        "message": f"规则 {code} 运行出错，未能检查；请把本文件连同此信息交给系统维护人员（{error}）。",
        "message_en": f"Rule {code} failed and was not checked; hand file and message to the operator ({error}).",
    }
