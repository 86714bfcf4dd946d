"""What the office does on the page: it answers findings, waives, and ends waivers. The only writes of the page.

A form is taken where three things agree: it comes from the office (status.guard lets nobody else send), the browser
says that it stood on a page of ours, and it carries the mark that only such a page has. Works without script: every
form is sent whole and answered with the page it stood on.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, TypeVar
from urllib.parse import parse_qsl

import sqlalchemy as sa
from fastapi import Depends, FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reports.answers import AnswerKind
from reports.waivers import WaiverScope
from status.callers import is_same_origin, mark_of, name_of
from status.finding import FindingPage, find_finding
from status.finding_pages import Filled, finding_context, waivers_context, with_origin
from status.page import Page, address
from status.site import Site
from status.words import N_
from storage import answers, waivers
from storage.errors import NoSuchRow, Refused

LARGEST_FORM = 64 * 1024
TOO_LARGE = 413

STALE = N_("页面已经过期，没有记录。请核对下面的内容，再提交一次。")
NO_NAME = N_("代理服务器没有给出您的用户名，没有记录。请联系维护人员检查 page.user_header。")

Form = Mapping[str, str]
W = TypeVar("W", bound=StrEnum)


async def read_form(request: Request) -> Form:
    """Return the fields of the form that was sent, each once; raises HTTPException for what is none of ours."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(422)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            raise HTTPException(TOO_LARGE)
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=50, errors="strict"))
    except ValueError as error:  # bytes that are no text, or too many fields
        raise HTTPException(422) from error


def add_actions(app: FastAPI, site: Site) -> None:
    """Add the addresses that forms are sent to."""

    @app.post("/findings/{finding_id}/answer")
    def answer(request: Request, finding_id: str, form: Annotated[Form, Depends(read_form)]) -> Response:
        def write(tx: sa.Connection, by: str) -> None:
            kind = _chosen(AnswerKind, form.get("kind", ""), "请选择一种答复。", "Choose an answer.")
            note = form.get("text", "")
            answers.add(tx, finding_id=finding_id, kind=kind, author=by, note=note, now=site.now())

        return _about_finding(site, request, finding_id, form, write)

    @app.post("/findings/{finding_id}/waive")
    def waive(request: Request, finding_id: str, form: Annotated[Form, Depends(read_form)]) -> Response:
        def write(tx: sa.Connection, by: str) -> None:
            _waive(tx, find_finding(tx, site.page(request), finding_id), form, by, site)

        return _about_finding(site, request, finding_id, form, write)

    @app.post("/waivers/{waiver_id:int}/end")
    def end(request: Request, waiver_id: int, form: Annotated[Form, Depends(read_form)]) -> Response:
        def write(tx: sa.Connection, by: str) -> None:
            try:
                waivers.end(tx, waiver_id=waiver_id, author=by, now=site.now())
            except NoSuchRow as error:
                raise Refused("没有这条豁免。", "There is no such waiver.") from error

        def again(page: Page, tx: sa.Connection, name: str | None, filled: Filled) -> tuple[str, dict[str, object]]:
            return "waivers.html", waivers_context(site, tx, page, name=name, filled=filled)

        return _take(site, request, form, write, again, back="/waivers")

    _add_ways_back(app, site)


def _add_ways_back(app: FastAPI, site: Site) -> None:
    """Lead whoever opens the address of a form, say by reloading a refused one, to the page it stands on."""

    @app.get("/findings/{finding_id}/{action}")
    def from_finding(request: Request, finding_id: str, action: Literal["answer", "waive"]) -> Response:
        return _lead(site, request, f"/findings/{finding_id}")

    @app.get("/waivers/{waiver_id:int}/end")
    def from_waiver(request: Request, waiver_id: int) -> Response:
        return _lead(site, request, "/waivers")


def _lead(site: Site, request: Request, path: str) -> Response:
    page = site.page(request)
    return RedirectResponse(address(path, {}, page.language, page.default), status_code=303)


def _about_finding(
    site: Site, request: Request, finding_id: str, form: Form, write: Callable[[sa.Connection, str], None]
) -> Response:
    def again(page: Page, tx: sa.Connection, name: str | None, filled: Filled) -> tuple[str, dict[str, object]]:
        view = find_finding(tx, page, finding_id)
        return "finding.html", finding_context(site, page, view, name=name, filled=filled)

    page = site.page(request)
    with site.database.read() as tx:
        find_finding(tx, page, finding_id)  # one that is not there, or not to be shown, cannot be answered
    return _take(site, request, form, write, again, back=f"/findings/{finding_id}")


def _take(
    site: Site,
    request: Request,
    form: Form,
    write: Callable[[sa.Connection, str], None],
    again: Callable[[Page, sa.Connection, str | None, Filled], tuple[str, dict[str, object]]],
    *,
    back: str,
) -> Response:
    """Write what the form says and lead back, or show the form again with the reason; raises HTTPException (403)."""
    if not is_same_origin(request, site.config):
        raise HTTPException(403)
    page, name = site.page(request), name_of(request, site.config)
    problem = _problem(site, request, form, name, page)
    if not problem:
        try:
            with site.database.write() as tx:
                write(tx, form.get("name", "") if name is None else name)
        except Refused as refused:
            problem = refused.en if page.english else refused.zh
        else:
            return _lead(site, request, back)
    filled = Filled(
        form=request.url.path.rpartition("/")[2],
        name=form.get("name", ""),
        kind=form.get("kind", ""),
        text=form.get("text", ""),
        scope=form.get("scope", ""),
        until=form.get("until", ""),
        years=form.get("years", ""),
        problem=problem,
    )
    with site.database.read() as tx:
        template, context = again(page, tx, name, filled)
        text = site.render(template, page, health=site.health(tx, page.now), **context)
    return with_origin(HTMLResponse(text, status_code=422, headers={"Cache-Control": "no-store"}))


def _problem(site: Site, request: Request, form: Form, name: str | None, page: Page) -> str:
    """Return why the form is not to be taken, in the page's language, "" where it is."""
    gettext = site.gettext(page.language)
    if name == "":
        return gettext(NO_NAME)
    expected = mark_of(site.secret, request.url.path, name)
    if not hmac.compare_digest(form.get("mark", "").encode(), expected.encode()):
        return gettext(STALE)
    return ""


def _waive(tx: sa.Connection, view: FindingPage, form: Form, by: str, site: Site) -> None:
    stored = view.standing.stored
    scope = _chosen(WaiverScope, form.get("scope", ""), "请选择豁免的范围。", "Choose a scope.")
    offered = {choice.scope: choice.scope_id for choice in view.scopes}
    try:
        until = date.fromisoformat(form.get("until", "").strip())
    except ValueError as error:
        raise Refused("请写明有效期的最后一天。", "Give the last day of the waiver.") from error
    one_year = form.get("years", "one") == "one"
    waivers.add(
        tx,
        code=stored.finding.code,
        scope=scope,
        scope_id=offered.get(scope, stored.agency_id),
        reason=form.get("text", ""),
        author=by,
        expires_on=until,
        now=site.now(),
        year_from=stored.report_year if one_year else None,
        year_to=stored.report_year if one_year else None,
    )


def _chosen(words: type[W], text: str, zh: str, en: str) -> W:
    try:
        return words(text)
    except ValueError as error:
        raise Refused(zh, en) from error
