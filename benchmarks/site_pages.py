"""The pages of the benchmarks' sites: a column of about 24 KB with its list, and reports as the demo prints them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from duban.demo import pages
from duban.demo.script import DemoAgency, load_season

RUNNING_YEAR = 2025  # the report year of the season in which the benchmarks take place
COLUMN_PATH = "/zwgk/zfxxgkml/index.html"
COUNTER = "@@@@@@@"  # stands where a page shows how often it was visited

_DIGITS = "〇一二三四五六七八九"
_EARLIER_YEARS = 5
_ENTRIES = 40
_NAVIGATION_LINKS = 78
_STYLE_RULES = 70
_SUBJECTS = ("办事指南", "会议纪要", "工作要点", "资金安排", "人事任免", "采购公告", "建议答复")


@dataclass(frozen=True, slots=True)
class Site:
    """One agency's site. Half of the sites send an ETag; every second of the others counts its visitors in the page."""

    number: int

    @property
    def id(self) -> str:
        """The agency's id in the roll."""
        return f"bench-{self.number:04}"

    @property
    def name(self) -> str:
        """The agency's name, the number written out."""
        return "平川市第" + "".join(_DIGITS[int(digit)] for digit in f"{self.number:03}") + "局"

    @property
    def address(self) -> str:
        """The loopback address that is the site's alone."""
        return f"127.30.{self.number // 200}.{self.number % 200 + 1}"

    @property
    def has_etag(self) -> bool:
        """Whether its answers carry an ETag."""
        return self.number % 2 == 0

    @property
    def has_counter(self) -> bool:
        """Whether its column shows how often it was visited, so that it never comes twice as the same bytes."""
        return self.number % 4 == 1

    def report_path(self, year: int) -> str:
        """Return where the report of that year stands."""
        return f"/zwgk/zfxxgkml/{year + 1}01/t{year + 1}0117_{self.number:04}{year}.html"


def column_page(site: Site, *, with_running_report: bool) -> str:
    """Return the column: navigation, forty dated entries with the reports first, footer; about 24 KB in UTF-8."""
    newest = RUNNING_YEAR if with_running_report else RUNNING_YEAR - 1
    entries = [
        (f"{site.name}{year}年政府信息公开工作年度报告", site.report_path(year), date(year + 1, 1, 17))
        for year in range(newest, newest - _EARLIER_YEARS, -1)
    ]
    for index in range(_ENTRIES - len(entries)):
        day = date(2025, 12, 20) - timedelta(days=9 * index)
        subject = _SUBJECTS[index % len(_SUBJECTS)]
        title = f"{site.name}关于发布第{index + 1}期{subject}的通知"
        entries.append((title, f"./{day:%Y%m}/t{day:%Y%m%d}_{index}.html", day))
    rows = "\n".join(
        '<li class="list-item clearfix"><span class="dot"></span>'
        f'<a href="{href}" target="_blank" title="{title}">{title}</a><span class="date">{day}</span></li>'
        for title, href, day in entries
    )
    links = "\n".join(
        f'<li><a href="/bszn/{number:02}/index.html" target="_blank">服务与办事栏目之{number:02}</a></li>'
        for number in range(_NAVIGATION_LINKS)
    )
    style = "\n".join(
        f".box-{rule} .title{{margin:0 auto;padding:{rule % 9}px;color:#3{rule:03}5a}}" for rule in range(_STYLE_RULES)
    )
    visits = "" if not site.has_counter else f'<div class="visits">浏览次数：<span id="hits">{COUNTER}</span></div>'
    return f"""<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="SiteName" content="{site.name}">
<meta name="ColumnName" content="政府信息公开年报">
<title>政府信息公开年报_{site.name}</title>
<style>
{style}
</style>
</head>
<body>
<div class="header"><ul class="nav">
{links}
</ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 政府信息公开年报</div>
<div class="main"><ul class="list">
{rows}
</ul></div>
{visits}
<script>createPageHTML(1, 0, "index", "html");</script>
<div class="footer">{site.name}主办　<a href="/about/">网站地图</a></div>
</body>
</html>
"""


def report_page(site: Site, year: int, *, version: int = 0) -> str:
    """Return the report of that year; another version has another sentence."""
    page = _printed_report(year).replace(_printed_agency().name, site.name)
    return page.replace("</h1>", f"</h1><p>本报告为第{version + 1}次发布的文本。</p>", 1)


@cache
def _printed_report(year: int) -> str:
    season = load_season()
    published = datetime(year + 1, 1, 17, 2, tzinfo=UTC)
    return pages.report_page(season, _printed_agency(), year, published, figures=season.figures["city"])


@cache
def _printed_agency() -> DemoAgency:
    return next(agency for agency in load_season().agencies if agency.family == "generic")
