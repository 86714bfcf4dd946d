"""Waivers: kept with who, why and until when; ended or run out, they stay as history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime

import sqlalchemy as sa

from reports.obligations import day_of
from reports.rules.lookup import rules_by_code
from reports.waivers import STATUTORY, Body, Waiver, WaiverScope
from storage import duties, versions
from storage.errors import NoSuchRow, Refused
from storage.rows import to_record
from storage.schema import agencies, findings, waivers

LONGEST_NAME, LONGEST_REASON = 100, 2_000
YEARS = range(2000, 2201)
BATCH = 200


def add(
    tx: sa.Connection,
    *,
    code: str,
    scope: WaiverScope,
    scope_id: str,
    reason: str,
    author: str,
    expires_on: date,
    now: datetime,
    year_from: int | None = None,
    year_to: int | None = None,
) -> Waiver:
    """Return the waiver, now in force; every duty with a finding that it covers is to be judged again.

    Raises Refused with the sentence why: an unknown rule or scope, a statutory duty, no reason or author, a day that
    is over, years the wrong way round.
    """
    reason, author = reason.strip(), author.strip()
    _check_rule(code)
    _check_scope(tx, scope, scope_id)
    _check_words(reason, author)
    _check_years(year_from, year_to)
    if expires_on < day_of(now):
        raise Refused("有效期已经过了，请写今天或以后的日期。", "That day is over: the expiry is today or later.")
    row = tx.execute(
        sa.insert(waivers)
        .values(
            code=code,
            scope=scope,
            scope_id=scope_id,
            year_from=year_from,
            year_to=year_to,
            reason=reason,
            author=author,
            created_at=now,
            expires_on=expires_on,
        )
        .returning(waivers)
    ).one()
    waiver = to_record(Waiver, row)
    _have_judged(tx, waiver, now)
    return waiver


def end(tx: sa.Connection, *, waiver_id: int, author: str, now: datetime) -> Waiver:
    """Return the waiver, ended now by that person; what it covered counts again. Raises NoSuchRow and Refused."""
    author = author.strip()
    if not author or not author.isprintable() or len(author) > LONGEST_NAME:
        raise Refused("请写明是谁终止的（姓名或岗位）。", "Say who ends it: a name or a post.")
    waiver = get(tx, waiver_id=waiver_id)
    if not waiver.is_valid(now):
        raise Refused(f"豁免 {waiver_id} 已经失效，不用再终止。", f"Waiver {waiver_id} is over already.")
    row = tx.execute(
        sa.update(waivers).where(waivers.c.id == waiver_id).values(ended_at=now, ended_by=author).returning(waivers)
    ).one()
    ended = to_record(Waiver, row)
    _have_judged(tx, ended, now)
    return ended


def get(tx: sa.Connection, *, waiver_id: int) -> Waiver:
    """Return the waiver; raises NoSuchRow."""
    row = tx.execute(sa.select(waivers).where(waivers.c.id == waiver_id)).one_or_none()
    if row is None:
        raise NoSuchRow("waiver", waiver_id)
    return to_record(Waiver, row)


def valid(tx: sa.Connection, *, now: datetime) -> tuple[Waiver, ...]:
    """Return the waivers in force at that moment, the oldest first."""
    query = sa.select(waivers).where(waivers.c.expires_on >= day_of(now)).order_by(waivers.c.id)
    return tuple(waiver for row in tx.execute(query) if (waiver := to_record(Waiver, row)).is_valid(now))


def everything(tx: sa.Connection) -> tuple[Waiver, ...]:
    """Return every waiver there ever was, the newest first."""
    return tuple(to_record(Waiver, row) for row in tx.execute(sa.select(waivers).order_by(waivers.c.id.desc())))


def covered(tx: sa.Connection, waiver: Waiver) -> int:
    """Return how many findings that are open now the waiver speaks of."""
    return sum(number for _, _, number in _duties_of(tx, waiver))


def bodies_of(tx: sa.Connection, agency_ids: Collection[str], valid: Iterable[Waiver]) -> dict[str, Body]:
    """Return where each of the agencies stands; the bodies above it only where a waiver asks for them."""
    with_groups = any(waiver.scope is WaiverScope.GROUP for waiver in valid)
    query = sa.select(agencies.c.id, agencies.c.jurisdiction, agencies.c.parent)
    if not with_groups:
        query = query.where(agencies.c.id.in_(agency_ids))
    rows = {row.id: row for row in tx.execute(query)}
    parents = {row.id: row.parent for row in rows.values()}
    return {
        agency_id: Body(
            agency_id, rows[agency_id].jurisdiction, frozenset(_upward(agency_id, parents)) if with_groups else ()
        )
        for agency_id in agency_ids
    }


def _upward(agency_id: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    """Yield the agency and every body above it; a circle in the roll ends where it began."""
    seen: set[str] = set()
    above: str | None = agency_id
    while above is not None and above not in seen:
        seen.add(above)
        yield above
        above = parents.get(above)


def _have_judged(tx: sa.Connection, waiver: Waiver, now: datetime) -> None:
    """Have every duty judged now of whose open findings the waiver speaks."""
    versions.bump(tx)
    spoken_of = [(agency_id, year) for agency_id, year, _ in _duties_of(tx, waiver)]
    for start in range(0, len(spoken_of), BATCH):
        duties.touch_each(tx, duties_of=spoken_of[start : start + BATCH], at=now)


def _duties_of(tx: sa.Connection, waiver: Waiver) -> Iterator[tuple[str, int, int]]:
    """Yield (agency, report year, number of open findings) of every duty that the waiver speaks of."""
    query = (
        sa.select(findings.c.agency_id, findings.c.report_year, sa.func.count().label("number"))
        .join(agencies, agencies.c.id == findings.c.agency_id)
        .where(findings.c.code == waiver.code, findings.c.closed_at.is_(None))
        .group_by(findings.c.agency_id, findings.c.report_year)
        .order_by(findings.c.agency_id, findings.c.report_year)
    )
    match waiver.scope:
        case WaiverScope.AGENCY:
            query = query.where(findings.c.agency_id == waiver.scope_id)
        case WaiverScope.JURISDICTION:
            query = query.where(agencies.c.jurisdiction == waiver.scope_id)
        case WaiverScope.GROUP:
            pass
    rows = tx.execute(query).all()
    bodies = bodies_of(tx, {row.agency_id for row in rows}, [waiver])
    for row in rows:
        if waiver.covers(waiver.code, bodies[row.agency_id], row.report_year):
            yield row.agency_id, row.report_year, row.number


def _check_rule(code: str) -> None:
    rule = rules_by_code().get(code)
    if rule is None:
        raise Refused(f"没有编号为 {code} 的规则，请看 duban rules。", f"There is no rule {code}: see duban rules.")
    if rule.statutory:
        raise Refused(STATUTORY.zh.format(code=code), STATUTORY.en.format(code=code))


def _check_scope(tx: sa.Connection, scope: WaiverScope, scope_id: str) -> None:
    column = agencies.c.jurisdiction if scope is WaiverScope.JURISDICTION else agencies.c.id
    below = agencies.c.parent == scope_id if scope is WaiverScope.GROUP else sa.false()
    known = tx.execute(sa.select(agencies.c.id).where((column == scope_id) | below).limit(1)).one_or_none()
    if known is None:
        raise Refused(
            f"名录中没有 {scope_id}，请用 duban agencies list 查看代号。",
            f"{scope_id} is not in the roll: see duban agencies list.",
        )


def _check_words(reason: str, author: str) -> None:
    if not reason or not author or not author.isprintable():
        raise Refused("豁免要写明理由和决定人。", "A waiver needs its reason and who decided it.")
    if len(author) > LONGEST_NAME or len(reason) > LONGEST_REASON:
        raise Refused(
            f"姓名不超过 {LONGEST_NAME} 字，理由不超过 {LONGEST_REASON} 字，请缩短。",
            f"At most {LONGEST_NAME} characters for the name and {LONGEST_REASON} for the reason.",
        )


def _check_years(year_from: int | None, year_to: int | None) -> None:
    given = [year for year in (year_from, year_to) if year is not None]
    if any(year not in YEARS for year in given) or given != sorted(given):
        raise Refused("报告年度范围不对：应为起、止两个年度，起不晚于止。", "The years are first and last, in order.")
