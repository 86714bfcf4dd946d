"""Answers when something is wrong: in plain words, with what to do, as a page or as JSON."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from status.guard import METHODS, SECURITY_HEADERS
from status.missing import NotHere
from status.site import Site
from status.words import N_
from storage.errors import ArchiveDamaged, ArchiveMissing, DatabaseBusy

logger = logging.getLogger(__name__)

LONGEST_VALUE_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong and what to do, as source strings."""

    heading: str
    sentence: str
    advice: str


TROUBLES: Mapping[int, Trouble] = {
    403: Trouble(
        N_("没有记录"),
        N_("浏览器没有说明这次提交来自本页，为防止其他网站借您的浏览器提交，没有记录。"),
        N_("请从本页重新打开疑点，再提交一次；若仍出现，请维护人员检查 page.public_url 与代理服务器的设置。"),
    ),
    404: Trouble(
        N_("没有这个页面"),
        N_("这个网址下没有内容。"),
        N_("请检查网址，或从总表重新进入。"),
    ),
    405: Trouble(
        N_("只能查看"),
        N_("本页只供查看，不接受提交或修改。"),
        N_("修改名录、确认情况等操作请在命令行使用 duban。"),
    ),
    413: Trouble(
        N_("内容过长"),
        N_("提交的内容过长，没有记录。"),
        N_("请缩短说明后再提交一次。"),
    ),
    421: Trouble(
        N_("网址中的主机名不对"),
        N_("本页只在本机地址或设置中的 page.public_url 下提供，以防其他网站借浏览器读取。"),
        N_("请改用 http://127.0.0.1 打头的网址，或请维护人员在 duban.toml 中设置 page.public_url。"),
    ),
    422: Trouble(
        N_("网址中的参数有误"),
        N_("网址中有无法识别的参数，因此没有查询。"),
        N_("请使用页面上的链接和筛选项，或从总表重新进入。"),
    ),
    500: Trouble(
        N_("页面出错"),
        N_("生成页面时出现程序错误，已写入日志；监测和提醒不受影响。"),
        N_("请稍后重试；若仍出现，请把网址和时间告诉维护人员。"),
    ),
    503: Trouble(
        N_("暂时无法读取数据"),
        N_("数据库或归档暂时无法读取。"),
        N_("请稍后刷新；若持续出现，请维护人员运行 duban doctor 检查。"),
    ),
}


def answer(
    site: Site,
    request: Request,
    status: int,
    *,
    sentence: str | None = None,
    details: tuple[str, ...] = (),
) -> Response:
    """Return the page, or under /api/ the JSON, that says what is wrong; `sentence` and `details` are translated."""
    page = site.page(request)
    gettext = site.gettext(page.language)
    trouble = TROUBLES[status]
    said = gettext(trouble.sentence) if sentence is None else sentence
    # The outermost error handling stands outside the guard, so these answers carry the headers themselves.
    headers = {**SECURITY_HEADERS, "Cache-Control": "no-store"}
    if status == 405:
        headers["Allow"] = ", ".join(METHODS)
    if request.url.path.startswith("/api/") or request.url.path == "/healthz":
        body = {"error": said, "advice": gettext(trouble.advice), "details": list(details)}
        return JSONResponse(body, status_code=status, headers=headers)
    text = site.render(
        "error.html",
        page,
        heading=gettext(trouble.heading),
        sentence=said,
        advice=gettext(trouble.advice),
        details=details,
        status=status,
    )
    return HTMLResponse(text, status_code=status, headers=headers)


def install(app: FastAPI, site: Site) -> None:
    """Make the application answer every error in plain words."""

    def not_here(request: Request, error: Exception) -> Response:
        assert isinstance(error, NotHere)
        gettext = site.gettext(site.page(request).language)
        return answer(site, request, 404, sentence=gettext(error.message) % error.values)

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return answer(site, request, error.status_code if error.status_code in TROUBLES else 404)

    def parameters(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        gettext = site.gettext(site.page(request).language)
        details = tuple(
            gettext(message) % {"name": name, "value": value} for message, name, value in wrong_parameters(error)
        )
        return answer(site, request, 422, details=details)

    def unreadable(request: Request, error: Exception) -> Response:
        logger.warning("page_data_unreadable path=%s error=%s", request.url.path, error)
        return answer(site, request, 503)

    def crash(request: Request, error: Exception) -> Response:
        return answer(site, request, 500)

    app.add_exception_handler(NotHere, not_here)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, parameters)
    for kind in (OperationalError, DatabaseBusy, ArchiveMissing, ArchiveDamaged):
        app.add_exception_handler(kind, unreadable)
    app.add_exception_handler(Exception, crash)


def wrong_parameters(error: RequestValidationError) -> Iterator[tuple[str, str, str]]:
    """Yield (source string, parameter, its value) for every parameter that was not understood."""
    for fault in error.errors():
        name = str(fault["loc"][-1])
        value = str(fault.get("input", ""))
        if len(value) > LONGEST_VALUE_SHOWN:
            value = value[:LONGEST_VALUE_SHOWN] + "…"
        if fault["type"] == "extra_forbidden":
            yield N_("没有名为“%(name)s”的参数。"), name, value
        else:
            yield N_("参数“%(name)s”的值“%(value)s”无效。"), name, value
