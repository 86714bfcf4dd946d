"""Cases of F023: personal data in the text."""

from __future__ import annotations

from dataclasses import replace

from reports.model import AnnualReport, Level, SectionKey
from reports.rules import Case
from tests.reports.building import TEXTS, Expected, RuleCase, report, with_text

# made for this test: the check digits hold, the persons and accounts do not exist
ID_NUMBER = "110101199003070011"
CARD_NUMBER = "6222000000000000004"


def _overview(text: str) -> AnnualReport:
    return with_text(report(), {SectionKey.OVERVIEW: f"{TEXTS[SectionKey.OVERVIEW]}\n{text}"})


CASES = (
    RuleCase(
        "an ID number stands in the text",
        Case(_overview(f"申请人身份证号{ID_NUMBER}，已答复。")),
        Expected.FIRES,
        places=("section.overview.id_number",),
        level=Level.ERROR,
        says="（110*************11，中间数字已隐去）",
    ),
    RuleCase(
        "a card's number stands in the lead",
        Case(replace(report(), lead=f"银行卡号：{CARD_NUMBER}。")),
        Expected.FIRES,
        places=("section.*.bank_card",),
        says="（622**************04，中间数字已隐去）",
    ),
    RuleCase("the text has no such number", Case(_overview("电话021-22161272，传真同号。")), Expected.PASSES),
    RuleCase("the check digit does not hold", Case(_overview("编写时间110101199003070012。")), Expected.PASSES),
    RuleCase("a contract may have any number", Case(_overview(f"合同编号{ID_NUMBER}。")), Expected.PASSES),
    RuleCase(
        "an account into which fees are paid is no person's",
        Case(_overview(f"缴费至某市财政局专户，卡号{CARD_NUMBER}。")),
        Expected.PASSES,
    ),
    RuleCase("a long number that no word calls a card", Case(_overview(f"序列{CARD_NUMBER}。")), Expected.PASSES),
    RuleCase("there is no report", Case(), Expected.NOT_APPLICABLE),
    RuleCase(
        "no text was read",
        Case(with_text(report(), dict.fromkeys(SectionKey, ""))),
        Expected.NOT_EVALUABLE,
    ),
)
