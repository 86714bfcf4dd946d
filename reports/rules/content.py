"""F012 and F019: what the sections of running text should speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reports.model import AnnualReport, Level, SectionKey, SectionSpot
from reports.rules.bodies import is_government
from reports.rules.case import Case
from reports.rules.leftovers import is_blank_form
from reports.rules.rule import NotApplicable, NotEvaluable, Observation, Rule, Undecided
from reports.rules.sources import CONTENTS, FORM
from reports.rules.tables import report_with_form
from reports.rules.telling import told_year
from reports.rules.texts import require_text, squeezed, texts, words_of
from reports.rules.wording import form_of, section_name
from reports.states import Sentence

FIRST_YEAR_OF_FEES = 2021  # since then section six tells of the fee for processing information

_CLAUSES = re.compile(r"[，。；：:！？\n]+")
_COMING = re.compile(
    r"下一?步|今后|下阶段|新的一年|明年|将|拟|计划|针对|采取|整改|改进措施|为此|对此|(?:改进|整改)(?:情况|措施)[。：:\n][^\n]{6}"
)
_LACKING = re.compile(
    r"有待|尚待|亟待|需要|[还仍尚亟]需|仍要|不够|不足|不[强高多全准畅到及均]|缺乏|缺少|欠缺|欠|薄弱|较弱|偏弱|滞后|较少|偏少|单一|参差|生硬|差距|短板|问题"
)
_MEASURES = re.compile(
    r"措施|改进|改善|加强|加大|加快|强化|提升|提高|增强|完善|健全|优化|细化|深化|规范|推进|推动|拓展|拓宽|落实|督促|培训|开展"
    r"|组织|建立|制定|修订|梳理|调整|充实|坚持|确保|做好|抓好|严格|进一步|着力|创新|丰富|完成|解决|增设|新增|增加|增补"
    r"|聘请|新聘|设立|设置|实行|试行|推行|明确|安排|改版|上线|印发|举办|编制|逐[季月年项步]|补齐|补缺|理顺|压实|定期"
)
_NOTHING_ELSE = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十0-9]+[)）]?[、.．]?)?[^。；\n]{0,24}(?:无|没有|暂无)(?![法论])[^。；\n]{0,24}[。.]?$"
)
_FEE = re.compile(r"处理费|收费|费用|收取")
_ASSESSMENT = re.compile(r"考核|评议|评价|评估|追责|问责|责任追究|追究|考评|测评")

_ASPECTS: Mapping[str, tuple[Sentence, re.Pattern[str]]] = MappingProxyType(
    {
        "proactive_disclosure": (
            Sentence("主动公开", "proactive disclosure"),
            re.compile(r"主动公开|公开[^。]{0,20}信息|发布[^。]{0,20}信息|信息[^。]{0,12}(?:公开|发布)|发布|公示|解读"),
        ),
        "disclosure_on_application": (
            Sentence("依申请公开", "disclosure on application"),
            re.compile(r"依申请|申请公开|公开申请|申请"),
        ),
        "information_management": (
            Sentence("政府信息管理", "management of information"),
            re.compile(r"信息管理|管理|规范性文件|清理|审查|审核|保密|目录|制度|归档|档案|备案|公开属性"),
        ),
        "platforms": (
            Sentence("平台建设", "platforms"),
            re.compile(r"平台|网站|网页|专栏|栏目|公众号|微信|微博|新媒体|公报|客户端|查阅点|公开栏|门户"),
        ),
        "supervision": (
            Sentence("监督保障", "supervision and support"),
            re.compile(
                r"监督|保障|考核|培训|评议|领导|责任|检查|督查|督导|自查|评估|评价|机制|机构|人员|队伍|整改|问责|学习|社会评议"
            ),
        ),
    }
)


def text_sections_have_content(case: Case) -> Iterator[Observation | Undecided]:
    """F012: section five tells of measures, section six of the processing fee, a government of assessment.

    Section six with "无" alone is in order.
    """
    report = _report_with_text(case)
    yield from _problems(report)
    yield from _other_matters(case, report)
    printed = report.agency
    if is_government(case.agency, printed) and not any(_ASSESSMENT.search(squeezed(text)) for _, text in texts(report)):
        message = Sentence(
            "通篇没有提到工作考核、社会评议或责任追究，政府的年度报告应包括这些内容。请在“监督保障”中补充。",
            "Nothing is said of assessment, public review or accountability, which a government's report covers. "
            "Please add it under supervision in section one.",
        )
        yield Observation(SectionSpot(SectionKey.OVERVIEW), message, level=Level.NOTICE)


def aspects_of_the_year(case: Case) -> Iterator[Observation | Undecided]:
    """F019: section one speaks of each of its five aspects, by any of the aspect's usual words; one notice each."""
    report = _report_with_text(case)
    plain = words_of(report, SectionKey.OVERVIEW)
    name = section_name(form_of(report), SectionKey.OVERVIEW)
    if plain is None:
        raise NotEvaluable(f"没有读到{name.zh}。", f"Section {name.en} was not found.")
    if not plain:
        message = Sentence(
            f"{name.zh}只有标题，没有内容。请补充。", f"Section {name.en} has a heading and no text. Please write it."
        )
        yield Observation(SectionSpot(SectionKey.OVERVIEW), message)
        return
    for aspect, (label, words) in _ASPECTS.items():
        if words.search(plain) is None:
            message = Sentence(
                f"{name.zh}没有提到{label.zh}方面的工作。请核对是否漏写。",
                f"Section {name.en} does not speak of {label.en}. Please check whether it was left out.",
            )
            yield Observation(SectionSpot(SectionKey.OVERVIEW, claim=aspect), message)


