"""A report made up from a seed: agency, year, figures that balance, a narrative that agrees, and mistakes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from tests.generator.mistakes import misprinted, own_table, redrawn
from tests.rendering import layout
from tests.rendering.figures import Figures, balanced
from tests.rendering.specimen import HEADINGS, Specimen, specimen

_AGENCIES = (
    "临江市档案局",
    "云台县人民政府",
    "白沙区卫生健康委员会",
    "石桥镇人民政府",
    "南屏市公安局",
    "北川新区管理委员会",
    "东岭县市场监督管理局",
    "清河街道办事处",
    "临江市人民政府办公室",
    "国家税务总局临江市税务局",
)
_HEADINGS = (
    HEADINGS,
    HEADINGS,
    {key: heading.partition("、")[2] for key, heading in HEADINGS.items()},
    {key: f"{heading}：" for key, heading in HEADINGS.items()},
    HEADINGS | {"review": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"},
    HEADINGS | {"problems_and_improvements": "五、政府信息公开工作存在的主要问题及改进情况"},
    HEADINGS | {"problems_and_improvements": "一、存在的主要问题及改进情况", "other_matters": "二、其他需要报告的事项"},
)
_REQUESTS = (
    "本年度新收政府信息公开申请{received}件，上年结转{forward}件；办结{outcomes}件，结转下年度继续办理{carried}件。",
    "全年收到申请{received}件，加上年结转的{forward}件，共答复{outcomes}件。",
    "{year}年，收到政府信息公开申请{received}件，均在法定期限内答复。",
    "共办理依申请公开{outcomes}件（含上年度结转{forward}件），其中自然人申请占多数。",
    "依申请公开按登记、审查、答复、归档四步办理，逐件留痕。",
)
_PUBLISHED = (
    "网站发布信息{n}条，公众号推送{m}篇，政策解读{k}篇，回应群众关切{k}次。",
    "主动公开信息{n}条，其中机构职能类{k}条、财政类{m}条，重要会议邀请代表列席{k}次。",
    "全年召开新闻发布会{k}场，公开建议提案答复{m}件，编发公报{k}期。",
)


def sample(seed: int, *, blanks: bool = True, line_end: str = " ") -> Specimen:
    """Return the report of that seed; `line_end` is what breaks a label, `blanks` whether cells may be left empty.

    One seed is one report: without blanks, or with labels broken otherwise, everything else stays as it was.
    """
    rng = Random(seed)
    form = "2019" if rng.random() < 0.2 else "2021"
    year = rng.choice((2019, 2020)) if form == "2019" else rng.randint(2021, 2025)
    figures = balanced(rng.randrange(10**9), form=form, largest=rng.choice((1, 4, 60, 900, 30_000)))
    printed = misprinted(figures, Random(f"{seed} figures"), blanks=blanks and Random(f"{seed} blanks").random() < 0.35)
    drawn = {
        "proactive": layout.proactive(printed),
        "applications": layout.applications(printed),
        "review": layout.review(printed),
    }
    plain = specimen(figures, agency=rng.choice(_AGENCIES), year=year)
    return replace(
        plain,
        figures=printed,
        published=date(year + 1, rng.choice((1, 1, 1, 3)), rng.randint(4, 31)),
        sections=plain.sections | {"overview": _overview(figures, year, rng)},
        headings=rng.choice(_HEADINGS),
        drawn=redrawn(drawn, Random(f"{seed} tables"), line_end),
        own_tables=_own_tables(rng),
    )


def _own_tables(rng: Random) -> dict[str, layout.Layout]:
    if rng.random() < 0.7:
        return {}
    return {rng.choice(("overview", "proactive", "applications", "problems_and_improvements")): own_table(rng)}


def _overview(figures: Figures, year: int, rng: Random) -> tuple[str, ...]:
    table = figures.applications
    requests = rng.choice(_REQUESTS).format(
        year=year,
        received=table["received"]["total"].text,
        forward=table["brought_forward"]["total"].text,
        outcomes=table["outcomes_total"]["total"].text,
        carried=table["carried_forward"]["total"].text,
    )
    told = rng.choice(_PUBLISHED).format(n=rng.randint(90, 3000), m=rng.randint(10, 90), k=rng.randint(2, 9))
    return (
        f"（一）主动公开。{told}",
        f"（二）依申请公开。{requests}",
        "（三）政府信息管理。起草文件时定下公开属性，每年清理一次已经失效的文件，目录随时补齐。",
        "（四）平台建设。网站与公众号同日发布，栏目名称前后一致，便于查找。",
        "（五）监督保障。每半年自查一次，结果计入考核；请群众代表参加社会评议，全年没有责任追究的情形。",
    )
