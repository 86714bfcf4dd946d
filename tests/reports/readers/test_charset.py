"""The encoding is told by the bytes; headers and metas are only asked where the bytes leave it open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.errors import NotText
from reports.readers.charset import decode

TEXT = '<meta charset="utf-8"><p>临江市档案局2024年政府信息公开工作年度报告</p>' * 5
GOVERNMENT = "政府信息公开工作年度报告一二三四五六七八九十"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_the_encoding_it_is_in_whatever_its_meta_says(encoding: str) -> None:
    assert decode(TEXT.encode(encoding))[0] == TEXT


@pytest.mark.parametrize(("encoding", "declared"), [("gb18030", "utf-8"), ("utf-8", "gb2312"), ("utf-8", "iso-8859-1")])
def test_a_lying_header_changes_nothing(encoding: str, declared: str) -> None:
    assert decode(TEXT.encode(encoding), declared=declared)[0] == TEXT


def test_big5_is_believed_where_it_is_declared() -> None:
    text = '<meta charset="big5"><p>政府資訊公開年度報告</p>'

    assert decode(text.encode("big5")) == (text, "big5")


def test_one_broken_byte_does_not_change_the_encoding_of_the_rest() -> None:
    text, name = decode(TEXT.encode() + b"\xff" + TEXT.encode())

    assert name == "utf-8"
    assert text.replace("\ufffd", "") == TEXT * 2


def test_a_page_cut_inside_a_character_keeps_the_rest() -> None:
    text, name = decode(TEXT.encode("gb18030")[:-1] + "版".encode("gb18030")[:1])

    assert name == "gb18030"
    assert text.startswith(TEXT[:-1])


def test_binary_junk_is_not_text() -> None:
    with pytest.raises(NotText):
        decode(bytes(range(1, 256)) * 40)


@given(st.text(GOVERNMENT, min_size=2), st.sampled_from(["utf-8", "gb18030"]))
def test_chinese_text_never_becomes_something_else(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text
