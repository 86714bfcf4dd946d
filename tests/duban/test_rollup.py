"""`duban rollup`: the workbook of a government's units, opened as an office would."""

from __future__ import annotations

import csv
import re
import subprocess
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from duban.cli import run
from reports.checking import read_report
from reports.model import AnnualReport
from storage import agencies
from storage.archive import Archive
from storage.roll import read_roll
from storage.session import Database
from tests.rendering import RENDERERS
from tests.rendering.figures import Figures, Shown, balanced
from tests.rendering.office_program import require_office
from tests.rendering.specimen import specimen
from tests.storage.world_steps import World, publish

Capture = pytest.CaptureFixture[str]

YEAR = 2025
NOW = datetime(2026, 2, 10, 8, tzinfo=UTC)
ROLL = """
jurisdiction: mingchuan
agencies:
  - {id: mc, name: 明川市人民政府, level: government, duty_basis: statutory_government, watch_from: 2025,
     sources: [{url: "http://127.0.2.1/mc/", family: auto, hosts: [127.0.2.1], verified: true}]}
  - {id: mc-dangan, name: 明川市档案局, level: department, duty_basis: statutory_department, parent: mc,
     watch_from: 2025, sources: [{url: "http://127.0.2.1/da/", family: auto, hosts: [127.0.2.1], verified: true}]}
  - {id: mc-waiban, name: 明川市外事办公室, level: department, duty_basis: statutory_department, parent: mc,
     watch_from: 2025, sources: [{url: "http://127.0.2.1/wb/", family: auto, hosts: [127.0.2.1], verified: true}]}
  - {id: mc-xian, name: 明川市河东区人民政府, level: government, duty_basis: statutory_government, parent: mc,
     watch_from: 2025, sources: [{url: "http://127.0.2.1/xq/", family: auto, hosts: [127.0.2.1], verified: true}]}
  - {id: mc-jiaotong, name: 明川市交通局, level: department, duty_basis: statutory_department, parent: mc,
     watch_from: 2025, sources: []}
"""
BLANK_SPOT = ("review", "reconsideration", "pending")


def read(agency: str, figures: Figures) -> AnnualReport:
    return read_report(RENDERERS["clean.html"](specimen(figures, agency=agency, year=YEAR), Random(0)))[1]


def with_one_blank(figures: Figures) -> Figures:
    def change(table: str, row: str, column: str, cell: Shown) -> Shown:
        return Shown("", None) if (table, row, column) == BLANK_SPOT else cell

    return figures.mapped(change)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with a government and four units: three with reports, one of them with a blank cell, one without."""
    database = Database.open(f"sqlite:///{tmp_path / 'duban.db'}", create=True)
    world = World(database, Archive(tmp_path / "originals"))
    with database.write() as tx:
        agencies.apply(tx, read_roll(ROLL, file="roll.yml"), now=datetime(2025, 12, 5, tzinfo=UTC))
        publish(world, tx, "mc", read("明川市人民政府", balanced(9)), at=NOW)
        publish(world, tx, "mc-dangan", read("明川市档案局", balanced(1)), at=NOW)
        publish(world, tx, "mc-waiban", read("明川市外事办公室", with_one_blank(balanced(2))), at=NOW)
        publish(world, tx, "mc-xian", read("明川市河东区人民政府", balanced(3)), at=NOW)
    database.close()
    monkeypatch.setenv("DUBAN_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def expected(table: str, row: str, column: str, *seeds: int) -> float:
    return sum(float(balanced(seed).tables()[table][row][column].text or 0) for seed in seeds)


def sheet_of(workbook: Path, number: int) -> etree._Element:
    with zipfile.ZipFile(BytesIO(workbook.read_bytes())) as book:
        return etree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))


def test_the_last_line_counts_and_says_what_to_do_next(house: Path, capsys: Capture) -> None:
    code = run(["rollup", "mc", str(YEAR)])

    assert code == 0
    told = capsys.readouterr().out.splitlines()[-1]
    assert re.fullmatch(
        r"计入 3 个单位，未计入 1 个，与政府公布数不同的有 \d+ 项。"
        r"下一步：打开 明川市人民政府2025年度汇总底表.xlsx 核对。",
        told,
    )
    assert (house / "明川市人民政府2025年度汇总底表.xlsx").exists()


def test_sums_are_live_formulas_that_an_office_program_computes_the_same(house: Path, tmp_path: Path) -> None:
    program = require_office()
    target = tmp_path / "sheet.xlsx"
    run(["rollup", "mc", str(YEAR), "-o", str(target)])
    ns = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    root = sheet_of(target, 1)
    for value in root.xpath("//s:c[s:f]/s:v", namespaces=ns):
        value.getparent().remove(value)  # whatever is shown below was computed anew
    _replace(target, "xl/worksheets/sheet1.xml", etree.tostring(root))
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", options, "--outdir", str(tmp_path), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    rows = list(csv.reader((tmp_path / "sheet.csv").read_text("utf-8").splitlines()))
    named = {row[1]: row for row in rows if len(row) > 1}
    at = rows[0].index("三、收到和处理政府信息公开申请情况") + 6  # received, total
    departments = expected("applications", "received", "total", 1, 2)
    total = expected("applications", "received", "total", 1, 2, 3)
    own = expected("applications", "received", "total", 9)
    assert float(named["小计：政府部门"][at]) == departments
    assert float(named["合计"][at]) == total
    assert float(named["差额（政府公布数－合计）"][at]) == own - total


def _replace(book: Path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(book) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as new:
        for part, written in (parts | {name: data}).items():
            new.writestr(part, written)


def test_blanks_and_units_without_report_stay_visible(house: Path, tmp_path: Path) -> None:
    target = tmp_path / "sheet.xlsx"
    run(["rollup", "mc", str(YEAR), "-o", str(target)])

    with zipfile.ZipFile(target) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert ">空白<" in strings
    assert ">明川市交通局<" in strings
    assert "没有读到报告（未到期）" in strings


def test_a_body_that_the_government_does_not_cover_is_not_counted(house: Path, tmp_path: Path, capsys: Capture) -> None:
    database = Database.open(f"sqlite:///{house / 'duban.db'}")
    declared = ROLL.replace("id: mc,", "id: mc, covers: [{year: 2025, agencies: [mc-dangan, mc-waiban]}],")
    with database.write() as tx:
        agencies.apply(tx, read_roll(declared, file="roll.yml"), now=NOW)
    database.close()
    target = tmp_path / "sheet.xlsx"
    run(["rollup", "mc", str(YEAR), "-o", str(target)])

    with zipfile.ZipFile(target) as book:
        assert "未列入政府报告的统计范围" in book.read("xl/sharedStrings.xml").decode()
    assert capsys.readouterr().out.splitlines()[-1].startswith("计入 2 个单位，未计入 2 个")


def test_two_hundred_values_stand_beside_each_unit(house: Path, tmp_path: Path) -> None:
    target = tmp_path / "sheet.xlsx"
    run(["rollup", "mc", str(YEAR), "-o", str(target)])

    ns = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    rows = sheet_of(target, 1).xpath("//s:row[position()>3]", namespaces=ns)
    assert {len(row) for row in rows} == {204}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nobody", "2025"], "名录中没有 nobody"),
        (["mc-dangan", "2025"], "没有上级为 mc-dangan 的单位"),
        (["mc", "2015"], "还没有统一的报告格式"),
    ],
)
def test_what_cannot_be_added_up_is_said_with_what_to_do(
    house: Path, capsys: Capture, arguments: list[str], told: str
) -> None:
    assert run(["rollup", *arguments]) == 2
    assert told in capsys.readouterr().err
