"""The page around an article: navigation, neighbours, footers, and layout tables of old sites."""

from __future__ import annotations

from html import escape
from random import Random

from tests.rendering.html import article, table_with_spans
from tests.rendering.specimen import Specimen

_COLUMNS = (
    "首页",
    "机构职能",
    "政策文件",
    "政府信息公开指南",
    "政府信息公开年报",
    "依申请公开",
    "办事服务",
    "联系我们",
)


def site(report: Specimen, _rng: Random) -> bytes:
    """A present-day site: menus, breadcrumb, meta data, the article, other years' reports, a footer with a clock."""
    menu = "".join(f'<li><a href="/c{index}/">{column}</a></li>' for index, column in enumerate(_COLUMNS))
    neighbours = "".join(
        f'<li><a href="/nb/{year}.html">{escape(report.agency)}{year}年政府信息公开工作年度报告</a>'
        f"<span>{year + 1}-01-20</span></li>"
        for year in range(report.year - 4, report.year)
    )
    metas = {
        "SiteName": "临江市人民政府",
        "ColumnName": "政府信息公开年报",
        "ArticleTitle": report.title,
        "PubDate": f"{report.published.isoformat()} 09:30",
    }
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>临江市人民政府</title>
{"".join(f'<meta name="{name}" content="{escape(content)}">' for name, content in metas.items())}
<link rel="stylesheet" href="/s.css"><script>var total = 12;</script><style>.nav li {{ float: left }}</style></head>
<body><div class="header"><ul class="nav">{menu}</ul><form action="/search"><input name="q" value="请输入"></form></div>
<div class="breadcrumb">您的位置：<a href="/">首页</a> &gt; <a href="/nb/">政府信息公开年报</a></div>
<div class="main"><div class="article" id="ivs_content">
{article(report, table_with_spans)}
</div><div class="share">分享到：<a href="#">微信</a> <a href="javascript:window.print()">打印</a></div>
<div class="aside"><h3>相关链接</h3><ul>{neighbours}</ul></div></div>
<div class="footer"><p>主办：临江市人民政府办公室 网站标识码：9900000001</p><p>今天是2026年3月5日 星期四</p></div>
</body></html>""".encode()


def layout_tables(report: Specimen, _rng: Random) -> bytes:
    """A page of the old kind: everything in nested layout tables, menus in tables too."""
    menu = "".join(f'<td width="90"><a href="/c{index}/">{column}</a></td>' for index, column in enumerate(_COLUMNS))
    side = "".join(f'<tr><td><a href="/c{index}/">{column}</a></td></tr>' for index, column in enumerate(_COLUMNS))
    return f"""<html><head><meta charset="utf-8"><title>{escape(report.title)}</title></head><body>
<table width="1000" align="center"><tr><td colspan="2"><table><tr>{menu}</tr></table></td></tr>
<tr><td width="200" valign="top"><table>{side}</table></td><td><table width="780"><tr><td>
{article(report, table_with_spans)}
</td></tr></table></td></tr>
<tr><td colspan="2"><table><tr><td>版权所有</td><td>访问量</td><td>1234567</td></tr></table></td></tr>
</table></body></html>""".encode()
