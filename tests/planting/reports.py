"""A whole report whose text agrees with its tables, and the one of the year before that fits to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from reports.checking import read_report
from reports.model import AnnualReport
from tests.planting.facts import Facts
from tests.planting.phrasings import APPLICANTS as BY_APPLICANT
from tests.planting.phrasings import FAMILIES, FREE, OF_OTHERS, OUTCOMES, PROACTIVE, RECEIVED, REVIEW, Phrasing
from tests.rendering import RENDERERS
from tests.rendering.figures import APPLICANTS, Figures, Shown, balanced, outcome_rows, plain
from tests.rendering.specimen import Specimen, specimen

YEAR = 2025
DEPARTMENTS = ("临江市档案局", "临江市水务局", "云台县医疗保障局", "白沙区卫生健康委员会", "南屏市统计局")
GOVERNMENTS = ("临江市人民政府", "云台县人民政府", "白沙区人民政府")

_PROBLEMS = (
    "一是部分栏目更新不够及时，少数解读稿仍以文字为主；二是个别单位对公开属性的认定把握不准。",
    "答复文书的说理还不够充分，基层公开队伍人员变动较多，业务水平参差不齐。",
    "公开目录与群众需求对得还不够准，检索不便的问题仍然存在。",
)
_IMPROVEMENTS = (
    "下一步，逐季对照目录补缺，请业务人员参与撰写解读稿，并把常见差错汇编成册供各科室对照。",
    "今后将加强培训和案例讲评，改进检索功能，对更新不及时的栏目限期整改。",
    "改进措施：建立月度检查制度，完善答复文书模板，组织新任人员跟班学习。",
)
_OTHER = (
    "本年度未收取信息处理费。",
    "本机关本年度收取信息处理费0元。",
    "按照规定，年内没有发出收费通知，未收取信息处理费，也无其他需要报告的事项。",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A report before it is written down, with the figures of the year before."""

    specimen: Specimen
    facts: Facts

    def written(self) -> AnnualReport:
        """Return the report as read from a page that was made of it."""
        data = RENDERERS["clean.html"](self.specimen, Random(0))
        return read_report(data)[1]

    def last_year(self) -> AnnualReport:
        """Return the report of the year before, as read from its page."""
        earlier = specimen(self.facts.previous, agency=self.specimen.agency, year=self.specimen.year - 1)
        return read_report(RENDERERS["clean.html"](earlier, Random(0)))[1]


def consistent(seed: int) -> Told:
    """Return a report that is right in every respect, told in the way of that seed."""
    rng = Random(f"consistent {seed}")
    government = rng.random() < 0.35
    largest = rng.choice((0, 1, 3, 12, 60, 900))
    previous = _settled(balanced(rng.randrange(10**9), largest=largest), rng)
    figures = _after(previous, _settled(balanced(rng.randrange(10**9), largest=largest), rng))
    agency = rng.choice(GOVERNMENTS if government else DEPARTMENTS)
    facts = Facts(figures, previous, YEAR, government, agency)
    plain_report = specimen(figures, agency=agency, year=YEAR)
    return Told(replace(plain_report, sections=plain_report.sections | sections(facts, rng)), facts)


def sections(facts: Facts, rng: Random) -> dict[str, tuple[str, ...]]:
    """Return the narrative sections, every figure in them true."""
    published = _sentences(facts, rng, (PROACTIVE, 2), (FREE, 1))
    requests = _sentences(facts, rng, (RECEIVED, 1), (BY_APPLICANT, 1), (OUTCOMES, 2), (OF_OTHERS, 1))
    review = _sentences(facts, rng, (REVIEW, 1))
    kept = _sentences(facts, rng, (FREE, 2))
    assessed = "政务公开纳入年度考核，组织社会评议，全年没有责任追究的情形。"
    return {
        "overview": (
            f"（一）主动公开。{published}",
            f"（二）依申请公开。{requests}{review if rng.random() < 0.5 else ''}",
            f"（三）政府信息管理。每份文件起草时确定公开属性，{kept}",
            "（四）平台建设。网站与公众号同日发布，栏目名称前后一致，便于查找。",
            f"（五）监督保障。{assessed}",
        ),
        "problems_and_improvements": (rng.choice(_PROBLEMS), rng.choice(_IMPROVEMENTS)),
        "other_matters": (rng.choice(_OTHER),),
    }


def _sentences(facts: Facts, rng: Random, *wanted: tuple[tuple[Phrasing, ...], int]) -> str:
    said: list[str] = []
    for family, count in wanted:
        for phrasing in rng.sample(family, k=len(family)):
            sentence = phrasing(facts, rng)
            if sentence is not None:
                said.append(sentence)
                count -= 1
            if count == 0:
                break
    return "".join(said)


def _settled(figures: Figures, rng: Random) -> Figures:
    """Return figures in which documents in force can be: none issued by departments, few repealed."""
    proactive = dict(figures.proactive)
    proactive["government_rules"] = {"issued": plain(0), "repealed": plain(0), "in_force": plain(0)}
    issued, repealed = rng.randint(0, 9), rng.randint(0, 3)
    proactive["normative_documents"] = {
        "issued": plain(issued),
        "repealed": plain(repealed),
        "in_force": plain(40 + issued),
    }
    for row in ("licences", "penalties", "compulsory_measures"):
        proactive[row] = {"decisions": plain(rng.choice((0, rng.randint(1, 40), rng.randint(40, 60))))}
    proactive["administrative_fees"] = {"wan_yuan": Shown("0", "0")}
    return replace(figures, proactive=proactive)


def _after(previous: Figures, figures: Figures) -> Figures:
    """Return figures that follow on the year before: what was carried forward is brought forward, documents add up."""
    applications = {row: dict(cells) for row, cells in figures.applications.items()}
    first = outcome_rows("2021")[0]
    for applicant in APPLICANTS[:-1]:
        forward = int(previous.applications["carried_forward"][applicant].text)
        change = forward - int(applications["brought_forward"][applicant].text)
        applications["brought_forward"][applicant] = plain(forward)
        for changed in ("received",) if change < 0 else (first, "outcomes_total"):
            applications[changed][applicant] = plain(int(applications[changed][applicant].text) + abs(change))
    for cells in applications.values():
        cells["total"] = plain(sum(int(cells[applicant].text) for applicant in APPLICANTS[:-1]))
    documents = figures.proactive["normative_documents"]
    before = int(previous.proactive["normative_documents"]["in_force"].text)
    in_force = before + int(documents["issued"].text) - int(documents["repealed"].text)
    proactive = figures.proactive | {"normative_documents": documents | {"in_force": plain(in_force)}}
    return replace(figures, applications=applications, proactive=proactive)


PHRASINGS = sum(len(family) for family in FAMILIES)
