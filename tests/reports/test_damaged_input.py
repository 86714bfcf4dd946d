"""However a report is damaged, it is read or refused by name; the program never fails on it."""

from __future__ import annotations

import json
from random import Random

import pytest

from reports.checking import check_bytes
from reports.codec import report_from_json
from reports.errors import ReportError
from tests.rendering import RENDERERS
from tests.rendering.figures import balanced
from tests.rendering.specimen import specimen


def damaged(data: bytes, rng: Random) -> bytes:
    """Return the bytes with a dozen stretches deleted, doubled, moved or overwritten."""
    text = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        start = rng.randrange(len(text))
        end = min(len(text), start + rng.choice([1, 2, 5, 40, 400, 3000]))
        match rng.randrange(4):
            case 0:
                del text[start:end]
            case 1:
                text[start:start] = text[start:end]
            case 2:
                text[start:end] = rng.randbytes(5) if rng.random() < 0.5 else b"<td><table><tr>\t|"
            case _:
                elsewhere = rng.randrange(len(text))
                text[elsewhere:elsewhere] = text[start:end]
        text = text or bytearray(b"x")
    return bytes(text)


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_report_is_read_or_refused_by_name(seed: int, renderer: str) -> None:
    rng = Random(f"{seed} {renderer}")
    data = damaged(RENDERERS[renderer](specimen(balanced(seed)), rng), rng)

    try:
        checked = check_bytes(data, filename=renderer)
    except ReportError:
        return

    assert checked.validation.crashes == ()
    assert report_from_json(json.loads(json.dumps(checked.to_json()))) == checked.report
