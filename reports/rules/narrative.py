"""N101-N109: figures stated in the text against the tables, each judged by reports.claims."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reports.claims import Judged, Topic, Verdict
from reports.claims.numerals import FigureKind
from reports.forms import Form
from reports.model import Level
from reports.rules.case import Case
from reports.rules.narrative_claims import cells_of, judged, level_of, spot
from reports.rules.rule import Observation, Rule, Undecided
from reports.rules.sources import ACCURACY
from reports.rules.tables import report_of
from reports.rules.wording import form_of, number, section_name
from reports.states import Sentence


def received(case: Case) -> Iterator[Observation | Undecided]:
    """N101: 收到申请N件 fits table 3: received, or with those brought forward."""
    yield from _against_tables(case, Topic.RECEIVED)


def brought_forward(case: Case) -> Iterator[Observation | Undecided]:
    """N102: 上年结转N件 fits table 3."""
    yield from _against_tables(case, Topic.BROUGHT_FORWARD)


def outcomes_total(case: Case) -> Iterator[Observation | Undecided]:
    """N103: 办结N件, 答复N件 fits table 3: all outcomes, those of this year's applications, those with an answer."""
    yield from _against_tables(case, Topic.OUTCOMES_TOTAL)


def carried_forward(case: Case) -> Iterator[Observation | Undecided]:
    """N104: 结转下年度N件 fits table 3."""
    yield from _against_tables(case, Topic.CARRIED_FORWARD)


def outcomes(case: Case) -> Iterator[Observation | Undecided]:
    """N105: figures for kinds of outcome and reasons fit table 3, several taken together as well."""
    yield from _against_tables(case, Topic.OUTCOME)


def applicants(case: Case) -> Iterator[Observation | Undecided]:
    """N106: figures for applicants fit the columns of table 3."""
    yield from _against_tables(case, Topic.APPLICANTS)


def reconsideration(case: Case) -> Iterator[Observation | Undecided]:
    """N107: figures for reconsideration fit table 4."""
    yield from _against_tables(case, Topic.RECONSIDERATION)


def litigation(case: Case) -> Iterator[Observation | Undecided]:
    """N108: figures for litigation fit table 4; 行政诉讼 is both kinds together, or either."""
    yield from _against_tables(case, Topic.LITIGATION)


def proactive(case: Case) -> Iterator[Observation | Undecided]:
    """N109: figures for documents, decisions and fees fit table 2; 公开…件 and 发布…件 are never compared."""
    yield from _against_tables(case, Topic.PROACTIVE)


def _against_tables(case: Case, topic: Topic) -> Iterator[Observation | Undecided]:
    form = form_of(report_of(case))
    for one in judged(case, {topic}):
        if one.verdict is Verdict.CONTRADICTED:
            yield _observation(case, one, form)
        elif one.unread:
            yield Undecided(spot(one), one.reason)


def _observation(case: Case, one: Judged, form: Form) -> Observation:
    claim = one.claim
    section, cells = section_name(form, claim.section), cells_of(claim.readings[0], form)
    expected = _as_printed(one)
    printed = expected if isinstance(expected, str) else number(expected)
    zh = (
        f"{section.zh}写“{claim.quote}”，而表中{cells.zh}为{printed}，两处对不上。"
        "请对照台账核对，更正正文或表格中有误的一处。"
    )
    en = (
        f"{section.en} states “{claim.quote}”, while {cells.en} is {printed}. Please check against the records and "
        "correct the text or the table."
    )
    return Observation(
        spot(one),
        Sentence(zh, en),
        stated=None if claim.figure is None else number(claim.figure.value.normalize()),
        expected=expected,
        raw=claim.quote,
        places=(spot(one), *one.places),
        level=level_of(case) if claim.topic in _GRAVE else None,
    )


_GRAVE = frozenset({Topic.RECEIVED, Topic.BROUGHT_FORWARD, Topic.OUTCOMES_TOTAL, Topic.CARRIED_FORWARD, Topic.OUTCOME})


def _as_printed(one: Judged) -> int | str:
    """Return the expected number as the table prints it: fees, which are compared in yuan, in 万元."""
    expected = Decimal(0) if one.expected is None else one.expected
    if one.claim.figure is not None and one.claim.figure.kind is FigureKind.MONEY:
        return f"{number((expected / 10_000).normalize())}万元"
    return int(expected)


N101 = Rule(
    "N101",
    Level.ERROR,
    received,
    "正文的收到申请数与表格一致",
    "Applications received in the text agree with table 3",
    "正文“新收”“收到”申请N件，应与第三部分表格“本年新收”（或其与“上年结转”之和）一致。仅在表述没有歧义、统计范围一致时判断；约数、含上年结转和可以有几种理解的，不作判断。单位本身的报告为错误，政府的报告为警告。",
    "The number of applications received stated in the text is that of table 3, with or without those "
    "brought forward. Judged only where wording and scope leave no doubt; approximations and what can be "
    "read in several ways stay open. An error for an office's own report, a warning for a government's.",
    ACCURACY,
    formula=Sentence(
        "正文的收到数 ∈ {本年新收, 本年新收 + 上年结转}（同一统计范围）",
        "received in the text ∈ {received, received + brought forward}, in the same scope",
    ),
)

