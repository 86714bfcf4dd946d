"""The JSON of the pages under /api/: routes, and the entries of the page that documents them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import FastAPI, Query, Request
from starlette.responses import Response

from status import api_values as values
from status.agency import find_agency
from status.events import view_deliveries, view_incidents
from status.queries import CountsQuery, DeliveriesQuery, IncidentsQuery, MatrixQuery, PageQuery, ReportQuery
from status.report import chosen_version, find_report
from status.site import Reading, Site
from status.words import N_


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the interface as the page /api explains it; texts are source strings."""

    path: str
    about: str
    example: str
    parameters: tuple[tuple[str, str], ...] = ()


_YEAR = ("year", N_("报告年度；不写则为当前报告季的年度"))
_JURISDICTION = ("jurisdiction", N_("地区编号"))
_BEFORE = ("before", N_("上一页回答中的 next：取更早的一页"))

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "/api/agencies",
        N_("总表：单位及其各年度状态，按名录顺序分页。"),
        "/api/agencies",
        (
            _YEAR,
            _JURISDICTION,
            ("state", N_("该年度的时效状态，例如 late、not_seen、overdue")),
            ("content", N_("该年度的内容状态：unread、clean、findings、updated")),
            ("level", N_("级别：department、government、township、other")),
            ("column", N_("missing：只要没有栏目地址的单位")),
            ("q", N_("名称或别名中的文字")),
            ("after", N_("上一页回答中的 next：取下一页")),
            ("before", N_("本页回答中的 previous：取上一页")),
        ),
    ),
    Endpoint(
        "/api/agencies/{id}",
        N_("一个单位：基本情况、各年度状态及依据、栏目、最近的巡查。"),
        "/api/agencies/shanghai-wsb",
    ),
    Endpoint(
        "/api/reports/{agency}/{year}",
        N_("一份报告：表格和文字（同 duban check --json；每格的 evidence 是其原件位置的网页）、疑点、版本、原件。"),
        "/api/reports/shanghai-wsb/2024",
        (("version", N_("版本号；不写则为当前版本")),),
    ),
    Endpoint(
        "/api/incidents",
        N_("提醒事项，最新的在前。"),
        "/api/incidents?open=1",
        (("open", N_("1：只要待处理的")), _JURISDICTION, _BEFORE),
    ),
    Endpoint(
        "/api/deliveries",
        N_("发送记录，最新的在前；不含正文。"),
        "/api/deliveries",
        (("state", N_("pending、sending、delivered、suppressed 或 dead")), _JURISDICTION, _BEFORE),
    ),
    Endpoint(
        "/api/waivers",
        N_("豁免：规则、范围、年度、理由、有效期，以及现在覆盖的疑点数。"),
        "/api/waivers",
    ),
    Endpoint(
        "/api/counts",
        N_("某一报告年度各状态的数量。"),
        "/api/counts",
        (_YEAR, _JURISDICTION),
    ),
    Endpoint(
        "/healthz",
        N_("运行状况：一切正常回答 200；有进程没有动静或工作停滞回答 503，并说明原因。"),
        "/healthz",
    ),
)


def add_api(app: FastAPI, site: Site) -> None:
    """Add every address under /api/."""

    @app.get("/api/agencies")
    def agencies(request: Request, query: Annotated[MatrixQuery, Query()]) -> Response:
        return site.json(request, lambda reading: values.matrix(reading, query, site=site))

    @app.get("/api/agencies/{agency_id}")
    def agency(request: Request, agency_id: str, query: Annotated[PageQuery, Query()]) -> Response:
        return site.json(request, lambda reading: values.agency(reading, find_agency(reading.tx, agency_id)))

    @app.get("/api/reports/{agency_id}/{report_year:int}")
    def report(request: Request, agency_id: str, report_year: int, query: Annotated[ReportQuery, Query()]) -> Response:
        def build(reading: Reading) -> object:
            detail = find_report(reading.tx, agency_id, report_year)
            return values.report(reading, detail, chosen_version(detail, query.version), report_year)

        return site.json(request, build)

    @app.get("/api/incidents")
    def incidents(request: Request, query: Annotated[IncidentsQuery, Query()]) -> Response:
        return site.json(request, lambda reading: values.incidents(view_incidents(reading.tx, query)))

    @app.get("/api/deliveries")
    def deliveries(request: Request, query: Annotated[DeliveriesQuery, Query()]) -> Response:
        return site.json(request, lambda reading: values.deliveries(view_deliveries(reading.tx, query)))

    @app.get("/api/waivers")
    def waivers(request: Request, query: Annotated[PageQuery, Query()]) -> Response:
        return site.json(request, values.waivers)

    @app.get("/api/counts")
    def counts(request: Request, query: Annotated[CountsQuery, Query()]) -> Response:
        return site.json(request, lambda reading: values.counts(reading, query))
