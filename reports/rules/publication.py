"""D103, D110, D111, D112: what the dates say, and where the report stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reports.model import DateWitness, Level, SectionSpot
from reports.obligations import Reason, end_of
from reports.obligations.calendar import day_of
from reports.obligations.verdict import day_zh, time_en, time_zh
from reports.rules.case import BodyFacts, Case, DutyFacts
from reports.rules.rule import Audience, Need, NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import FORM, PUBLISHING
from reports.rules.surroundings import HubShown
from reports.rules.tables import report_of
from reports.states import Sentence

ON_THE_SITE = frozenset({"shown", "address", "meta", "list"})  # a signature tells when a report was written
LIST_LAG = timedelta(days=7)  # so long a government's list may take
FEWEST_ON_A_LIST = 3


def date_agrees_with_looks(case: Case) -> Iterator[Observation | Undecided]:
    """D103: no complete look a day or more after the shown date was without the report.

    A reviewer decides what that means: many systems show when a page was drafted.
    """
    duty = _alerting_duty(case)
    shown = [witness for witness in duty.shown if witness.kind in ON_THE_SITE]
    if duty.first_seen_at is None or not shown:
        raise NotApplicable("报告没有显示发布日期。", "The report shows no date of publication.")
    first = min(shown, key=lambda witness: witness.day)
    if not case.surroundings.absences and day_of(duty.first_seen_at) - first.day > timedelta(days=1):
        raise NotEvaluable(
            "首次见到报告以前没有完整巡查，无法与所示日期对照。",
            "There was no complete look before the report was first seen, so its date cannot be compared.",
        )
    from_then = end_of(first.day) + timedelta(days=1)
    later = [look for look in case.surroundings.absences if look.at is not None and look.at >= from_then]
    columns = {look.address for look in later}
    if later and all(column in columns for column in case.surroundings.fixed_columns):
        yield _date_disagrees(first, later, duty)


def _date_disagrees(first: DateWitness, later: list[Reason], duty: DutyFacts) -> Observation:
    seen = duty.first_seen_at
    seen_zh = "" if seen is None else f"{time_zh(seen)}首次见到报告。"
    seen_en = "" if seen is None else f"The report was first seen at {time_en(seen)}. "
    return Observation(
        None,
        Sentence(
            f"所示日期为{day_zh(first.day)}（“{first.raw}”），而此后的完整巡查中未见该报告：{later[-1].zh}{seen_zh}"
            "许多网站显示的是拟稿日期，请复核人员了解情况后再判断。",
            f"The date shown is {first.day.isoformat()} (“{first.raw}”), yet complete looks after it did not show the "
            f"report: {later[-1].en} {seen_en}Many systems show when a page was drafted; a reviewer asks first.",
        ),
        stated=first.day.isoformat(),
        expected=None if seen is None else day_of(seen).isoformat(),
        raw=first.raw,
    )


def stands_in_its_column(case: Case) -> Iterator[Observation | Undecided]:
    """D110: the report stands in the fixed column, not only on another page.

    The roll says which columns are fixed. Fires after a complete look at each of them, later than the report was seen.
    """
    columns, outside = case.surroundings.fixed_columns, case.surroundings.outside
    if case.duty is None or case.duty.first_seen_at is None:
        raise NotApplicable("还没有见到报告。", "The report was not seen yet.")
    if not columns:
        raise NotApplicable("名录中没有登记固定栏目。", "The roll names no fixed column.")
    if outside is None:
        return
    if {look.address for look in outside.looks} != set(columns):
        raise NotEvaluable(
            "见到报告以后还没有完整查看过固定栏目。",
            "The fixed column was not read completely since the report was seen.",
        )
    looks_zh, looks_en = "".join(look.zh for look in outside.looks), " ".join(look.en for look in outside.looks)
    yield Observation(
        None,
        Sentence(
            f"报告已公布（{outside.address}），但不在“政府信息公开年报”固定栏目中。{looks_zh}请将报告放入固定栏目；"
            "如固定栏目另有网址，请在单位名录中补充。",
            f"The report is published ({outside.address}), yet not in the fixed column for annual reports. {looks_en} "
            "Please put it there; if the fixed column has another address, add it to the roll.",
        ),
        raw=outside.address,
    )


def published_after_the_year(case: Case) -> Iterator[Observation | Undecided]:
    """D111: a report that states the whole year was not published before the year was over.

    Certain where we saw it ourselves; else all dates that can be true (from November on) have to say so. A signature
    of 31 December alone leaves it open.
    """
    report = report_of(case)
    year = case.report_year if report.report_year is None else report.report_year
    period = report.period
    if year is None or period is None or not period.is_year or period.end is None or period.end.year != year:
        raise NotApplicable("报告没有写明统计全年。", "The report does not state that it covers the whole year.")
    over = date(year + 1, 1, 1)
    seen = None if case.duty is None or case.duty.first_seen_at is None else case.duty.first_seen_at
    if seen is not None and day_of(seen) < over:
        yield _too_early(period.raw, day_of(seen), Sentence(f"{time_zh(seen)}巡查时已见到", f"seen at {time_en(seen)}"))
        return
    possible = [witness for witness in report.dates if witness.day >= date(year, 11, 1)]
    if not possible:
        raise NotApplicable("没有公布日期可供核对。", "There is no date of publication that could be checked.")
    if all(witness.day >= over for witness in possible):
        return
    on_the_site = any(witness.kind in ON_THE_SITE for witness in possible)
    last = max(possible, key=lambda witness: witness.day)
    if last.day >= over or (not on_the_site and last.day == date(year, 12, 31)):
        raise NotEvaluable(
            "各处日期不一致，或只有落款日期，不能确定公布时间。", "The dates disagree, or only a signature tells one."
        )
    yield _too_early(period.raw, last.day, Sentence(f"所示日期“{last.raw}”", f"the date shown is “{last.raw}”"))


def _too_early(raw: str, day: date, how: Sentence) -> Observation:
    return Observation(
        None,
        Sentence(
            f"报告写明统计期限为全年（“{raw}”），但在年度结束以前就已公布（{how.zh}）。请核对数据是否统计到12月31日；"
            "如有变化，请更正并注明。",
            f"The report states that it covers the whole year (“{raw}”), yet it was published before the year was over "
            f"({how.en}). Please check whether the numbers reach to 31 December; if not, correct them and say so.",
        ),
        stated=day.isoformat(),
        raw=raw,
    )


def linked_at_the_hub(case: Case) -> Iterator[Observation | Undecided]:
    """D112: the government's list of its bodies' reports links this one, a week after it was first seen.

    A list is one that links at least three bodies for the year; names, aliases and shortened names count.
    """
    duty, body = case.duty, case.agency
    if duty is None or body is None or duty.first_seen_at is None or case.report is None:
        raise NotApplicable("还没有见到报告。", "The report was not seen yet.")
    hubs = [hub for hub in case.surroundings.hubs if len(hub.linked) >= FEWEST_ON_A_LIST]
    if not hubs:
        raise NotApplicable(
            "没有见到所属政府的年报汇总页面（或其中还没有本年度的单位）。",
            "No list of the government's bodies was seen, or it does not link this year's reports yet.",
        )
    for hub in hubs:
        at = SectionSpot(None, claim=hub.address)
        if _is_listed(body, hub.linked):
            continue
        if hub.looked_at < duty.first_seen_at + LIST_LAG:
            yield Undecided(
                at, Sentence("汇总页面可能还未更新。", "The list may not have been brought up to date yet.")
            )
        else:
            yield _not_linked(body, hub, at)


def _is_listed(body: BodyFacts, names: tuple[str, ...]) -> bool:
    own = [name for name in (body.name, *body.aliases) if name]
    return any(
        printed == name or (len(printed) >= FEWEST_ON_A_LIST and name.endswith(printed)) or printed.endswith(name)
        for printed in names
        for name in own
    )


def _not_linked(body: BodyFacts, hub: HubShown, at: SectionSpot) -> Observation:
    named = _is_listed(body, hub.unlinked)
    how = (
        Sentence("列出了单位名称但没有链接", "names the body without a link")
        if named
        else Sentence(f"列出了{len(hub.linked)}家单位，没有该单位", f"links {len(hub.linked)} bodies and not this one")
    )
    return Observation(
        at,
        Sentence(
            f"{body.name}的报告已公布，但所属政府的汇总页面（{hub.address}）{how.zh}（{time_zh(hub.looked_at)}查看）。"
            "请主管部门补充链接。",
            f"The report of {body.name} is published, yet the government's list ({hub.address}) {how.en} (looked at "
            f"{time_en(hub.looked_at)}). The office in charge may add the link.",
        ),
        raw=hub.address,
    )


def _alerting_duty(case: Case) -> DutyFacts:
    if case.duty is None or case.duty.silent:
        raise NotApplicable(
            "该年度仅供参考，不核对日期。", "That year is for reference only; its dates are not judged."
        )
    return case.duty


D103 = Rule(
    "D103",
    Level.NOTICE,
    date_agrees_with_looks,
    "所示日期与巡查记录相符",
    "The shown date agrees with our looks",
    "所示日期一天以后的完整巡查（每个固定栏目）仍未见报告的，请复核人员了解。网站常显示拟稿日期，不据此作任何判断。",
    "Complete looks at every fixed column, a day or more after the shown date, did not show the report: a reviewer "
    "asks. Systems often show when a page was drafted, so nothing is concluded from it.",
    PUBLISHING,
    frozenset({Need.DUTY}),
    audience=Audience.REVIEWED,
    formula=Sentence(
        "所示日期 ≥ 最后一次未见报告的完整巡查日期 − 1天",
        "stated date ≥ day of the last complete look without the report − 1",
    ),
)

D110 = Rule(
    "D110",
    Level.NOTICE,
    stands_in_its_column,
    "报告放在固定栏目",
    "The report stands in the fixed column",
    "报告在别处公布，而“政府信息公开年报”固定栏目（名录中登记）此后的完整巡查中没有。",
    "The report was found elsewhere, and a complete look at the fixed column of the roll after that did not show it.",
    FORM,
    frozenset({Need.DUTY}),
    formula=Sentence(
        "报告网址 ∈ 固定栏目的链接",
        "address of the report ∈ links of the fixed column",
    ),
)

D111 = Rule(
    "D111",
    Level.WARNING,
    published_after_the_year,
    "年度结束后公布全年数据",
    "Published after the year it covers",
    "写明统计1月1日至12月31日的报告，在次年1月1日以前已经见到，或所有可用日期都早于次年1月1日。仅有12月31日落款的不提示。",
    "A report that covers 1 January to 31 December was seen before the year was over, or all dates that can be true "
    "are. A signature of 31 December alone is silent.",
    FORM,
    formula=Sentence(
        "写明全年数据时，首次见到和所有日期 ≥ 次年1月1日",
        "where the whole year is stated: first sight and all dates ≥ 1 January of the next year",
    ),
)

D112 = Rule(
    "D112",
    Level.NOTICE,
    linked_at_the_hub,
    "所属政府的汇总页面有链接",
    "Linked on the government's list",
    "单位的报告已公布七天以上，所属政府的年报汇总页面（至少列出三家单位）仍没有它的链接。只告知主管部门。",
    "A week after the report was first seen, the government's list of its bodies' reports (three or more linked) does "
    "not link it. For the office only.",
    PUBLISHING,
    frozenset({Need.REPORT, Need.DUTY}),
    audience=Audience.PRIVATE,
    formula=Sentence(
        "公布7天后，报告网址 ∈ 所属政府汇总页面的链接",
        "seven days after publication: address of the report ∈ links of the government's page",
    ),
)
