"""Report files given on the command line: opened with care, checked one by one, never stopping at a bad one."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from duban.errors import UserError
from reports.checking import Checked, check_bytes, problem_of, read_report, refused_to_json
from reports.errors import DocumentTooLarge, ReportError, UnsupportedFormat
from reports.model import AnnualReport, Problem
from reports.readers import MAX_BYTES
from scheduler.convert import converter

logger = logging.getLogger(__name__)


class UnusableFile(ReportError):
    """A path that names no file that can be opened."""

    code = "unusable_file"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self._sentences = (zh, en)

    @property
    def message_zh(self) -> str:
        return self._sentences[0]

    @property
    def message_en(self) -> str:
        return self._sentences[1]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not checked, and why; hash and media type where they came to be known."""

    problem: Problem
    sha256: str | None = None
    media_type: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the contract's JSON without the file's name."""
        return refused_to_json(self.problem, sha256=self.sha256, media_type=self.media_type)


def read_previous(path: Path) -> AnnualReport:
    """Return the report in the file. Raises UserError where there is none."""
    try:
        return read_report(load(path), filename=path.name, convert=converter())[1]
    except ReportError as error:
        raise UserError(
            f"--previous 的文件 {path} 不能使用：{error.message_zh}",
            f"The file {path} given as --previous cannot be used: {error.message_en}",
        ) from error


def check_file(
    path: Path, *, agency: str | None, year: int | None, previous: Sequence[AnnualReport]
) -> Checked | Refused:
    """Return the checked report in the file, or why it was not checked."""
    try:
        data = load(path)
    except ReportError as error:
        return Refused(problem_of(error))
    try:
        return check_bytes(
            data, filename=path.name, agency=agency, report_year=year, previous=previous, convert=converter()
        )
    except ReportError as error:
        media_type = error.media_type if isinstance(error, UnsupportedFormat) else None
        return Refused(problem_of(error), hashlib.sha256(data).hexdigest(), media_type)
    except Exception as error:  # the border of one document: the files after it are still checked
        logger.exception("document crashed file=%s", path)
        return Refused(_crash(error), hashlib.sha256(data).hexdigest())


def _crash(error: Exception) -> Problem:
    named = f"{type(error).__name__}: {error}"
    return Problem(
        "reading_crashed",
        "document",
        f"读取这个文件时程序出错（{named}），没有检查；请把文件交给系统维护人员，其他文件不受影响。",
        f"The program failed on this file ({named}), so it was not checked; hand it to the operator of Duban.",
    )


def load(path: Path) -> bytes:
    """Return the bytes of a file that is not larger than a report can be. Raises UnusableFile, DocumentTooLarge."""
    try:
        if path.is_dir():
            raise UnusableFile(
                "这是文件夹，请写出其中的报告文件，例如：duban check 文件夹/*.html",
                "This is a folder; name the report files in it, for example: duban check folder/*.html",
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1) if path.stat().st_size <= MAX_BYTES else None
    except FileNotFoundError:
        raise UnusableFile(
            "找不到这个文件，请检查路径和文件名。", "There is no such file; check the path and the name."
        ) from None
    except OSError as error:
        raise UnusableFile(
            f"文件打不开（{error.strerror}），请检查权限或另存一份再试。",
            f"The file cannot be opened ({error.strerror}); check its permissions or save a copy and try again.",
        ) from error
    if data is None or len(data) > MAX_BYTES:
        raise DocumentTooLarge("bytes", MAX_BYTES)
    return data
