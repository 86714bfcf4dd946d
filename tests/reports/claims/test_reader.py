"""Claims as read from text: their place, their name, what they count, and for whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.claims import Claim, Doubt, Topic, Verdict, author_of, judged_claims
from reports.claims.lexicon import WORDS
from reports.claims.reader import read_claims
from reports.model import SectionKey
from tests.reports.claims.telling import telling

OFFICE, GOVERNMENT = "云山市教育局", "云山市人民政府"


def claims(text: str, *, agency: str = OFFICE, key: SectionKey = SectionKey.APPLICATIONS) -> list[Claim]:
    report = telling(text, key=key, agency=agency)
    return list(read_claims(report, author_of(report)))


def verdicts(text: str, *, agency: str = OFFICE) -> dict[str, Verdict]:
    report = telling(text, key=SectionKey.APPLICATIONS, agency=agency)
    return {one.claim.name: one.verdict for one in judged_claims(report, author_of(report))}


def test_a_claim_knows_its_place_in_the_text_as_printed() -> None:
    text = "（二）情况。\n全年 收到 申请 ４０\u3000件，办\n结38件。"

    first, second = claims(text)

    assert (text[first.start : first.end], first.quote) == ("收到 申请 ４０\u3000件",) * 2
    assert text[second.start : second.end] == "办\n结38件"


def test_claims_about_the_same_are_counted_within_their_section() -> None:
    assert [claim.name for claim in claims("收到申请40件。全年共收到申请40件。")] == ["received.1", "received.2"]


@pytest.mark.parametrize(
    "text",
    [
        "办理人大建议12件，答复12件。",
        "收到网民留言300条，办结300件。",
        "公开规范性文件12件。",
        "收取信息处理费300元。",
        "举办培训3次，参训120人次。",
        "2023年收到申请52件。",
        "网站抽查合格率100%，占比较高。",
        "涉及83个申请事项。",
    ],
)
def test_figures_about_something_else_are_no_claims(text: str) -> None:
    assert [claim.name for claim in claims(text, key=SectionKey.OVERVIEW)] == []


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("未收到政府信息公开申请。", [Topic.CONSISTENCY]),
        ("我局没有接到依申请公开的申请。", [Topic.CONSISTENCY]),
        ("未发生行政复议、行政诉讼。", [Topic.RECONSIDERATION, Topic.LITIGATION]),
        ("行政复议、行政诉讼均为0。", [Topic.RECONSIDERATION]),
        ("无行政复议被纠错。", [Topic.RECONSIDERATION]),
    ],
)
def test_a_negation_is_a_claim_of_none(text: str, topics: list[Topic]) -> None:
    found = claims(text)

    assert [claim.topic for claim in found] == topics
    assert {claim.value for claim in found} == {0}


def test_none_corrected_says_nothing_of_the_total() -> None:
    (claim,) = claims("未发生行政复议被纠错的情况。")

    assert claim.name == "reconsideration.corrected.1"


def test_answered_within_the_time_limit_is_not_all_closed() -> None:
    assert claims("上述申请均在法定期限内答复。") == []


def test_a_scope_lasts_until_another_is_named() -> None:
    text = "市本级收到申请6件，办结5件；全市收到申请40件，办结38件。"

    scopes = [Doubt.SCOPE in claim.doubts for claim in claims(text, agency=GOVERNMENT)]

    assert scopes == [True, True, False, False]


def test_the_whole_town_is_no_scope_of_one_office() -> None:
    assert verdicts("全市收到申请900件。") == {"received.1": Verdict.OPEN}
    assert verdicts("全市收到申请900件。", agency=GOVERNMENT) == {"received.1": Verdict.CONTRADICTED}


def test_figures_of_a_body_that_is_not_the_author_stay_open() -> None:
    assert set(verdicts("清水县收到申请9件，办结8件。", agency=GOVERNMENT).values()) == {Verdict.OPEN}


@pytest.mark.parametrize("agency", ["云山市人民政府", "海西省云山市人民政府", "云山市"])
def test_a_place_by_its_name_is_the_scope_of_its_government(agency: str) -> None:
    assert verdicts("云山市收到申请900件。", agency=agency) == {"received.1": Verdict.CONTRADICTED}


def test_an_office_may_leave_out_the_place_before_its_name() -> None:
    assert verdicts("市教育局收到申请900件。") == {"received.1": Verdict.CONTRADICTED}


def test_what_follows_a_channel_stays_open() -> None:
    assert verdicts("通过平台收到申请9件，办结8件。")["outcomes_total.1"] is Verdict.OPEN


def test_results_belong_to_the_block_named_last() -> None:
    names = [claim.name for claim in claims("行政复议10件，结果纠正1件；行政诉讼8件，结果纠正1件。")]

    assert names == [
        "reconsideration.total.1",
        "reconsideration.corrected.1",
        "litigation.total.1",
        "litigation.corrected.1",
    ]


def test_a_remark_in_brackets_tells_what_the_total_includes() -> None:
    assert verdicts("收到申请45件（含上年结转5件）。") == {
        "received.1": Verdict.CONFIRMED,
        "brought_forward.1": Verdict.CONFIRMED,
    }
    assert verdicts("答复33件（含上年结转5件）。")["outcomes_total.1"] is Verdict.CONTRADICTED


def test_words_may_stand_behind_their_figures() -> None:
    assert [claim.name for claim in claims("2件为自然人申请、1件为商业企业申请。")] == [
        "applicants.natural_person.1",
        "applicants.commercial_enterprise.1",
    ]


def test_several_rows_may_share_a_figure() -> None:
    (claim,) = claims("予以公开及部分公开18件。")

    assert claim.name == "disclosed_and_partly_disclosed.1"


def test_a_share_of_what_stands_before_the_brackets_is_not_of_what_stands_in_them() -> None:
    text = "办结申请38件。其他处理2件（其中申请人主动撤回1件），占5.26%。"

    assert verdicts(text)["share.1"] is Verdict.CONFIRMED


def test_shares_rounded_to_give_a_hundred_stay_open() -> None:
    text = "收到申请3件，自然人1件，占33.4%，商业企业1件，占33.3%，科研机构1件，占33.3%。"

    assert verdicts(text)["share.1"] is Verdict.OPEN


@pytest.mark.parametrize(
    "text",
    [
        "收到申请3件，" * 4000,
        "1" * 50_000 + "件申请",
        "（" * 50_000 + "申请3件",
        "十" * 50_000 + "件申请",
        "占3%，收到申请5件" * 3000,
        "\n" * 60_000 + "申请3件",
        "2023年。" * 20_000,
    ],
)
def test_hostile_text_is_read_all_the_same(text: str) -> None:
    assert isinstance(claims(text), list)


@given(
    st.lists(
        st.sampled_from([*sorted(WORDS), "3件", "40件", "5%", "2024年", "2023年", "9元", "全体", "\n", "。"]),
        max_size=25,
    )
)
@settings(max_examples=400, deadline=None)
def test_whatever_the_words_every_claim_stands_where_it_says(words: list[str]) -> None:
    text = "".join(words)

    for claim in claims(text):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.quote == text[claim.start : claim.end]