N102 = Rule(
    "N102",
    Level.ERROR,
    brought_forward,
    "正文的上年结转数与表格一致",
    "Applications brought forward in the text agree with table 3",
    "正文“上年结转”N件，应与第三部分表格“上年结转”一致。判断条件同N101。",
    "The number brought forward stated in the text is that of table 3. Conditions as in N101.",
    ACCURACY,
    formula=Sentence(
        "正文的上年结转数 = 表格的上年结转",
        "brought forward in the text = brought forward in table 3",
    ),
)

N103 = Rule(
    "N103",
    Level.ERROR,
    outcomes_total,
    "正文的办结数与表格一致",
    "Applications closed in the text agree with table 3",
    "正文“办结”“答复”N件，应与第三部分表格办理结果总计一致；只计本年新收的、不计“其他处理”的也认可。判断条件同N101。",
    "The number of applications closed or answered stated in the text is the outcomes total of table 3, or "
    "that of this year's applications, or of those that got an answer. Conditions as in N101.",
    ACCURACY,
    formula=Sentence(
        "正文的办结数 ∈ {（七）总计, 只计本年新收的办结数, 不计（六）的总计}",
        "closed in the text ∈ {outcomes total, those of this year's alone, without the row of other handling}",
    ),
)

N104 = Rule(
    "N104",
    Level.ERROR,
    carried_forward,
    "正文的结转下年数与表格一致",
    "Applications carried forward in the text agree with table 3",
    "正文“结转下年度”N件，应与第三部分表格“结转下年度继续办理”一致。判断条件同N101。",
    "The number carried forward stated in the text is that of table 3. Conditions as in N101.",
    ACCURACY,
    formula=Sentence(
        "正文的结转下年数 = 表格的结转下年度继续办理",
        "carried forward in the text = carried forward in table 3",
    ),
)

N105 = Rule(
    "N105",
    Level.ERROR,
    outcomes,
    "正文的各类办理结果与表格一致",
    "Outcomes in the text agree with table 3",
    "正文写明的予以公开、部分公开、不予公开、无法提供等件数，应与第三部分表格相应的行（或几行之和）一致；申请人主动撤销的计入“其他”。判断条件同N101。",
    "Figures for kinds of outcome and their reasons are those of the rows of table 3, or of several "
    "together; withdrawn applications are part of “other”. Conditions as in N101.",
    ACCURACY,
    formula=Sentence(
        "正文的件数 = 相应各行的总计之和",
        "figure in the text = sum of the totals of the rows it names",
    ),
)

N106 = Rule(
    "N106",
    Level.WARNING,
    applicants,
    "正文的申请人类别与表格一致",
    "Applicants in the text agree with table 3",
    "正文写明的自然人、法人或其他组织申请件数（含“全部为自然人”），应与第三部分表格相应的列一致。",
    "Figures for kinds of applicants, “all natural persons” among them, are those of the columns of table 3.",
    ACCURACY,
    formula=Sentence(
        "正文的件数 = 相应各列之和；“全部为自然人”时 自然人 = 总计",
        "figure in the text = sum of the columns it names; “all natural persons”: natural person = total",
    ),
)

N107 = Rule(
    "N107",
    Level.WARNING,
    reconsideration,
    "正文的行政复议数与表格一致",
    "Reconsideration in the text agrees with table 4",
    "正文写明的政府信息公开行政复议件数和结果，应与第四部分表格一致；备案、新增、审结、纠错等表述和空白的单元格不作判断。",
    "Figures for reconsideration on information disclosure are those of table 4; cases filed, newly added or "
    "settled, and blank cells stay open.",
    ACCURACY,
    formula=Sentence(
        "正文的行政复议件数 = 第四部分表格行政复议的相应数字",
        "reconsiderations in the text = the number of table 4 that they name",
    ),
)

N108 = Rule(
    "N108",
    Level.WARNING,
    litigation,
    "正文的行政诉讼数与表格一致",
    "Litigation in the text agrees with table 4",
    "正文写明的政府信息公开行政诉讼件数和结果，应与第四部分表格“未经复议直接起诉”与“复议后起诉”之和（或其中之一）一致。其余同N107。",
    "Figures for litigation on information disclosure are those of table 4, both kinds together or either. "
    "Otherwise as N107.",
    ACCURACY,
    formula=Sentence(
        "正文的行政诉讼件数 ∈ {未经复议直接起诉, 复议后起诉, 两者之和}",
        "litigation in the text ∈ {direct, after reconsideration, both together}",
    ),
)

N109 = Rule(
    "N109",
    Level.WARNING,
    proactive,
    "正文的制发文件、行政决定和收费与表格一致",
    "Documents, decisions and fees in the text agree with table 2",
    "正文写明的制发、废止、现行有效规章和规范性文件件数，作出行政许可、处罚、强制决定件数，行政事业性收费金额，应与第二部分表格一致；“公开”“发布”的件数、信息处理费不作比较，数字旁有说明的单元格不作判断。",
    "Figures for rules and documents issued, repealed or in force, for decisions made and for fees are those "
    "of table 2; what was published, the fee for processing information and cells with remarks are not "
    "compared.",
    ACCURACY,
    formula=Sentence(
        "正文的件数、金额 = 第二部分表格的相应数字",
        "figure in the text = the number of table 2 that it names",
    ),
)
