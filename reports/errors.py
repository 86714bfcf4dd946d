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
    """The document passes a limit: `what` is bytes, cells, depth, parts, unpacked bytes, characters,
    pages, objects or rules."""

    code = "document_too_large"

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(what, limit)
        self.what = what
        self.limit = limit

    @property
    def message_zh(self) -> str:
        names = {
            "bytes": "文件大小（字节）",
            "cells": "表格单元格数",
            "depth": "嵌套层数",
            "parts": "压缩包内文件数",
            "unpacked bytes": "解压后大小（字节）",
            "paragraphs": "段落数",
            "blocks": "段落和表格数",
            "files": "压缩包内附件数",
            "elements": "网页元素数",
            "characters": "字符数",
            "pages": "页数",
            "scanned pages": "扫描页数",
            "pixels": "图片像素数",
            "objects": "图形对象数",
            "rules": "一页上的线条数",
        }
        return f"{names.get(self.what, self.what)}超过上限 {self.limit}，未予读取；请确认这是年度报告本身。"

    @property
    def message_en(self) -> str:
        return f"The document has more {self.what} than the limit of {self.limit}; check that it is the report itself."


class DamagedDocument(ReadError):
    """The bytes begin as a known format and then break its rules; `where` names the part or structure."""

    code = "damaged_document"

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where

    @property
    def message_zh(self) -> str:
        return f"文件不完整或已损坏（{self.where}），请重新下载，或用办公软件打开后另存一份再试。"

    @property
    def message_en(self) -> str:
        return (
            f"The file is incomplete or damaged ({self.where}); fetch it again, or open it in an office program and "
            "save a copy."
        )


class EncryptedDocument(ReadError):
    """The file opens with a password only."""

    code = "encrypted_document"

    @property
    def message_zh(self) -> str:
        return "文件设有打开密码，无法读取；请取消密码后另存，或联系发布单位提供未加密的版本。"

    @property
    def message_en(self) -> str:
        return "The file is protected by a password; save it without one, or ask the publisher for an open version."


class UnsafeDocument(ReadError):
    """The file holds what no report needs and attacks are made of; `what` names it (a document type definition)."""

    code = "unsafe_document"

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    @property
    def message_zh(self) -> str:
        return f"文件中含有不安全的内容（{self.what}），未予读取；请联系发布单位重新提供。"

    @property
    def message_en(self) -> str:
        return f"The file holds unsafe content ({self.what}) and was not read; ask the publisher for a clean one."


class OcrMissing(UnsupportedFormat):
    """The document is a scan or a picture, and the extra that recognises text in pictures is not installed."""

    code = "ocr_missing"

    def __init__(self, media_type: str = "image") -> None:
        super().__init__(media_type)

    @property
    def message_zh(self) -> str:
        return (
            "该文件是扫描件或图片（F013），内容未读取：本机未安装图片文字识别组件。"
            "请运行 ./dev setup --ocr（或 pip install 'duban[ocr]'）安装后重新读取，或提供文字版。"
        )

    @property
    def message_en(self) -> str:
        return (
            "This is a scan or a picture (F013) and was not read: what recognises text in pictures is not installed. "
            "Run ./dev setup --ocr (or pip install 'duban[ocr]') and read again, or provide a version with text."
        )


class PicturesWait(UnsupportedFormat):
    """The document holds pages that are pictures, and the caller asked not to recognise them here."""

    code = "pictures_wait"


class ConverterMissing(UnsupportedFormat):
    """An old file that the own reader cannot read, and no office program is installed to convert it."""

    code = "converter_missing"

    @property
    def message_zh(self) -> str:
        return (
            f"该文件（{self.media_type}）版本过旧或内部结构有损，需借助 LibreOffice 转换后读取，但本机未安装；"
            "请安装 LibreOffice（apt-get install libreoffice-writer-nogui）后重新读取，或提供 DOCX 版本。"
        )

    @property
    def message_en(self) -> str:
        return (
            f"This file ({self.media_type}) is very old or damaged; LibreOffice may read it but is not installed: "
            "install it (apt-get install libreoffice-writer-nogui) and read again, or provide a DOCX version."
        )


class ConversionFailed(ReadError):
    """The office program did not convert the file; `why` is timeout or what it said last."""

    code = "conversion_failed"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    @property
    def message_zh(self) -> str:
        return f"LibreOffice 未能转换该文件（{self.why}），请用办公软件打开后另存为 DOCX 再试。"

    @property
    def message_en(self) -> str:
        return f"LibreOffice did not convert the file ({self.why}); open it in an office program and save it as DOCX."
