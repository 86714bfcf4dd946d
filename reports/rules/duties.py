"""D101, D102, D104: the duty itself, from its assessment."""

from __future__ import annotations

from collections.abc import Iterator

from reports.model import Level
from reports.obligations import day_of
from reports.obligations.verdict import day_zh
from reports.rules.case import Case, DutyFacts
from reports.rules.rule import Audience, Need, NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import PUBLISHING
from reports.states import TIMELINESS_LABELS, Sentence, Timeliness


def overdue(case: Case) -> Iterator[Observation | Undecided]:
    """D101: the report is overdue: not seen in complete looks after the due date, and confirmed."""
    duty = _judged_duty(case)
    match duty.timeliness:
        case Timeliness.OVERDUE:
            yield _overdue_observation(case, duty)
        case Timeliness.NOT_SEEN | Timeliness.UNKNOWN:
            raise _not_settled(duty)
        case _:
            return


def late(case: Case) -> Iterator[Observation | Undecided]:
    """D102: the report came after the due date; being withdrawn later does not settle that."""
    duty = _judged_duty(case)
    match duty.timeliness:
        case Timeliness.LATE:
            yield _late_observation(case, duty)
        case Timeliness.UNCERTAIN | Timeliness.WITHDRAWN:
            raise _not_settled(duty)
        case _:
            return


def withdrawn(case: Case) -> Iterator[Observation | Undecided]:
    """D104: the report's own address has been gone at two looks a day apart."""
    duty = _judged_duty(case)
    if duty.timeliness is Timeliness.WITHDRAWN:
        subject = _subject(case, duty)
        message = Sentence(
            f"{subject.zh}的原网址现在显示页面不存在。{_evidence_zh(duty)}请向单位了解原因；如已移到新网址，请提供。",
            f"The address of {subject.en} now answers that the page is gone. {_evidence_en(duty)}"
            "Please ask for the reason; if it moved, provide the new address.",
        )
        yield Observation(None, message)


def _judged_duty(case: Case) -> DutyFacts:
    duty = case.duty
    if duty is None:
        raise NotApplicable("没有登记该年度的公布义务，不检查时效。", "No duty is on record for that year.")
    if duty.silent:
        raise NotApplicable(
            "该年度的公布期在开始巡查以前已经结束，仅供参考。",
            "The season of that year was over when watching began; it is for reference only.",
        )
    if duty.timeliness is Timeliness.NOT_APPLICABLE:
        raise NotApplicable("该年度不判断时效。", "Timeliness is not judged for that year.")
    if duty.timeliness in (Timeliness.NOT_DUE, Timeliness.DUE_SOON):
        raise NotApplicable("公布期限未到。", "The due date has not come yet.")
    return duty


def _not_settled(duty: DutyFacts) -> NotEvaluable:
    label = TIMELINESS_LABELS[duty.timeliness]
    return NotEvaluable(f"{label.zh}：{label.meaning.zh}", f"{label.en}: {label.meaning.en}")


def _overdue_observation(case: Case, duty: DutyFacts) -> Observation:
    subject = _subject(case, duty)
    looked = [reason.at for reason in duty.reasons if reason.at is not None]
    until_zh = f"，截至{day_zh(day_of(max(looked)))}" if looked else ""
    until_en = f" until {day_of(max(looked))}" if looked else ""
    message = Sentence(
        f"经网上巡查{until_zh}，未检索到{subject.zh}。{_evidence_zh(duty)}请核实；已发布的请提供网址。",
        f"Looks at the site{until_en} did not show {subject.en}. {_evidence_en(duty)}"
        "Please verify; if it was published, provide its address.",
    )
    return Observation(None, message, expected=None if duty.due is None else duty.due.isoformat())


def _late_observation(case: Case, duty: DutyFacts) -> Observation:
    subject = _subject(case, duty)
    message = Sentence(
        f"{subject.zh}见于公布期限之后。{_evidence_zh(duty)}请核实；如有更早公布的网址或凭据，请提供。",
        f"After its due date there appeared {subject.en}. {_evidence_en(duty)}"
        "Please verify; if it was published earlier elsewhere, provide the address or a record.",
    )
    stated = [witness.day for witness in duty.shown if duty.due is not None and witness.day > duty.due]
    seen = None if duty.first_seen_at is None else day_of(duty.first_seen_at)
    day = min(stated, default=seen)
    return Observation(
        None,
        message,
        stated=None if day is None else day.isoformat(),
        expected=None if duty.due is None else duty.due.isoformat(),
    )


def _subject(case: Case, duty: DutyFacts) -> Sentence:
    owner_zh, owner_en = ("", "") if case.agency is None else (case.agency.name, f" of {case.agency.name}")
    year = duty.report_year
    return Sentence(f"{owner_zh}{year}年政府信息公开工作年度报告", f"the annual report for {year}{owner_en}")


def _evidence_zh(duty: DutyFacts) -> str:
    return "".join(reason.zh for reason in duty.reasons)


def _evidence_en(duty: DutyFacts) -> str:
    return "".join(f"{reason.en} " for reason in duty.reasons)


D101 = Rule(
    "D101",
    Level.ERROR,
    overdue,
    "逾期未发布",
    "Overdue",
    "期限已过，每个栏目至少两次完整巡查（相隔12小时以上）未见报告，并经人工确认，或三十天内十次完整巡查未见。",
    "The due date has passed, each column was read completely at least twice, twelve hours apart, without the report, "
    "and a person confirmed it, or ten such looks over thirty days did.",
    PUBLISHING,
    frozenset({Need.DUTY}),
    statutory=True,
    formula=Sentence(
        "公布时间 ≤ 应公布日期，或期限后的完整巡查见到报告",
        "published ≤ due date, or seen in a complete look after it",
    ),
)

D102 = Rule(
    "D102",
    Level.ERROR,
    late,
    "逾期发布",
    "Late",
    "期限当日仍算按时。期限后的完整巡查未见而后来见到，或各处日期均在期限之后，且没有更早看到过。",
    "The day itself is on time. A complete look after the due date did not show the report and a later one did, or all "
    "stated dates are after it and it was not seen earlier.",
    PUBLISHING,
    frozenset({Need.DUTY}),
    statutory=True,
    formula=Sentence(
        "公布时间 ≤ 应公布日期（当日24时以前）",
        "published ≤ due date, the day itself included",
    ),
)

D104 = Rule(
    "D104",
    Level.WARNING,
    withdrawn,
    "已撤下",
    "Withdrawn",
    "报告原网址在相隔一天的两次巡查中均显示页面不存在，而网站其他页面正常。先由复核人员查看。",
    "The report's own address answered that the page is gone at two looks a day apart, while the site worked. "
    "A reviewer looks first.",
    PUBLISHING,
    frozenset({Need.DUTY}),
    audience=Audience.REVIEWED,
    formula=Sentence(
        "报告原网址的回答 ≠ 404、410（两次，相隔一天）",
        "answer of the report's address ≠ 404, 410, at two looks a day apart",
    ),
)
