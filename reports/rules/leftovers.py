"""F017 and F022: what was left of the form in the text, and a basis that is no longer in force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.model import AnnualReport, CellState, Level, SectionKey, SectionSpot, TableKey
from reports.rules.case import Case
from reports.rules.rule import NotApplicable, Observation, Rule, Undecided
from reports.rules.sources import FORM
from reports.rules.tables import report_with_form
from reports.rules.telling import told_year
from reports.rules.texts import require_text, sentences, squeezed, texts
from reports.rules.wording import form_of, section_name
from reports.states import Sentence

_X = "[XxＸｘ×✕╳]"
_LEFTOVERS = re.compile(
    r"[（(](?:此处|在此)?(?:用)?文字描述[^（）()]{0,40}[)）]"
    r"|(?:具体|此处填写|请填写)网址|网址[：:]?[（(](?:请)?填写[^（）()]{0,20}[)）]"
    r"|(?:仿?宋体?|黑体|楷体|方正小标宋)(?:_?GB2312)?[，、,]?(?:加粗|居中|(?:小?[一二三四五]|[0-9]{1,2})号)"
    r"|[（(](?:单位|机关|部门|机构)名称[)）]"
    r"|[（(【\[](?:请|此处|在此)(?:填写|输入|插入|描述|说明|介绍)[^（）()【】\[\]]{0,30}[)）】\]]"
    r"|[_＿]{2,}(?:年|件|条|次|份|篇|元)"
)
_NOT_FILLED_IN = re.compile(
    rf"(?:20)?{_X}{{2,4}}年(?:度)?|{_X}{{2,4}}(?:月{_X}{{1,2}}日|[余]?(?:万)?(?:件|条|次|份|篇|期|人次|万元))"
    rf"|{_X}{{2,4}}(?:(?:市|县|区|省|镇|乡)(?:人民政府|[\u4e00-\u9fff]{{0,8}}[局委办]|{_X})|局|单位|部门|机关)"
)
_IN_QUOTES = re.compile('“[^”]{0,40}”|「[^」]{0,40}」|"[^"]{0,40}"')
_SHOWN_AT_MOST = 5
_LITTLE = 40  # characters of real text in a form that nobody filled in

_FORM_OF_2019 = re.compile(r"公开办函[〔\[（(【]?2019[〕\]）)】]?(?:年)?(?:第)?60号")
_DECREE_492 = re.compile(
    r"国务院(?:令|第)?(?:[（(])?第?492号(?:令|国务院令)?|国令第492号|中华人民共和国国务院令第492号"
)
_AMENDED = re.compile(
    r"修订|修改|废止|取代|替代|更新|原《|原条例|原国务院|旧|200[78]年|711号|30号|失效|不再|以往|此前|历年|201[0-9]年(?:度)?(?:起|以来)"
)


def nothing_left_of_the_form(case: Case) -> Iterator[Observation | Undecided]:
    """F017: no instruction or placeholder of the form is left in the text; an error where it is the blank form."""
    report = report_with_form(case)
    require_text(report)
    if is_blank_form(report):
        message = Sentence(
            "表格没有一个数字，正文只有格式自带的提示文字，像是没有填写的空白模板。请核对上传的文件，换成填写好的报告。",
            "No table holds a number and the text is only what the form itself says: it looks like the blank form. "
            "Please check the file and publish the report itself.",
        )
        yield Observation(None, message)
        return
    form = form_of(report)
    for section, text in texts(report):
        quoted = _leftovers(text)
        if not quoted:
            continue
        listed = "、".join(f"“{words}”" for words in quoted[:_SHOWN_AT_MOST])
        name = Sentence("开头", "the lead") if section is None else section_name(form, section)
        message = Sentence(
            f"{name.zh}部分留有模板的文字：{listed}。请换成实际内容或删去。",
            f"Words of the form are left in {name.en}: {listed}. Please replace them or take them out.",
        )
        yield Observation(SectionSpot(section), message, raw=quoted[0], level=Level.WARNING)


def basis_is_in_force(case: Case) -> Iterator[Observation | Undecided]:
    """F022: from 2021 on the form of 2019 is not cited as basis, nor decree 492 as the law in force."""
    report = report_with_form(case)
    year = told_year(case)
    if year is None or year < _FIRST_YEAR:
        raise NotApplicable(
            "该年度适用的正是这些依据，或者年度不明。", "The basis was in force then, or the year is not known."
        )
    require_text(report)
    for claim, pattern, what, instead in _OUTDATED:
        cited = next(
            (
                (section, match[0])
                for section, text in texts(report)
                for sentence in sentences(text)
                if (match := pattern.search(sentence)) is not None and _AMENDED.search(sentence) is None
            ),
            None,
        )
        if cited is not None:
            section, raw = cited
            message = Sentence(
                f"依据写的是“{raw}”，{what.zh}。请改为{instead}。",
                f"The basis cited is “{raw}”, {what.en}. Please cite {instead}.",
            )
            yield Observation(SectionSpot(section, claim=claim), message, raw=raw)


_FIRST_YEAR = 2021
_OUTDATED = (
    (
        "form_2019",
        _FORM_OF_2019,
        Sentence("这是2019、2020年度报告的格式，2021年度起已换用新格式", "the form for report years 2019 and 2020"),
        "国办公开办函〔2021〕30号",
    ),
    (
        "decree_492",
        _DECREE_492,
        Sentence("这是2007年公布的条例，2019年已经修订（国务院令第711号）", "the regulations of 2007, revised in 2019"),
        "国务院令第711号",
    ),
)


def _leftovers(text: str) -> list[str]:
    """Return the leftovers in a text, each once; what a text quotes (“XX单位+社区”) was not left to be filled in."""
    plain = squeezed(text)
    found = [*_LEFTOVERS.finditer(plain), *_NOT_FILLED_IN.finditer(_IN_QUOTES.sub("", plain))]
    return list(dict.fromkeys(match[0] for match in found))


def is_blank_form(report: AnnualReport) -> bool:
    """Return whether no table has any number and the text is little but leftovers."""
    tables = [table for key in TableKey if (table := report.table(key)) is not None]
    if not tables or any(cell.state is not CellState.BLANK for table in tables for _, _, cell in table.cells()):
        return False
    text = "".join(squeezed(section.text) for section in report.sections if section.key not in _TABLE_SECTIONS)
    return _LEFTOVERS.search(text) is not None and len(_LEFTOVERS.sub("", text)) < _LITTLE


_TABLE_SECTIONS = frozenset(SectionKey(key.value) for key in TableKey)

F017 = Rule(
    "F017",
    Level.ERROR,
    nothing_left_of_the_form,
    "没有残留模板文字",
    "Nothing of the template is left",
    "正文中留有“（文字描述）”“具体网址”“宋体加粗”“XX年”等模板文字的为疑点；整份是没有填写的空白模板的为错误。",
    "Instructions or placeholders of the template left in the text are a warning; a form that nobody filled in is an "
    "error.",
    FORM,
    formula=Sentence(
        "模板残留文字数 = 0",
        "template leftovers = 0",
    ),
)

F022 = Rule(
    "F022",
    Level.NOTICE,
    basis_is_in_force,
    "依据现行有效",
    "The basis cited is in force",
    "2021年度起仍以国办公开办函〔2019〕60号为格式依据，或把国务院令第492号当作现行条例的。同一句提到修订、废止的不算。",
    "From report year 2021 on the form of 2019 is cited as basis, or decree 492 as the regulations in force. Not where "
    "the sentence speaks of revision or repeal.",
    "国办公开办函〔2021〕30号；国务院令第711号",
    formula=Sentence(
        "2021年度起，引用的格式依据 ≠ 60号，引用的现行条例 ≠ 令第492号",
        "from 2021 on: form cited ≠ No. 60, current regulation cited ≠ Order No. 492",
    ),
)
