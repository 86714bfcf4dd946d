"""One format at a time: samples made, written, read and compared, layout by layout."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator, Sequence

from reports.readers import Converter
from scheduler.convert import LibreOffice
from tests.generator.formats import FORMATS, LOSES_THE_PLACE_OF_BLANKS
from tests.generator.outcome import Outcome, outcome
from tests.generator.samples import sample

_AT_A_TIME = 60
"""Files of a layout that are made in one go."""


def run(name: str, seeds: Sequence[int], layouts: Sequence[str] | None = None) -> Iterator[tuple[str, Outcome]]:
    """Yield (layout, what the reports of these seeds came to) for the layouts of a format, all if none are named."""
    form = FORMATS[name]
    for layout in layouts or form.layouts:
        total = Outcome()
        for start in range(0, len(seeds), _AT_A_TIME):
            blanks = layout not in LOSES_THE_PLACE_OF_BLANKS
            samples = {
                (layout, seed): sample(seed, blanks=blanks, line_end=form.line_end)
                for seed in seeds[start : start + _AT_A_TIME]
            }
            made = form.make(samples)
            for key, report in samples.items():
                total.add(
                    outcome(
                        report,
                        made.get(key),
                        seed=key[1],
                        filename=layout + form.suffix,
                        likeness=form.likeness,
                        convert=_office(),
                    )
                )
        yield layout, total


def _office() -> Converter | None:
    program = shutil.which("soffice")
    if program is None:
        return None
    office = LibreOffice(program)
    return lambda data, media_type: asyncio.run(office.convert(data, media_type))
