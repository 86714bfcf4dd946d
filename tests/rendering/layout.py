"""The three tables as they stand on paper: rows of boxes with spans, labels as the forms print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.rendering.figures import APPLICANTS, BLOCKS, PROACTIVE_COLUMNS, RESULTS, Figures, Shown


@dataclass(frozen=True, slots=True)
class Box:
    """A printed cell with its spans; `number` marks the cells that a reader has to find."""

    text: str
    rows: int = 1
    columns: int = 1
    number: bool = False


Layout = list[list[Box]]

BALANCE_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
OUTCOMES_LABEL = "三、本年度办理结果"

_CONTENT = "信息内容"
_PROACTIVE_LABELS = {
    "government_rules": "规章",
    "normative_documents": "行政规范性文件",
    "licences": "行政许可",
    "other_services": "其他对外管理服务事项",
    "penalties": "行政处罚",
    "compulsory_measures": "行政强制",
    "administrative_fees": "行政事业性收费",
    "central_procurement": "政府集中采购",
}
_PROACTIVE_HEADS = {
    "issued": "本年制发件数",
    "repealed": "本年废止件数",
    "in_force": "现行有效件数",
    "wan_yuan": "本年收费金额（单位：万元）",
    "made": "本年新制作数量",
    "newly_published": "本年新公开数量",
    "public_total": "对外公开总数量",
    "items_last_year": "上一年项目数量",
    "change": "本年增/减",
    "projects": "采购项目数量",
    "amount": "采购总金额",
}
_ARTICLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "2021": {
        "第二十条第（一）项": ("government_rules", "normative_documents"),
        "第二十条第（五）项": ("licences",),
        "第二十条第（六）项": ("penalties", "compulsory_measures"),
        "第二十条第（八）项": ("administrative_fees",),
    },
    "2019": {
        "第二十条第（一）项": ("government_rules", "normative_documents"),
        "第二十条第（五）项": ("licences", "other_services"),
        "第二十条第（六）项": ("penalties", "compulsory_measures"),
        "第二十条第（八）项": ("administrative_fees",),
        "第二十条第（九）项": ("central_procurement",),
    },
}
_APPLICANT_HEADS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_SINGLE_ROWS = {
    "received": "一、本年新收政府信息公开申请数量",
    "brought_forward": "二、上年结转政府信息公开申请数量",
    "carried_forward": "四、结转下年度继续办理",
}
_OUTCOME_ROWS = {
    "disclosed": "（一）予以公开",
    "partly_disclosed": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "otherwise_handled": "（六）其他处理",
    "outcomes_total": "（七）总计",
}
_OUTCOME_GROUPS = {
    "not_disclosed": (
        "（三）不予公开",
        {
            "state_secret": "1.属于国家秘密",
            "prohibited_by_other_law": "2.其他法律行政法规禁止公开",
            "endangers_security_or_stability": "3.危及“三安全一稳定”",
            "third_party_rights": "4.保护第三方合法权益",
            "internal_affairs": "5.属于三类内部事务信息",
            "process_information": "6.属于四类过程性信息",
            "enforcement_case_file": "7.属于行政执法案卷",
            "administrative_inquiry": "8.属于行政查询事项",
        },
    ),
    "unable_to_provide": (
        "（四）无法提供",
        {
            "not_held": "1.本机关不掌握相关政府信息",
            "requires_creation": "2.没有现成信息需要另行制作",
            "unclear_after_correction": "3.补正后申请内容仍不明确",
        },
    ),
    "not_processed": (
        "（五）不予处理",
        {
            "petition_or_complaint": "1.信访举报投诉类申请",
            "repeated": "2.重复申请",
            "public_publication": "3.要求提供公开出版物",
            "excessive_without_reason": "4.无正当理由大量反复申请",
            "reissue_of_held_information": "5.要求行政机关确认或重新出具已获取信息",
        },
    ),
    "otherwise_handled": (
        "（六）其他处理",
        {
            "correction_overdue": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "fee_unpaid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "other": "3.其他",
        },
    ),
}
_RESULT_HEADS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def proactive(figures: Figures) -> Layout:
    """Return table 2, four columns wide."""
    layout: Layout = []
    for article, rows in _ARTICLES[figures.form].items():
        columns = PROACTIVE_COLUMNS[figures.form][rows[0]]
        widths = _widths(len(columns))
        layout.append([Box(article, columns=4)])
        heads = [_proactive_head(figures.form, column) for column in columns]
        layout.append([Box(_CONTENT), *(Box(head, columns=width) for head, width in zip(heads, widths, strict=True))])
        for row in rows:
            label = _PROACTIVE_LABELS[row]
            if figures.form == "2019" and row == "normative_documents":
                label = "规范性文件"
            cells = figures.proactive[row]
            numbers = [Box(cells[c].text, columns=w, number=True) for c, w in zip(columns, widths, strict=True)]
            layout.append([Box(label), *numbers])
    return layout


def _proactive_head(form: str, column: str) -> str:
    if column == "decisions":
        return "本年处理决定数量" if form == "2021" else "处理决定数量"
    return _PROACTIVE_HEADS[column]


def _widths(count: int) -> tuple[int, ...]:
    return {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[count]


def applications(figures: Figures) -> Layout:
    """Return table 3: three columns of labels, seven of numbers."""
    rows = figures.applications
    return [
        [Box(BALANCE_NOTE, rows=3, columns=3), Box("申请人情况", columns=7)],
        [Box("自然人", rows=2), Box("法人或其他组织", columns=5), Box("总计", rows=2)],
        [Box(head) for head in _APPLICANT_HEADS],
        *([Box(_SINGLE_ROWS[row], columns=3), *_numbers(rows[row])] for row in ("received", "brought_forward")),
        *_outcomes(figures),
        [Box(_SINGLE_ROWS["carried_forward"], columns=3), *_numbers(rows["carried_forward"])],
    ]


def _outcomes(figures: Figures) -> Layout:
    layout: Layout = []
    for key in ("disclosed", "partly_disclosed", *_OUTCOME_GROUPS, "outcomes_total"):
        if key in figures.applications:
            layout.append([Box(_OUTCOME_ROWS[key], columns=2), *_numbers(figures.applications[key])])
            continue
        group, parts = _OUTCOME_GROUPS[key]
        for index, (part, label) in enumerate(parts.items()):
            merged = [Box(group, rows=len(parts))] if index == 0 else []
            layout.append([*merged, Box(label), *_numbers(figures.applications[f"{key}.{part}"])])
    layout[0] = [Box(OUTCOMES_LABEL, rows=len(layout)), *layout[0]]
    return layout


def _numbers(cells: Mapping[str, Shown]) -> list[Box]:
    return [Box(cells[column].text, number=True) for column in APPLICANTS]


def review(figures: Figures) -> Layout:
    """Return table 4: three blocks side by side, fifteen columns."""
    return [
        [Box("行政复议", columns=5), Box("行政诉讼", columns=10)],
        [
            *(Box(head, rows=2) for head in _RESULT_HEADS),
            Box("未经复议直接起诉", columns=5),
            Box("复议后起诉", columns=5),
        ],
        [Box(head) for _ in range(2) for head in _RESULT_HEADS],
        [Box(figures.review[block][result].text, number=True) for block in BLOCKS for result in RESULTS],
    ]


@dataclass(frozen=True, slots=True)
class Position:
    """One position of the rectangle: the box that lies on it and where that box begins."""

    box: Box
    top: int
    left: int
    anchor: bool

    @property
    def text(self) -> str:
        """The text where the box begins, nothing on the positions that it covers."""
        return self.box.text if self.anchor else ""


def spread(layout: Layout) -> list[list[Position]]:
    """Return the layout as a rectangle of positions."""
    taken: dict[tuple[int, int], Position] = {}
    for y, boxes in enumerate(layout):
        x = 0
        for box in boxes:
            while (y, x) in taken:
                x += 1
            for below in range(box.rows):
                for beside in range(box.columns):
                    taken[y + below, x + beside] = Position(box, y, x, anchor=(below, beside) == (0, 0))
            x += box.columns
    width = 1 + max(x for _, x in taken)
    return [[taken[y, x] for x in range(width)] for y in range(len(layout))]


def cut(layout: Layout, at: int) -> tuple[Layout, Layout]:
    """Return the two pieces of a table that a page end cuts above row `at`; a label that goes on is cut in two."""
    rows = spread(layout)
    crossing = {(p.top, p.left) for p in rows[at] if p.top < at}
    upper, lower = _piece(rows, range(at), crossing), _piece(rows, range(at, len(rows)), crossing)
    return upper, lower


def _piece(rows: list[list[Position]], part: range, crossing: set[tuple[int, int]]) -> Layout:
    piece: Layout = []
    for y in part:
        boxes: list[Box] = []
        for x, at in enumerate(rows[y]):
            starts = at.anchor or (y == part.start and x == at.left)
            if not starts:
                continue
            bottom = min(at.top + at.box.rows, part.stop)
            half = (len(at.box.text) + 1) // 2
            text = at.box.text
            if (at.top, at.left) in crossing:
                text = text[:half] if at.anchor else text[half:]
            boxes.append(Box(text, rows=bottom - y, columns=at.box.columns, number=at.box.number))
        piece.append(boxes)
    return piece
