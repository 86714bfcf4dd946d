"""A number leads to where it stands in every format: office files, OFD, and the very file of an archive."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa

from reports.assemble import Part, assemble
from reports.extract import extract
from reports.model import AnnualReport, TableKey
from reports.readers import read, sniff
from storage import documents, reports
from tests.rendering import docx_layouts, ofd, xlsx
from tests.rendering.figures import balanced
from tests.rendering.ole import word_95
from tests.rendering.printed import printed
from tests.rendering.specimen import specimen
from tests.status.conftest import Served, serving
from tests.status.originals import SEEN
from tests.status.seeing import tree_of, words, words_of
from tests.storage.world import World, add_document, build_world

REPORT = specimen(balanced(31, largest=40), agency="上海市统计局", year=2021)
OTHER = specimen(balanced(32, largest=40), agency="上海市统计局", year=2021)
RECEIVED = "/cells/applications/received/total"
DOCX = docx_layouts.plain(REPORT, Random(0))
ORIGINALS: Mapping[str, bytes] = {
    "sh-waiban": xlsx.sheet_per_table(REPORT, Random(0)),
    "sh-hezuo": ofd.plain(REPORT, Random(0)),
    "sh-dangan": DOCX,
}


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def read_from_archive(files: Mapping[str, bytes], name: str, sha256: str) -> AnnualReport:
    """Return the report as the worker makes it of an archive in which that file is the one that holds it."""
    read_of = extract(read(files[name]))
    return assemble([Part(f"http://127.0.2.1/a.zip#{name}", sha256, sniff(files[name]), read_of, name)])


def add(world: World, tx: sa.Connection, agency: str, data: bytes, report: AnnualReport) -> None:
    document = add_document(world, tx, agency, data, at=SEEN, path="2021", media_type=None, report_year=2021)
    reports.save(tx, document_id=document.id, report_year=2021, report=replace(report, report_year=2021), now=SEEN)
    documents.mark_parsed(tx, document_id=document.id, now=SEEN)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Yield the page over the small world with an original of each format."""
    world = build_world(tmp_path_factory.mktemp("formats"))
    files = {"说明/另一份.pdf": printed(OTHER), "年报/正文.pdf": printed(REPORT), "附表.docx": DOCX}
    with world.database.write() as tx:
        for agency, data in ORIGINALS.items():
            add(world, tx, agency, data, extract(read(data)))
        packed = zipped(files)
        report = read_from_archive(files, "年报/正文.pdf", world.archive.put(packed))
        add(world, tx, "sh-tongji", packed, report)
        add(world, tx, "sh-guozi", word_95(), extract(read(DOCX)))
    with serving(world, convert=lambda data, media_type: DOCX) as page:
        yield page
    world.database.close()


def total(report: AnnualReport) -> str:
    table = report.table(TableKey.APPLICATIONS)
    cell = None if table is None else table.cell("received", "total")
    assert cell is not None
    return cell.raw


@pytest.mark.parametrize("agency", [*ORIGINALS, "sh-guozi"])
def test_the_table_of_an_office_file_is_shown_with_the_cell_marked(served: Served, agency: str) -> None:
    tree = tree_of(served, f"/reports/{agency}/2021{RECEIVED}")

    marked = tree.css(".source td.here")
    assert [words_of(cell) for cell in marked] == [f"{total(extract(read(DOCX)))} ◀"]
    assert "新收" in words_of(marked[0].parent)


def test_a_pdf_in_an_archive_is_drawn_though_others_lie_beside_it(served: Served) -> None:
    tree = tree_of(served, f"/reports/sh-tongji/2021{RECEIVED}")
    address = str(tree.css_first(".picture img").attributes["src"])

    picture = served.get(address)

    assert parse_qs(urlsplit(address).query)["file"] == ["年报/正文.pdf"]
    assert picture.headers["content-type"] == "image/png"
    assert struct.unpack(">II", picture.content[16:24]) > (50, 50)


def test_the_page_names_the_file_of_the_archive(served: Served) -> None:
    assert "压缩包内文件 年报/正文.pdf" in words(served, f"/reports/sh-tongji/2021{RECEIVED}")
    assert "压缩包内文件" not in words(served, f"/reports/sh-waiban/2021{RECEIVED}")


def test_a_file_that_the_archive_does_not_have_is_not_drawn(served: Served) -> None:
    tree = tree_of(served, f"/reports/sh-tongji/2021{RECEIVED}")
    address = str(tree.css_first(".picture img").attributes["src"]).partition("?")[0]

    assert served.get(f"{address}?file=../../etc/passwd").status_code == 404
    assert served.get(f"{address}?file={'x' * 2000}").status_code == 404
