"""Pages pasted from Word and WPS: style noise, numbers cut over spans, sizing rows, nested font elements."""

from __future__ import annotations

from html import escape
from random import Random

from tests.rendering.layout import Box, Layout
from tests.rendering.specimen import Specimen

_WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm; font-size:10.5pt; font-family:"仿宋_GB2312";}
td {mso-border-alt:solid windowtext .5pt} --></style></head>"""
_CELL_STYLE = "width:36.85pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt"
_WPS_STYLE = "text-align:center;mso-char-indent-count:0.0000;line-height:150%;layout-grid-mode:char"


def word(report: Specimen, rng: Random) -> bytes:
    """A Word export: o:p elements, mso styles, digits apart in spans, a sizing row of no height under each table."""
    written = [_word_line(report.title, rng), _word_line(report.lead, rng)]
    for _key, heading, paragraphs, layout in report.parts():
        written.append(f"<p class=MsoNormal><b>{_word_runs(heading, rng)}</b></p>")
        written += [_word_line(paragraph, rng) for paragraph in paragraphs]
        written += [] if layout is None else [_word_table(layout, rng)]
    written += [_word_line(report.agency, rng), _word_line(report.signed_day, rng)]
    return f"{_WORD_HEAD}<body lang=ZH-CN><div class=WordSection1>{''.join(written)}</div></body></html>".encode()


def wps(report: Specimen, rng: Random) -> bytes:
    """A WPS paste inside a site's article: font in font in span, full-width spaces in front, blank paragraphs."""
    written = [_wps_line(report.title, rng), _wps_line(report.lead, rng)]
    for _key, heading, paragraphs, layout in report.parts():
        written += [_wps_line(f"　　{heading}", rng), '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>']
        written += [_wps_line(f"　　{paragraph}", rng) for paragraph in paragraphs]
        written += [] if layout is None else [_wps_table(layout, rng)]
    written += [_wps_line(report.agency, rng), _wps_line(report.signed_day, rng)]
    head = f'<meta charset="utf-8"><title>{escape(report.title)}</title>'
    body = f'<div class="TRS_Editor"><div class="Custom_UnionStyle">{"".join(written)}</div></div>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def _pieces(text: str, rng: Random) -> list[str]:
    """Return the text cut at random, as editors cut it when the font changes."""
    if len(text) < 2:
        return [text]
    cuts = sorted(rng.sample(range(1, len(text)), min(len(text) - 1, rng.randint(0, 3))))
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _word_runs(text: str, rng: Random) -> str:
    runs = (
        f"<span {'lang=EN-US ' if piece.isascii() else ''}style='font-family:\"仿宋_GB2312\";color:black'>"
        f"{escape(piece)}</span>"
        for piece in _pieces(text, rng)
    )
    return "".join(runs) + "<span lang=EN-US style='mso-bidi-font-size:10.5pt'><o:p></o:p></span>"


def _word_line(text: str, rng: Random) -> str:
    return f"<p class=MsoNormal style='text-indent:32.0pt;mso-pagination:none'>{_word_runs(text, rng)}</p>\n"


def _word_table(layout: Layout, rng: Random) -> str:
    rows = "".join(
        f"<tr style='mso-yfti-irow:{y};height:19.85pt'>{''.join(_word_cell(box, rng) for box in row)}</tr>\n"
        for y, row in enumerate(layout)
    )
    width = sum(box.columns for box in layout[0])
    sizing = "".join("<td width=49 style='border:none'></td>" for _ in range(width))
    return (
        "<div align=center><table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 "
        "style='border-collapse:collapse;mso-yfti-tbllook:1184'>\n"
        f"{rows}<![if !supportMisalignedColumns]><tr height=0>{sizing}</tr><![endif]></table></div>"
    )


def _word_cell(box: Box, rng: Random) -> str:
    inner = _word_runs(box.text, rng) if box.text else "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
    spans = f" rowspan={box.rows}" * (box.rows > 1) + f" colspan={box.columns}" * (box.columns > 1)
    return f"<td width=49{spans} style='{_CELL_STYLE}'><p class=MsoNormal align=center>{inner}</p></td>"


def _wps_runs(text: str, rng: Random) -> str:
    return "".join(
        f"<span style=\"mso-spacerun:'yes';font-family:仿宋;\">"
        f'<font face="仿宋"><font>{escape(piece)}</font></font></span>'
        for piece in _pieces(text, rng)
    )


def _wps_line(text: str, rng: Random) -> str:
    return f'<p class="MsoNormal" style="{_WPS_STYLE}">{_wps_runs(text, rng)}</p>'


def _wps_table(layout: Layout, rng: Random) -> str:
    rows = []
    for row in layout:
        cells = "".join(
            f'<td valign="center" rowspan="{box.rows}" colspan="{box.columns}" style="padding:0pt 5pt">'
            f'<p class="MsoNormal">{_wps_runs(box.text, rng) or "<o:p></o:p>"}</p></td>'
            for box in row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f'<table class="MsoTableGrid" align="center"><tbody>{"".join(rows)}</tbody></table>'
