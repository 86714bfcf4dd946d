"""Binary Word files: every layout as LibreOffice writes it, and the format's corners, written into such a file."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from random import Random

import olefile
import pytest

from reports.errors import ConverterMissing, EncryptedDocument, ReadError
from reports.extract import extract
from reports.model import Document, TextBlock
from reports.readers import read
from tests.rendering.docx_layouts import DOCX_RENDERERS
from tests.rendering.ole import container
from tests.rendering.specimen import specimen
from tests.reports.readers.conftest import OFFICE_LAYOUTS, SEEDS, Made
from tests.reports.readers.layouts import assert_all_figures, assert_all_text, assert_nothing_guessed, figures_of

_CLX = 0x9A + 8 * 33


@pytest.mark.parametrize("layout", OFFICE_LAYOUTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_figures_and_text_are_read_from_every_layout(made_by_office: Made, layout: str, seed: int) -> None:
    data = made_by_office("doc")[layout, seed]

    document = read(data)
    report = extract(document)

    assert document.media_type == "application/msword"
    assert_all_figures(figures_of(seed), report)
    assert_all_text(specimen(figures_of(seed)), report)


@pytest.fixture
def streams(made_by_office: Made) -> dict[str, bytearray]:
    """Return the streams of a plain report, to be changed and put together again."""
    with olefile.OleFileIO(io.BytesIO(made_by_office("doc")["plain.docx", 0])) as opened:
        return {name: bytearray(opened.openstream(name).read()) for name in ("WordDocument", "1Table", "Data")}


def put_together(streams: dict[str, bytearray]) -> bytes:
    return container({name: bytes(data) for name, data in streams.items()})


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock)]


def main_piece(streams: dict[str, bytearray]) -> tuple[int, int]:
    """Return (length of the text, where it begins) of a file whose text is one piece of two-byte characters."""
    main, table = streams["WordDocument"], streams["1Table"]
    at, _ = struct.unpack_from("<II", main, _CLX)
    assert table[at] == 2
    _, end, _, where = struct.unpack_from("<IIHI", table, at + 5)
    return end, where


def with_pieces(streams: dict[str, bytearray], pieces: list[tuple[int, int]], modifiers: bytes = b"") -> bytes:
    """Return the file with its text made of these (characters, place) pieces."""
    main, table = streams["WordDocument"], streams["1Table"]
    bounds = [0]
    for length, _ in pieces:
        bounds.append(bounds[-1] + length)
    plc = struct.pack(f"<{len(bounds)}I", *bounds)
    plc += b"".join(struct.pack("<HIH", 0, where, 0) for _, where in pieces)
    clx = modifiers + b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", main, _CLX, len(table), len(clx))
    struct.pack_into("<i", main, 0x4C, bounds[-1])
    table += clx
    return put_together(streams)


def split_at(streams: dict[str, bytearray], phrase: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces before, of and behind a phrase."""
    length, where = main_piece(streams)
    raw = phrase.encode("utf-16-le")
    at = (streams["WordDocument"].index(raw, where) - where) // 2
    yield at, where
    yield len(phrase), where + 2 * at
    yield length - at - len(phrase), where + 2 * (at + len(phrase))


def test_text_added_by_a_fast_save_stands_where_its_piece_does(streams: dict[str, bytearray]) -> None:
    before, _, behind = split_at(streams, "一、总体情况")
    added = len(streams["WordDocument"])
    streams["WordDocument"] += "一、总体的情况".encode("utf-16-le")

    document = read(with_pieces(streams, [before, (7, added), behind], modifiers=b"\x01\x02\x00\x16\x24"))

    assert "一、总体的情况" in lines(document)


def test_western_text_is_kept_in_one_byte_a_character(streams: dict[str, bytearray]) -> None:
    before, _, behind = split_at(streams, "2024")
    added = len(streams["WordDocument"])
    streams["WordDocument"] += b"2023"

    document = read(with_pieces(streams, [before, (4, 0x40000000 | 2 * added), behind]))

    assert lines(document)[0].startswith("临江市档案局2023年")


def test_chinese_text_in_two_single_bytes_is_read_as_such(streams: dict[str, bytearray]) -> None:
    before, _, behind = split_at(streams, "一、总体情况")
    raw = "一、总体情况".encode("gbk")
    added = len(streams["WordDocument"])
    streams["WordDocument"] += raw
    struct.pack_into("<H", streams["WordDocument"], 6, 0x0804)

    document = read(with_pieces(streams, [before, (len(raw), 0x40000000 | 2 * added), behind]))

    assert "一、总体情况" in lines(document)


def test_a_file_with_a_password_is_refused_by_name(streams: dict[str, bytearray]) -> None:
    (flags,) = struct.unpack_from("<H", streams["WordDocument"], 0x0A)
    struct.pack_into("<H", streams["WordDocument"], 0x0A, flags | 0x0100)

    with pytest.raises(EncryptedDocument):
        read(put_together(streams))


def test_a_file_of_word_95_needs_a_converter_and_gets_it(streams: dict[str, bytearray]) -> None:
    struct.pack_into("<H", streams["WordDocument"], 2, 0x0068)
    old = put_together(streams)
    docx = DOCX_RENDERERS["plain.docx"](specimen(figures_of(0)), Random(0))

    with pytest.raises(ConverterMissing):
        read(old)
    document = read(old, convert=lambda data, _: docx)

    assert document.media_type == "application/msword"
    assert_all_figures(figures_of(0), extract(document))


@pytest.mark.parametrize("stream", ["WordDocument", "1Table"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
def test_a_stream_that_is_cut_off_is_refused_or_read_without_a_guess(
    streams: dict[str, bytearray], stream: str, share: float
) -> None:
    keep = int(len(streams[stream]) * share)
    streams[stream][keep:] = bytes(len(streams[stream]) - keep)

    try:
        report = extract(read(put_together(streams)))
    except ConverterMissing:
        return

    assert_nothing_guessed(figures_of(0), report)


@pytest.mark.parametrize("seed", range(60))
def test_a_file_with_bytes_knocked_over_ends_in_a_named_error_or_a_reading(
    streams: dict[str, bytearray], seed: int
) -> None:
    rng = Random(seed)
    for stream in ("WordDocument", "1Table"):
        for _ in range(rng.randint(1, 20)):
            streams[stream][rng.randrange(len(streams[stream]))] = rng.randrange(256)

    try:
        document = read(put_together(streams))
    except ReadError:
        return

    assert document.media_type == "application/msword"
