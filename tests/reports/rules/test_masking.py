"""A finding about personal data never repeats them, whatever its rule says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reports.model import Level
from reports.rules import Audience, Case, Rule, validate
from reports.rules.masking import masked
from reports.rules.rule import Need, Observation
from reports.states import Sentence

CARD = "310101199001011234"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"身份证{CARD}，请核对", "身份证310*************34，请核对"),
        ("卡号6222 0212 3456 7890 123", "卡号622**************23"),
        ("31010119900101123X", "310*************3X"),
        ("电话13812345678", "电话138******78"),
        ("收到申请3119件，2025-01-31公布", "收到申请3119件，2025-01-31公布"),
        ("https://a.gov.cn/202501131234567890.html", "https://a.gov.cn/202501131234567890.html"),
    ],
)
def test_long_numbers_keep_their_ends_alone(text: str, shown: str) -> None:
    assert masked(text) == shown


def _tell(case: Case) -> Iterator[Observation]:
    yield Observation(None, Sentence(f"有{CARD}", f"has {CARD}"), stated=CARD, expected=None, raw=CARD)


@pytest.mark.parametrize(("audience", "repeats"), [(Audience.PRIVATE, False), (Audience.PUBLIC, True)])
def test_what_is_for_the_office_alone_is_masked_in_every_field(audience: Audience, repeats: bool) -> None:
    rule = Rule("X999", Level.ERROR, _tell, "x", "x", "", "", "", frozenset[Need](), audience=audience)

    (found,) = validate(Case(), rules=(rule,)).findings

    assert (CARD in str(found)) is repeats
