"""Reports in formats that only an office program writes, made once for all test processes."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from filelock import FileLock

from tests.rendering.docx_layouts import DOCX_RENDERERS
from tests.rendering.docx_packages import NOT_FOR_OFFICE
from tests.rendering.office_program import converted, require_office
from tests.rendering.specimen import specimen
from tests.reports.readers.layouts import figures_of

SEEDS = range(3)
OFFICE_LAYOUTS = sorted(DOCX_RENDERERS.keys() - NOT_FOR_OFFICE)
Made = Callable[[str], dict[tuple[str, int], bytes]]


@pytest.fixture(scope="session")
def made_by_office(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a function that gives every layout in a format (doc, rtf) by layout and seed."""
    require_office()
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if shared.name.startswith("popen-") else shared  # one folder for all processes of a run

    def made(kind: str) -> dict[tuple[str, int], bytes]:
        kept = shared / f"office-{kind}"
        with FileLock(kept.with_suffix(".lock")):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(_make(kind, shared / f"made-{kind}")))
        read: dict[tuple[str, int], bytes] = pickle.loads(kept.read_bytes())
        return read

    return made


def _make(kind: str, folder: Path) -> dict[tuple[str, int], bytes]:
    names = {(layout, seed): f"{number}.docx" for number, (layout, seed) in enumerate(_all())}
    files = {
        names[layout, seed]: DOCX_RENDERERS[layout](specimen(figures_of(seed)), Random(seed)) for layout, seed in _all()
    }
    results = converted(files, kind, folder)
    return {key: results[name.removesuffix(".docx")] for key, name in names.items()}


def _all() -> list[tuple[str, int]]:
    return [(layout, seed) for layout in OFFICE_LAYOUTS for seed in SEEDS]
