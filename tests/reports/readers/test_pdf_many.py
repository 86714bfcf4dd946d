"""Reports of every size, spelling and layout, by an office program, a browser and our typesetter: rates, by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import sync_playwright
from pypdfium2 import PdfDocument

from reports.extract import extract
from reports.model import Section
from reports.readers import read
from tests.rendering.figures import Figures, Shown, balanced
from tests.rendering.office_program import converted
from tests.rendering.pdf_file import pdf_file
from tests.rendering.print_html import PAPER, READ_AS, Style, print_html
from tests.rendering.printed import LEVEL, NONE, RULED, Print, pages_of, turned, two_up
from tests.rendering.specimen import specimen
from tests.reports.readers.layouts import figures_of
from tests.reports.readers.test_pdf_office import UNRULED_RATE, wrong_and_unread

pytestmark = pytest.mark.soak

OFFICE_SEEDS = range(3000, 3024)
BROWSER_SEEDS = range(4000, 4016)
TYPESET_SEEDS = range(5000, 5060)
KINDS = ("ruled", "level", "none", "three")

Made = list[tuple[str, int, bytes]]  # rules, seed, the file


def figures_for(seed: int) -> Figures:
    """Return figures in any spelling and of any size, some in the older form; now and then hardly any or none."""
    rng = Random(seed)
    figures = balanced(seed, largest=rng.choice((3, 60, 900)))
    match seed % 8:
        case 0:
            return figures.mapped(lambda _t, _r, _c, _cell: Shown("", None))
        case 1:
            return balanced(seed, largest=1)
        case 2:
            return figures.mapped(lambda name, _r, _c, cell: Shown("", None) if name == "review" else cell)
        case 3:
            return balanced(seed, form="2019", largest=60)
        case _:
            return figures_of(seed)


def style_for(rules: str, seed: int) -> Style:
    rng = Random(f"{rules}{seed}")
    return Style(
        rules,
        paper=rng.choice(sorted(PAPER)),
        margin=rng.choice(("1.2cm", "1.8cm", "2.5cm")),
        size=rng.choice((8, 9, 10, 11)),
        padding=rng.choice((1.5, 2, 3, 5)),
        numbers=rng.choice(("center", "left", "right")),
        upright=rng.choice(("middle", "top")),
        shaded=rng.random() < 0.3,
        indented=rng.random() < 0.5,
        repeated_head=rng.random() < 0.3,
        fixed_columns=rng.random() < 0.2,
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return what the office program sets."""
    pages = {f"{rules}-{seed}": _page(rules, seed) for rules in KINDS for seed in OFFICE_SEEDS}
    files = {f"{name}.html": page for name, page in pages.items()}
    made = converted(files, "pdf", tmp_path_factory.mktemp("office"), read_as=READ_AS)
    return [(rules, seed, made[f"{rules}-{seed}"]) for rules in KINDS for seed in OFFICE_SEEDS]


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Made:
    """Return what the browser prints."""
    made: Made = []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = started.new_page()
        for rules in KINDS:
            for seed in BROWSER_SEEDS:
                page.set_content(_page(rules, seed).decode())
                made.append((rules, seed, page.pdf(prefer_css_page_size=True)))
        started.close()
    return made


@pytest.fixture(scope="module")
def typeset() -> Made:
    """Return what our typesetter sets: pages alone, two by two, or turned."""
    return [(rules, seed, _typeset(rules, seed)) for rules in (RULED, LEVEL, NONE) for seed in TYPESET_SEEDS]


def _page(rules: str, seed: int) -> bytes:
    return print_html(specimen(figures_for(seed)), style_for(rules, seed))


def _typeset(rules: str, seed: int) -> bytes:
    rng = Random(f"{rules}{seed}")
    how = Print(
        rules=rules,
        width=rng.choice((420, 520, 595, 842)),
        height=rng.choice((595, 700, 842)),
        margin=rng.choice((36, 50, 60)),
        size=rng.choice((7.5, 8, 9, 10)),
        number=rng.choice(("left", "centre", "right")),
        top=rng.random() < 0.5,
        running_head=rng.choice((None, "临江市档案局工作报告")),
    )
    pages = pages_of(specimen(figures_for(seed)), how)
    match rng.randrange(6):
        case 0:
            return pdf_file(two_up(pages))
        case 1:
            return pdf_file(turned(pages, rng.randint(1, 3)))
        case _:
            return pdf_file(pages)


@pytest.mark.parametrize("program", ["office", "browser", "typeset"])
def test_no_figure_is_read_wrongly_and_hardly_one_is_left_unread(
    program: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    count: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    faults: list[object] = []
    for rules, seed, data in request.getfixturevalue(program):
        figures = figures_for(seed)

        report = extract(read(data))

        wrong, doubtful, cells = wrong_and_unread(figures, report)
        lost = list(_lost_text(figures, report.sections))
        if wrong or lost or doubtful:
            (tmp_path / f"{program}-{rules}-{seed}.pdf").write_bytes(data)
            print(program, rules, seed, f"wrong {wrong[:3]}, unread {doubtful} of {cells}, text lost {lost}")
        if wrong or lost:
            faults.append((rules, seed, wrong[:3], lost))
        kind = "cut" if _runs_off(data) else "ruled" if rules == RULED else "others"
        count[kind] += cells
        unread[kind] += doubtful
    print(program, {kind: 1 - unread[kind] / count[kind] for kind in count})
    assert faults == []
    assert unread["ruled"] == 0
    assert 1 - unread["others"] / count["others"] >= UNRULED_RATE


def _runs_off(data: bytes) -> bool:
    """True where a table is wider than its page: what stands beyond the edge is not printed and cannot be read."""
    with PdfDocument(data) as pdf:
        return any(item.get_bounds()[2] >= page.get_mediabox()[2] - 1 for page in pdf for item in page.get_objects())


def _lost_text(figures: Figures, sections: Sequence[Section]) -> Iterator[str]:
    """Yield the paragraphs that do not stand in their sections, and the sections that are not there."""
    found = {section.key.value: section.text for section in sections}
    for key, paragraphs in specimen(figures).sections.items():
        if key not in found:
            yield key
        yield from (paragraph[:20] for paragraph in paragraphs if paragraph not in found.get(key, ""))
