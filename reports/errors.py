"""The errors of reading and extracting: small, named, carrying fields; each can say itself in Chinese and English."""

from __future__ import annotations


class ReportError(Exception):
    """Something about a document or report that could not be read."""

    code = "report_error"

    @property
    def part(self) -> str:
        """Which part it is about, as keys joined by dots ("applications.received.total")."""
        return "document"

    @property
    def message_zh(self) -> str:
        """One Chinese sentence: what is wrong and what to do next."""
        return "无法读取该文件。"

    @property
    def message_en(self) -> str:
        """The same in English."""
        return "The file cannot be read."

    def __str__(self) -> str:
        return self.message_en


# --- the document as a whole: raised by readers.read() -----------------------------------------


class ReadError(ReportError):
    """The bytes could not be turned into a document."""


class EmptyDocument(ReadError):
    """Nothing is in the file but perhaps white space."""

    code = "empty_document"

    @property
    def message_zh(self) -> str:
        return "文件是空的，请检查下载是否完整或重新选择文件。"

    @property
    def message_en(self) -> str:
        return "The file is empty; check that the download is complete, or choose another file."


class UnsupportedFormat(ReadError):
    """No reader is registered for what the bytes are."""

    code = "unsupported_format"

    def __init__(self, media_type: str) -> None:
        super().__init__(media_type)
        self.media_type = media_type

    @property
    def message_zh(self) -> str:
        return f"暂不支持读取此格式（{self.media_type}），请提供网页（HTML）或纯文本版本。"

    @property
    def message_en(self) -> str:
        return f"This format ({self.media_type}) cannot be read yet; provide the page (HTML) or a plain text version."


class NotText(ReadError):
    """The bytes are neither a known format nor text in a known encoding."""

    code = "not_text"

    @property
    def message_zh(self) -> str:
        return "文件内容不是文字，也不是可识别的文件格式，可能已损坏，请重新获取原文件。"

    @property
    def message_en(self) -> str:
        return "The content is neither text nor a known file format; it may be damaged, fetch the original again."


class DocumentTooLarge(ReadError):
    """The document passes a limit: `what` is bytes, cells or depth."""

    code = "document_too_large"

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(what, limit)
        self.what = what
        self.limit = limit

    @property
    def message_zh(self) -> str:
        names = {"bytes": "文件大小（字节）", "cells": "表格单元格数", "depth": "嵌套层数"}
        return f"{names.get(self.what, self.what)}超过上限 {self.limit}，未予读取；请确认这是年度报告本身。"

    @property
    def message_en(self) -> str:
        return f"The document has more {self.what} than the limit of {self.limit}; check that it is the report itself."
