"""A whole report before it is rendered: its figures, and a narrative of our own that agrees with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tests.rendering import layout
from tests.rendering.figures import Figures
from tests.rendering.layout import Layout

HEADINGS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "review": "四、政府信息公开行政复议、行政诉讼情况",
    "problems_and_improvements": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}


@dataclass(frozen=True, slots=True)
class Specimen:
    """A report to be rendered; `sections` are the paragraphs of each section, without its heading and tables.

    A section left out of `sections` and a table named in `lost_tables` do not stand in any rendering. `drawn` are
    tables that are printed otherwise than the form does, `own_tables` what an agency adds of its own, both by section.
    """

    agency: str
    year: int
    figures: Figures
    published: date
    lead: str
    sections: dict[str, tuple[str, ...]]
    lost_tables: frozenset[str] = frozenset()
    headings: Mapping[str, str] = field(default_factory=lambda: HEADINGS)
    drawn: Mapping[str, Layout] = field(default_factory=dict)
    own_tables: Mapping[str, Layout] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    @property
    def signed_day(self) -> str:
        return f"{self.published.year}年{self.published.month}月{self.published.day}日"

    def parts(self) -> Iterator[tuple[str, str, tuple[str, ...], Layout | None]]:
        """Yield (section key, heading, paragraphs, table or None) in order.

        A table of the agency's own follows its section without key and heading.
        """
        tables: dict[str, Layout] = {
            "proactive": layout.proactive(self.figures),
            "applications": layout.applications(self.figures),
            "review": layout.review(self.figures),
            **self.drawn,
        }
        for key, paragraphs in self.sections.items():
            yield key, self.headings[key], paragraphs, None if key in self.lost_tables else tables.get(key)
            if key in self.own_tables:
                yield "", "", (), self.own_tables[key]


def specimen(figures: Figures, *, agency: str = "临江市档案局", year: int = 2024) -> Specimen:
    """Return a report of that agency whose text states the figures of its tables."""
    return Specimen(
        agency=agency,
        year=year,
        figures=figures,
        published=date(year + 1, 1, 16),
        lead=(
            f"现将{agency}{year}年度政府信息公开工作情况报告如下。本报告由总体情况、主动公开政府信息情况、"
            "收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、"
            f"其他需要报告的事项组成，所用数据的统计期限为{year}年1月1日至{year}年12月31日。"
        ),
        sections={
            "overview": _overview(figures),
            "proactive": (),
            "applications": (),
            "review": (),
            "problems_and_improvements": (
                "一年来，公开目录的更新还不够均衡，部分解读材料读起来仍显生硬。",
                "下一步将逐季对照目录补缺，请业务人员参与解读稿的撰写，并把答复的常见差错汇编成册。",
            ),
            "other_matters": ("本年度未收取信息处理费。",),
        },
    )


def _overview(figures: Figures) -> tuple[str, ...]:
    table = figures.applications
    received, forward = table["received"]["total"].text, table["brought_forward"]["total"].text
    answered, carried = table["outcomes_total"]["total"].text, table["carried_forward"]["total"].text
    return (
        "（一）主动公开。全年按目录逐月更新栏目，重大决定先听意见再公布，公布之后附上解读。",
        f"（二）依申请公开。全年新收申请{received}件，上年结转{forward}件，办结{answered}件，结转下年{carried}件。",
        "（三）政府信息管理。每份文件在起草时确定公开属性，每年清理一次已经失效的文件。",
        "（四）平台建设。网站与公众号同日发布，栏目名称前后一致，便于查找。",
        "（五）监督保障。每半年自查一次，请群众代表参加评议，结果计入考核。",
    )
