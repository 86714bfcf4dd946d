"""Pages as agencies' sites make them, with markup of our own after the two families, and text of our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

AGENCY = "青江市水务局"


@dataclass(frozen=True)
class Entry:
    """One line of a column."""

    title: str
    href: str
    day: str


def title_of(year: int, agency: str = AGENCY) -> str:
    """Return a report's title."""
    return f"{agency}{year}年政府信息公开工作年度报告"


def entries_of(*years: int, agency: str = AGENCY) -> list[Entry]:
    """Return entries as TRS writes them: relative, by month, the day in the name."""
    return [
        Entry(title_of(year, agency), f"./{year + 1}01/t{year + 1}0115_{year}7.html", f"{year + 1}-01-15")
        for year in years
    ]


def path_of(year: int, column: str = "/zfxxgknb/") -> str:
    """Return where the report of a year stands that `entries_of` links."""
    return f"{column}{year + 1}01/t{year + 1}0115_{year}7.html"


def list_column(entries: Sequence[Entry], *, pager: str = "", counter: str = "", name: str = "政府信息公开年报") -> str:
    """Return a column as a list with days, navigation around it."""
    lines = "\n".join(
        f'<li><span class="date">{entry.day}</span><a href="{entry.href}" target="_blank">{entry.title}</a></li>'
        for entry in entries
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html><head><title>{name}_{AGENCY}</title><meta name="ColumnName" content="{name}"></head><body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/zfxxgkzn/">政府信息公开指南</a></li><li><a href="/zfxxgknb/">政府信息公开年报</a></li></ul></div>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zfxxgknb/">{name}</a></div>
<div class="main"><ul class="news-list">
{lines}
</ul>{pager}</div>
<div class="footer">主办：{AGENCY} <a href="/wzdt/">网站地图</a>{counter}</div></body></html>"""


def table_column(entries: Sequence[Entry], *, pager: str = "") -> str:
    """Return a column as an old table."""
    lines = "\n".join(
        f'<tr><td width="12"><img src="/i/dot.gif"></td><td><a href="{entry.href}">{entry.title}</a></td>'
        f"<td nowrap>[{entry.day}]</td></tr>"
        for entry in entries
    )
    return f"<html><body><table id=list>{lines}</table>{pager}</body></html>"


def block_column(entries: Sequence[Entry]) -> str:
    """Return a column as repeated blocks with cut-off titles, the whole one in the title attribute."""
    lines = "\n".join(
        f'<div class="item"><p class="t"><a title="{entry.title}" href="{entry.href}">{entry.title[:12]}...</a></p>'
        f'<p class="d"><b>{entry.day[8:]}</b> <i>{entry.day[:7]}</i></p></div>'
        for entry in entries
    )
    return f'<html><body><div class="list-box">{lines}</div></body></html>'


def shanghai_column(entries: Sequence[Entry]) -> str:
    """Return a column of Shanghai's platform: side menu, list, no pager."""
    lines = "\n".join(
        f"<li><a href='{entry.href}' title='{entry.title}'>{entry.title[:18]}…</a>"
        f"<span class='time'>{entry.day}</span></li>"
        for entry in entries
    )
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>政府信息公开年报</title></head>
<body><div class="container"><div class="side"><ul><li><a href="/zfxxgkzn/index.html">政府信息公开指南</a></li>
<li><a href="/nw12345/index.html">政府信息公开制度</a></li></ul></div>
<div class="list"><ul class="uli14 nowrapli list-date">{lines}</ul></div></div></body></html>"""


def shanghai_path(year: int) -> str:
    """Return an address as that platform makes them."""
    return f"/2020zfxxgknb/{year + 1}0113/{year * 7919:032x}.html"


def report(year: int, agency: str = AGENCY, *, received: int = 3, extra: str = "", title: str | None = None) -> str:
    """Return a short report with the form's headings and some of its labels."""
    named = title_of(year, agency) if title is None else title
    return f"""<html><head><title>{named}</title><meta name="ArticleTitle" content="{named}"></head><body>
<div class="nav"><a href="/">首页</a></div><h1>{named}</h1>
<div class="article"><p>本报告按照有关规定编制，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。</p>
<p>一、总体情况</p><p>本年度各项公开工作按计划完成。</p>
<p>二、主动公开政府信息情况</p><table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr></table>
<p>三、收到和处理政府信息公开申请情况</p><table><tr><td></td><td>商业企业</td><td>总计</td></tr>
<tr><td>一、本年新收政府信息公开申请数量</td><td>0</td><td>{received}</td></tr></table>
<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr><td>结果维持</td><td>尚未审结</td></tr></table>
<p>五、存在的主要问题及改进情况</p><p>平台建设有待加强。</p>
<p>六、其他需要报告的事项</p><p>无。</p>{extra}</div></body></html>"""


RUISHU = (
    "<!DOCTYPE html><html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=4711;</script>"
    '<script src="/aB3/xyz.js"></script></head><body></body></html>'
)
JIASULE = "<script>document.cookie=('__jsl_clearance_s=17;path=/');location.href=location.pathname</script>"
FIREWALL = (
    "<html><head><title>访问被拦截</title></head><body><h2>很抱歉，您的请求存在安全威胁，已被拦截</h2>"
    "<p>Web应用防火墙</p></body></html>"
)
CAPTCHA = "<html><body><div id=captcha>请完成安全验证后继续访问</div><script src=/c.js></script></body></html>"
MAINTENANCE = "<html><head><title>系统提示</title></head><body><p>网站正在维护中，请稍后再试。</p></body></html>"
NOT_FOUND_200 = (
    "<html><head><title>提示</title></head><body><p>您访问的页面不存在或已被删除。</p><a href=/>首页</a></body></html>"
)
EMPTY_COLUMN = (
    "<html><body><div class=nav><a href=/>首页</a></div><h2>政府信息公开年报</h2><div id=app></div></body></html>"
)
