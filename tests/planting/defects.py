"""One mistake of each kind, planted into a report that was right; each names exactly the rules that must speak.

Whatever states a figure is kept out of the text first, unless the mistake is in what the text says: a slip in a table
then contradicts nothing but the table.
"""

from __future__ import annotations

from dataclasses import replace

from tests.planting.defects_more import MORE
from tests.planting.plants import (
    carried_more,
    in_figures,
    in_specimen,
    more_in_force,
    mostly_other,
    off,
    printed,
    says,
    slip,
    without_section,
    wrong_share,
)
from tests.planting.template import Defect
from tests.rendering.figures import APPLICANTS, outcome_rows

OUTCOME = frozenset(outcome_rows("2021")) - {"otherwise_handled.other"}  # many of those are A201 as well
APPLICANT = frozenset(APPLICANTS[:-1])

DEFECTS: tuple[Defect, ...] = (
    Defect("the last section is missing", frozenset({"F001"}), without_section("other_matters"), part="sections"),
    Defect(
        "two sections change places",
        frozenset({"F002"}),
        in_specimen(
            lambda report, _: replace(
                report,
                sections={
                    key: report.sections[key]
                    for key in (
                        "overview",
                        "proactive",
                        "applications",
                        "review",
                        "other_matters",
                        "problems_and_improvements",
                    )
                },
            )
        ),
        part="sections",
    ),
    Defect(
        "table 4 is missing",
        frozenset({"F003"}),
        in_specimen(lambda report, _: replace(report, lost_tables=frozenset({"review"}))),
        part="review",
    ),
    Defect(
        "the period ends in November",
        frozenset({"F005"}),
        in_specimen(lambda report, _: replace(report, lead=report.lead.replace("12月31日", "11月30日"))),
        part="lead",
    ),
    Defect("a blank", frozenset({"F007"}), printed("", None), part="applications"),
    Defect("a word where a number belongs", frozenset({"F008"}), printed("若干", None), part="applications"),
    Defect("a number with a remark", frozenset({"F009"}), printed("0（无）", 0), part="applications"),
    Defect("a count below zero", frozenset({"F011"}), printed("-3", -3, table="proactive"), part="proactive"),
    Defect("a stroke for nothing", frozenset({"F015"}), printed("—", 0), part="applications"),
    Defect(
        "problems without any measure",
        frozenset({"F012"}),
        in_specimen(
            lambda report, _: replace(
                report,
                sections=report.sections
                | {"problems_and_improvements": ("公开目录的更新还不够均衡，部分解读材料读起来仍显生硬。",)},
            )
        ),
        part="sections",
    ),
    Defect(
        "a leftover of the template",
        frozenset({"F017"}),
        says("overview", lambda f, r: "（文字描述）。"),
        part="overview",
    ),
    Defect(
        "the old notice as the form",
        frozenset({"F022"}),
        in_specimen(
            lambda report, _: replace(report, lead=f"根据国办公开办函〔2019〕60号规定的格式编制。{report.lead}")
        ),
        part="lead",
    ),
    Defect(
        "an identity number",
        frozenset({"F023"}),
        says("overview", lambda f, r: "申请人身份证号11010519491231002X。"),
        part="overview",
    ),
    Defect(
        "a slip inside an outcome row",
        frozenset({"A102", "A103"}),
        slip("applications", OUTCOME.__contains__, APPLICANT.__contains__),
        part="applications",
    ),
    Defect(
        "a slip in a row's total",
        frozenset({"A102", "A103"}),
        slip("applications", OUTCOME.__contains__, "total".__eq__),
        part="applications",
    ),
    Defect(
        "a slip in what was received",
        frozenset({"A101", "A103"}),
        slip("applications", "received".__eq__, lambda _: True),
        part="applications",
    ),
    Defect(
        "a slip in what is carried forward",
        frozenset({"A101", "A103"}),
        slip("applications", "carried_forward".__eq__, lambda _: True),
        part="applications",
    ),
    Defect(
        "a slip in the outcomes' total",
        frozenset({"A101", "A102", "A103"}),
        slip("applications", "outcomes_total".__eq__, lambda _: True),
        part="applications",
    ),
    Defect("a slip in table 4", frozenset({"R101"}), slip("review", lambda _: True, lambda _: True), part="review"),
    Defect(
        "more received in the text than in the table",
        frozenset({"N101"}),
        says("overview", lambda f, r: f"全年新收政府信息公开申请{off(f.received + f.brought, r)}件。"),
        part="applications",
    ),
    Defect(
        "another number brought forward in the text",
        frozenset({"N102"}),
        says("overview", lambda f, r: f"上年结转政府信息公开申请{off(f.brought, r)}件。"),
        part="applications",
    ),
    Defect(
        "another number answered in the text",
        frozenset({"N103"}),
        says("overview", lambda f, r: f"全年共办结政府信息公开申请{off(f.outcomes + f.carried, r)}件。"),
        part="applications",
    ),
    Defect(
        "another number carried forward in the text",
        frozenset({"N104"}),
        says("overview", lambda f, r: f"结转下年度继续办理的政府信息公开申请{off(f.carried, r)}件。"),
        part="applications",
    ),
    Defect(
        "another number disclosed in the text",
        frozenset({"N105"}),
        says("overview", lambda f, r: f"对政府信息公开申请作出予以公开答复{off(f.outcomes, r)}件。"),
        part="applications",
    ),
    Defect(
        "other applicants in the text",
        frozenset({"N106"}),
        says("overview", lambda f, r: f"新收的政府信息公开申请中，自然人提出{off(f.received + f.brought, r)}件。"),
        part="applications",
    ),
    Defect(
        "another number of reconsiderations in the text",
        frozenset({"N107"}),
        says(
            "overview",
            lambda f, r: f"因政府信息公开被申请行政复议{off(f.review('reconsideration') + f.litigation(), r)}件。",
        ),
        part="review",
    ),
    Defect(
        "another number of lawsuits in the text",
        frozenset({"N108"}),
        says(
            "overview",
            lambda f, r: f"因政府信息公开被提起行政诉讼{off(f.review('reconsideration') + f.litigation(), r)}件。",
        ),
        part="review",
    ),
    Defect(
        "another number of documents in the text",
        frozenset({"N109"}),
        says(
            "overview",
            lambda f, r: f"全年制发行政规范性文件{off(int(f.stated('normative_documents', 'issued')), r)}件。",
        ),
        part="proactive",
    ),
    Defect(
        "a share that its own numbers do not give",
        frozenset({"N110"}),
        says(
            "overview",
            lambda f, r: (
                f"新收政府信息公开申请{f.received}件，其中自然人申请{f.row('received', 'natural_person')}件，"
                f"占{wrong_share(f.row('received', 'natural_person'), f.received)}%。"
            ),
        ),
        part="applications",
    ),
    Defect(
        "a received request where none was",
        frozenset({"N112"}),
        lambda told, rng: (
            says("overview", lambda f, r: "本年度未收到政府信息公开申请。")(told, rng) if told.facts.received else None
        ),
        part="applications",
    ),
    Defect(
        "parts that do not give their total",
        frozenset({"N113"}),
        says(
            "overview",
            lambda f, r: (
                f"新收政府信息公开申请{f.received}件，其中线上申请{f.received}件、线下申请{r.randint(1, 9)}件。"
            ),
        ),
        part="applications",
    ),
    Defect(
        "last year's carried forward is another number",
        frozenset({"Y101"}),
        lambda told, rng: replace(told, facts=replace(told.facts, previous=carried_more(told.facts.previous))),
        part="applications",
    ),
    Defect(
        "last year's documents in force do not lead here",
        frozenset({"Y102"}),
        lambda told, rng: replace(told, facts=replace(told.facts, previous=more_in_force(told.facts.previous))),
        part="proactive",
    ),
    Defect(
        "what is 其他 is unexplained",
        frozenset({"A201"}),
        in_figures(mostly_other),
        part="applications",
    ),
    *MORE,
)
