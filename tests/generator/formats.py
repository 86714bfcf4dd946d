"""Every format and layout in which a report can be made here, and what has to be read from each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from tests.rendering import RENDERERS, ofd, ofd_oddities, office_program, print_html, printed, scans
from tests.rendering.docx_layouts import DOCX_RENDERERS
from tests.rendering.docx_packages import NOT_FOR_OFFICE
from tests.rendering.specimen import Specimen
from tests.rendering.xlsx import XLSX_RENDERERS

Key = tuple[str, int]
"""Layout and seed."""

Make = Callable[[Mapping[Key, Specimen]], Mapping[Key, bytes]]
Renderer = Callable[[Specimen, Random], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its layouts, how files of them are made, and the least share of cells right by layout."""

    layouts: tuple[str, ...]
    make: Make
    suffix: str
    least: Callable[[str], float] = lambda _layout: 1.0
    line_end: str = " "
    likeness: float = 100  # of the text of a paragraph, in percent
    cheap: bool = False


LOSES_THE_PLACE_OF_BLANKS = frozenset(
    {"shifted-tabs.txt", "stripped-tabs.txt", "lost-spans.html", "cell-per-paragraph.html"}
)
"""Here a row with blanks does not always tell which of its cells are blank, so no blanks are sown."""

LOST_BY_OFFICE_IN_RTF = frozenset({"text-boxes.docx", "tracked-changes.docx", "deep-numbers.docx"})
"""The office program writes no text boxes into RTF, and marks more text as deleted than was."""

_OFD_LAYOUTS = {**ofd.OFD_RENDERERS, **ofd_oddities.RENDERERS}
_WORD_LAYOUTS = {name: make for name, make in DOCX_RENDERERS.items() if name not in NOT_FOR_OFFICE}
_RTF_LAYOUTS = {name: make for name, make in _WORD_LAYOUTS.items() if name not in LOST_BY_OFFICE_IN_RTF}
_SET: Mapping[str, printed.Print] = {
    "ruled": printed.Print(),
    "ruled-small-right": printed.Print(size=8, number="right", top=True, running_head="政府信息公开工作年度报告"),
    "ruled-landscape": printed.Print(width=842, height=595, number="left"),
    "level": printed.Print(rules=printed.LEVEL),
    "none": printed.Print(rules=printed.NONE, size=8),
}
_SCANNERS: Mapping[str, scans.Scanner] = {
    "150-dpi": scans.Scanner(dpi=150, noise=6, blur=0.4),
    "200-dpi": scans.Scanner(dpi=200),
    "200-dpi-askew": scans.Scanner(dpi=200, skew=1.2, noise=12, jpeg=60),
    "300-dpi": scans.Scanner(dpi=300),
}


def _rendered(renderers: Mapping[str, Renderer], samples: Mapping[Key, Specimen]) -> dict[Key, bytes]:
    return {(layout, seed): renderers[layout](report, Random(seed)) for (layout, seed), report in samples.items()}


def _converted(
    render: Make, kind: str, suffix: str, samples: Mapping[Key, Specimen], *, read_as: str | None = None
) -> dict[Key, bytes]:
    """Return what the office program makes of the files; one that it could not convert is left out."""
    sources = render(samples)
    with tempfile.TemporaryDirectory(prefix="generator-") as folder:
        files = {f"{number}.{suffix}": data for number, data in enumerate(sources.values())}
        made = office_program.converted(files, kind, Path(folder) / "office", read_as=read_as)
    return {key: made[str(number)] for number, key in enumerate(sources) if str(number) in made}


def _pages(samples: Mapping[Key, Specimen]) -> dict[Key, bytes]:
    return {key: print_html.print_html(report, print_html.PRINT_LAYOUTS[key[0]]) for key, report in samples.items()}


def _typeset(samples: Mapping[Key, Specimen]) -> dict[Key, bytes]:
    return {key: printed.printed(report, _SET[key[0]]) for key, report in samples.items()}


def _browser(samples: Mapping[Key, Specimen]) -> dict[Key, bytes]:
    return {key: scans.printed(report, scans.PRINTS[int(key[0])]) for key, report in samples.items()}


def _scans(samples: Mapping[Key, Specimen]) -> dict[Key, bytes]:
    made = {}
    for (layout, seed), report in samples.items():
        scanner = _SCANNERS[layout]
        paper = scans.printed(report, scans.PRINTS[seed % len(scans.PRINTS)])
        made[layout, seed] = scans.as_pdf(scans.scanned(paper, scanner, Random(seed)), scanner.dpi)
    return made


def _text_format(ending: str) -> Format:
    layouts = {name: make for name, make in RENDERERS.items() if name.endswith(ending)}
    return Format(tuple(layouts), partial(_rendered, layouts), "", cheap=True)


def _unruled(layout: str) -> float:
    return 1.0 if layout.startswith("ruled") else 0.995


FORMATS: Mapping[str, Format] = {
    "html": _text_format(".html"),
    "txt": _text_format(".txt"),
    "md": _text_format(".md"),
    "docx": Format(tuple(DOCX_RENDERERS), partial(_rendered, DOCX_RENDERERS), "", line_end="\n", cheap=True),
    "xlsx": Format(tuple(XLSX_RENDERERS), partial(_rendered, XLSX_RENDERERS), "", line_end="\n", cheap=True),
    "ofd": Format(tuple(_OFD_LAYOUTS), partial(_rendered, _OFD_LAYOUTS), "", line_end="", cheap=True),
    "pdf": Format(tuple(_SET), _typeset, ".pdf", least=_unruled, line_end="", cheap=True),
    "pdf-office": Format(
        tuple(print_html.PRINT_LAYOUTS),
        partial(_converted, _pages, "pdf", "html", read_as=print_html.READ_AS),
        ".pdf",
        least=_unruled,
    ),
    "pdf-browser": Format(tuple(map(str, range(len(scans.PRINTS)))), _browser, ".pdf"),
    "doc": Format(
        tuple(_WORD_LAYOUTS),
        partial(_converted, partial(_rendered, _WORD_LAYOUTS), "doc", "docx"),
        ".doc",
        line_end="\n",
    ),
    "rtf": Format(
        tuple(_RTF_LAYOUTS),
        partial(_converted, partial(_rendered, _RTF_LAYOUTS), "rtf", "docx"),
        ".rtf",
        line_end="\n",
    ),
    "xls": Format(
        tuple(XLSX_RENDERERS),
        partial(_converted, partial(_rendered, XLSX_RENDERERS), "xls", "xlsx"),
        ".xls",
        line_end="\n",
    ),
    "scan": Format(
        tuple(_SCANNERS), _scans, ".pdf", least=lambda layout: 0.98 if layout == "150-dpi" else 0.995, likeness=90
    ),
}
