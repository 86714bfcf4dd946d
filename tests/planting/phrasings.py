"""Ways in which reports state their figures, each true of the tables by construction; None where it would not be so."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.planting.facts import Facts, figure, percent

Phrasing = Callable[[Facts, Random], str | None]


def _if(condition: object, sentence: str) -> str | None:
    return sentence if condition else None


def _n(number: int, rng: Random) -> str:
    return figure(number, rng)


def _ours(f: Facts, rng: Random) -> str:
    return (
        rng.choice(("", "", "我单位", "本机关")) if not f.government else rng.choice(("", "全市", "全市各级行政机关"))
    )


def _change(now: int, before: int, rng: Random) -> str:
    if now == before:
        return "与上年持平"
    more, by = ("增加", now - before) if now > before else ("减少", before - now)
    if before == 0 or rng.random() < 0.4:
        return f"较上年{more}{by}件"
    word = "增长" if more == "增加" else "下降"
    return rng.choice((f"同比{word}{percent(by, before, rng)}", f"比上年{word}{percent(by, before, rng)}"))


def _not_received(f: Facts, rng: Random) -> str | None:
    if f.received or f.brought:
        return None
    return rng.choice(
        (
            "本年度未收到政府信息公开申请。",
            "全年没有收到依申请公开件，也无上年结转。",
            "年内新收政府信息公开申请0件，上年结转0件。",
            "未收到公民、法人和其他组织的政府信息公开申请。",
        )
    )


RECEIVED: tuple[Phrasing, ...] = (
    lambda f, r: f"{_ours(f, r)}{f.year}年共新收政府信息公开申请{_n(f.received, r)}件。",
    lambda f, r: f"全年{_ours(f, r)}收到政府信息公开申请{_n(f.received, r)}件。",
    lambda f, r: f"本年度新收申请{_n(f.received, r)}件，上年结转{_n(f.brought, r)}件。",
    lambda f, r: f"依法受理依申请公开{_n(f.received + f.brought, r)}件（含上年结转{_n(f.brought, r)}件）。",
    lambda f, r: (
        f"共办理政府信息公开申请{_n(f.received + f.brought, r)}件，其中新收{_n(f.received, r)}件，"
        f"上年度结转{_n(f.brought, r)}件。"
    ),
    lambda f, r: f"新收申请{_n(f.received, r)}件，{_change(f.received, f.last_year('received'), r)}。",
    lambda f, r: _if(f.brought == 0, f"收到公众申请{_n(f.received, r)}件，无上年结转件。"),
    lambda f, r: f"{f.year}年度收到申请{_n(f.received, r)}件，涉及{f.received * 3 + 7}个申请事项。",
    lambda f, r: f"当面受理、信函接收和网上提交的申请合计{_n(f.received, r)}件，已逐件登记。",
    _not_received,
)

OUTCOMES: tuple[Phrasing, ...] = (
    lambda f, r: f"办结{_n(f.outcomes, r)}件，结转下年度继续办理{_n(f.carried, r)}件。",
    lambda f, r: f"答复{_n(f.outcomes, r)}件（含上年度结转{_n(f.brought, r)}件）。",
    lambda f, r: f"全年共办结答复申请{_n(f.outcomes, r)}件，均在法定期限内答复。",
    lambda f, r: _if(f.carried == 0 and f.outcomes, "所收申请全部办结，没有结转下年的。"),
    lambda f, r: f"到年底已作出答复{_n(f.outcomes, r)}件，尚有{_n(f.carried, r)}件结转下年度继续办理。",
    lambda f, r: (
        f"在办结的{_n(f.outcomes, r)}件中，予以公开{_n(f.row('disclosed'), r)}件，"
        f"部分公开{_n(f.row('partly_disclosed'), r)}件，不予公开{_n(f.rows('not_disclosed'), r)}件，"
        f"无法提供{_n(f.rows('unable_to_provide'), r)}件，不予处理{_n(f.rows('not_processed'), r)}件，"
        f"其他处理{_n(f.rows('otherwise_handled'), r)}件。"
    ),
    lambda f, r: f"予以公开及部分公开{_n(f.row('disclosed') + f.row('partly_disclosed'), r)}件。",
    lambda f, r: f"予以公开{_n(f.row('disclosed'), r)}件，部分公开{_n(f.row('partly_disclosed'), r)}件。",
    lambda f, r: f"因本机关不掌握相关政府信息而无法提供的{_n(f.row('unable_to_provide.not_held'), r)}件。",
    lambda f, r: _if(
        f.outcomes,
        f"予以公开{f.row('disclosed')}件，占办结总数的{percent(f.row('disclosed'), max(f.outcomes, 1), r)}。",
    ),
    lambda f, r: _if(
        f.outcomes,
        f"无法提供{f.rows('unable_to_provide')}件（占{percent(f.rows('unable_to_provide'), max(f.outcomes, 1), r)}）。",
    ),
    lambda f, r: f"不予公开的{_n(f.rows('not_disclosed'), r)}件，均说明了理由和依据。",
    lambda f, r: f"属于重复申请而不予处理的{_n(f.row('not_processed.repeated'), r)}件。",
    lambda f, r: _if(f.rows("not_disclosed") == 0 and f.outcomes, "没有作出不予公开的答复。"),
    lambda f, r: f"结转下年度继续办理的申请{_n(f.carried, r)}件。",
)

APPLICANTS: tuple[Phrasing, ...] = (
    lambda f, r: (
        f"从申请人看，自然人{_n(f.row('received', 'natural_person'), r)}件，法人或其他组织{_n(f.organizations, r)}件。"
    ),
    lambda f, r: _if(f.received and f.organizations == 0, f"新收申请{f.received}件，申请人均为自然人。"),
    lambda f, r: _if(
        f.received,
        f"新收的{f.received}件中，自然人申请{f.row('received', 'natural_person')}件，"
        f"占{percent(f.row('received', 'natural_person'), max(f.received, 1), r)}。",
    ),
    lambda f, r: f"新收申请中商业企业提出{_n(f.row('received', 'commercial_enterprise'), r)}件。",
)

REVIEW: tuple[Phrasing, ...] = (
    lambda f, r: (
        f"因政府信息公开被申请行政复议{_n(f.review('reconsideration'), r)}件，被提起行政诉讼{_n(f.litigation(), r)}件。"
    ),
    lambda f, r: (
        f"行政诉讼{_n(f.litigation(), r)}件，其中结果维持{_n(f.litigation('upheld'), r)}件，"
        f"结果纠正{_n(f.litigation('corrected'), r)}件。"
    ),
    lambda f, r: (
        f"行政复议{_n(f.review('reconsideration'), r)}件，维持{_n(f.review('reconsideration', 'upheld'), r)}件，"
        f"纠正{_n(f.review('reconsideration', 'corrected'), r)}件，"
        f"其他结果{_n(f.review('reconsideration', 'other_result'), r)}件，"
        f"尚未审结{_n(f.review('reconsideration', 'pending'), r)}件。"
    ),
    lambda f, r: _if(
        f.review("reconsideration") == 0 and f.litigation() == 0, "未发生因政府信息公开引起的行政复议和行政诉讼。"
    ),
    lambda f, r: _if(
        f.review("reconsideration", "corrected") == 0 and f.litigation("corrected") == 0,
        "全年未发生被纠错的复议、诉讼案件。",
    ),
    lambda f, r: _if(f.litigation() == 0, "没有因信息公开引发的行政诉讼案件。"),
    lambda f, r: (
        f"未经复议直接起诉{_n(f.review('litigation_direct'), r)}件，"
        f"复议后起诉{_n(f.review('litigation_after_reconsideration'), r)}件。"
    ),
)

PROACTIVE: tuple[Phrasing, ...] = (
    lambda f, r: f"全年制发行政规范性文件{_n(int(f.stated('normative_documents', 'issued')), r)}件，均已公开。",
    lambda f, r: (
        f"制发行政规范性文件{f.stated('normative_documents', 'issued')}件，"
        f"废止{f.stated('normative_documents', 'repealed')}件，"
        f"现行有效{f.stated('normative_documents', 'in_force')}件。"
    ),
    lambda f, r: f"作出行政许可决定{_n(int(f.stated('licences', 'decisions')), r)}件。",
    lambda f, r: f"全年作出行政处罚决定{_n(int(f.stated('penalties', 'decisions')), r)}件，依法公示。",
    lambda f, r: f"网站公开行政规范性文件{r.randint(1, 40)}件，公开其他文件{r.randint(50, 400)}件。",
    lambda f, r: f"通过各渠道主动公开信息{r.randint(300, 90000)}条，其中网站{r.randint(100, 290)}条。",
)

FREE: tuple[Phrasing, ...] = (
    lambda f, r: f"全市政务公开工作推进会布置{r.randint(12, 30)}项任务，逐项销号。",
    lambda f, r: f"开展培训{r.randint(1, 9)}次，参训{r.randint(30, 900)}人次，解读政策{r.randint(3, 80)}篇。",
    lambda f, r: f"答复人大代表建议{r.randint(2, 60)}件、政协提案{r.randint(2, 60)}件，全文公开。",
    lambda f, r: f"市长信箱受理群众来信{r.randint(100, 9000)}件，办结率{percent(r.randint(95, 100), 100, r)}。",
    lambda f, r: f"{f.year - 1}年收到申请{f.last_year('received')}件，当年办结{f.last_year('outcomes_total')}件。",
    lambda f, r: f"政务热线转来信息公开咨询近{r.randint(2, 9)}百件，当场答复两百余件。",
    lambda f, r: f"清理失效链接{r.randint(10, 900)}个，调整栏目{r.randint(2, 30)}个，编发公报{r.randint(2, 12)}期。",
)

OF_OTHERS: tuple[Phrasing, ...] = (
    lambda f, r: _if(
        f.government,
        f"市政府本级新收政府信息公开申请{r.randint(0, f.received)}件，由市政府办公室统一答复。",
    ),
    lambda f, r: _if(
        f.government,
        f"其中市政府办公室办理{r.randint(0, f.outcomes)}件，各部门办理其余申请。",
    ),
    lambda f, r: _if(not f.government, f"配合市政府办理依申请公开协办件{r.randint(1, 60)}件，均按时回复。"),
)

FAMILIES: tuple[tuple[Phrasing, ...], ...] = (RECEIVED, OUTCOMES, APPLICANTS, REVIEW, PROACTIVE, FREE, OF_OTHERS)