def _report_with_text(case: Case) -> AnnualReport:
    report = report_with_form(case)
    require_text(report)
    if is_blank_form(report):
        raise NotApplicable("是没有填写的空白模板，见F017。", "It is the blank form; see F017.")
    return report


def _problems(report: AnnualReport) -> Iterator[Observation | Undecided]:
    at = SectionSpot(SectionKey.PROBLEMS_AND_IMPROVEMENTS)
    name = section_name(form_of(report), SectionKey.PROBLEMS_AND_IMPROVEMENTS)
    plain = words_of(report, SectionKey.PROBLEMS_AND_IMPROVEMENTS)
    if plain is None:
        yield Undecided(at, Sentence(f"没有读到{name.zh}。", f"Section {name.en} was not found."))
        return
    if not plain:
        message = Sentence(
            f"{name.zh}只有标题，没有内容。请补充存在的问题和改进措施。",
            f"Section {name.en} has a heading and no text. Please write of problems and measures.",
        )
        yield Observation(at, message)
    elif not _tells_of_measures(plain):
        message = Sentence(
            f"{name.zh}没有写改进措施。请补充针对问题采取了什么措施、下一步怎样改进。",
            f"Section {name.en} tells of no measure. Please add what was or will be done about the problems.",
        )
        yield Observation(at, message, raw=plain[:60])


def _tells_of_measures(text: str) -> bool:
    """Return whether a text says what was or will be done; "有待加强" alone says what is wanting."""
    if _COMING.search(text) is not None:
        return True
    clauses = (clause for clause in _CLAUSES.split(text) if _LACKING.search(clause) is None)
    return any(_MEASURES.search(clause) is not None for clause in clauses)


def _other_matters(case: Case, report: AnnualReport) -> Iterator[Observation | Undecided]:
    at = SectionSpot(SectionKey.OTHER_MATTERS)
    name = section_name(form_of(report), SectionKey.OTHER_MATTERS)
    plain, year = words_of(report, SectionKey.OTHER_MATTERS), told_year(case)
    if plain is None:
        yield Undecided(at, Sentence(f"没有读到{name.zh}。", f"Section {name.en} was not found."))
        return
    if not plain:
        message = Sentence(
            f"{name.zh}只有标题，没有内容。没有其他事项的，请写“无”。",
            f"Section {name.en} has a heading and no text. Please write “无” where there is nothing to report.",
        )
        yield Observation(at, message, level=Level.NOTICE)
        return
    first, _, rest = plain.partition("\n")  # a signature may have stayed behind the text
    says_nothing_else = _NOTHING_ELSE.match(first) is not None and "。" not in rest
    told = any(_FEE.search(squeezed(part)) for _, part in texts(report))
    if year is not None and year >= FIRST_YEAR_OF_FEES and not says_nothing_else and not told:
        message = Sentence(
            f"{name.zh}没有说明信息处理费的收取情况。请补充收取金额，没有收取的写明未收取。",
            f"Section {name.en} does not tell of the fee for processing information. Please add the amount, or that "
            "none was charged.",
        )
        yield Observation(at, message, level=Level.NOTICE)


F012 = Rule(
    "F012",
    Level.WARNING,
    text_sections_have_content,
    "第五、六部分有实际内容",
    "Sections five and six have content",
    "第五部分没有内容或没有改进措施的为疑点。第六部分没有内容、2021年度起没有提到信息处理费，以及政府的报告通篇没有提到"
    "考核、评议、责任追究的为提示。第六部分写“无”的，视为正常。",
    "Section five without text or without any measure is a warning. Section six without text, or from 2021 on silent "
    "on the processing fee, and a government's report silent on assessment, public review and accountability are "
    "notices. "
    "“无” alone in section six is in order.",
    CONTENTS,
    formula=Sentence(
        "五：有内容且含改进措施；六：有内容且（2021年度起）含“信息处理费”；政府的报告含“考核”“评议”“责任追究”之一",
        "5: has text with measures of improvement; 6: has text and, from 2021 on, speaks of the processing fee; "
        "a government's report speaks of assessment, review or accountability",
    ),
)

F019 = Rule(
    "F019",
    Level.NOTICE,
    aspects_of_the_year,
    "总体情况包括五个方面",
    "Section one speaks of its five aspects",
    "第一部分应包括主动公开、依申请公开、政府信息管理、平台建设、监督保障。某一方面的常用词一个也没有出现的，逐项提示。",
    "Section one covers proactive disclosure, disclosure on application, management of information, platforms and "
    "supervision. A notice for each aspect of which not one usual word occurs.",
    FORM,
    formula=Sentence(
        "五个方面各自的常用词出现次数 ≥ 1",
        "for each of five aspects: its usual words ≥ 1",
    ),
)
