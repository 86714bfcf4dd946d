"""How findings stand: each with its answers and the waiver that covers it, weighed at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from reports.answers import Answer, Standing, weigh
from reports.rules.lookup import audience_of, rules_by_code
from reports.rules.rule import Audience
from reports.waivers import Body, Waiver, covering
from storage import findings, waivers
from storage.records import ListedFinding, StandingFinding, StoredFinding
from storage.rows import to_record
from storage.schema import answers

BATCH = 200


def get(tx: sa.Connection, *, finding_id: str, now: datetime) -> StandingFinding:
    """Return the finding as it stands; raises NoSuchRow."""
    return weighed(tx, [findings.get(tx, finding_id=finding_id)], now=now)[0]


def of_duty(
    tx: sa.Connection, *, agency_id: str, report_year: int, now: datetime, open_only: bool = False
) -> tuple[StandingFinding, ...]:
    """Return the duty's findings as they stand, by code, open ones first."""
    found = findings.of_duty(tx, agency_id=agency_id, report_year=report_year, open_only=open_only)
    return weighed(tx, found, now=now)


def open_of_agency(tx: sa.Connection, *, agency_id: str, now: datetime) -> tuple[StandingFinding, ...]:
    """Return the agency's open findings as they stand, the newest year first."""
    return weighed(tx, findings.open_of_agency(tx, agency_id=agency_id), now=now)


def weighed(tx: sa.Connection, found: Sequence[StoredFinding], *, now: datetime) -> tuple[StandingFinding, ...]:
    """Return each of the findings as it stands."""
    if not found:
        return ()
    said = _said(tx, [each.finding.id for each in found])
    valid = waivers.valid(tx, now=now)
    bodies = waivers.bodies_of(tx, {each.agency_id for each in found}, valid) if valid else {}
    return tuple(_standing(each, said, valid, bodies, now) for each in found)


def listed(
    tx: sa.Connection,
    *,
    now: datetime,
    limit: int,
    standings: Collection[Standing] = (Standing.COUNTS,),
    jurisdiction: str | None = None,
    agency_id: str | None = None,
    report_year: int | None = None,
    code: str | None = None,
) -> tuple[ListedFinding, ...]:
    """Return up to `limit` findings that stand so, the newest year first, then in the order of the roll."""
    chosen: list[ListedFinding] = []
    wanted = set(standings)
    codes = _codes_of(tx, wanted, now) if code is None else {code}
    pages = findings.pages(
        tx,
        size=BATCH,
        closed=(wanted == {Standing.CLOSED}) if Standing.CLOSED not in wanted or len(wanted) == 1 else None,
        answered=wanted == {Standing.ANSWERED},
        codes=codes,
        jurisdiction=jurisdiction,
        agency_id=agency_id,
        report_year=report_year,
    )
    for page in pages:
        standing = weighed(tx, [stored for _, _, stored in page], now=now)
        for (name, place, _), each in zip(page, standing, strict=True):
            if each.standing in standings:
                chosen.append(ListedFinding(name, place, each))
                if len(chosen) == limit:
                    return tuple(chosen)
    return tuple(chosen)


def _codes_of(tx: sa.Connection, standings: Collection[Standing], now: datetime) -> set[str] | None:
    """Return the only rules whose findings can stand so, None where any may: a few of them are found fast then."""
    if standings == {Standing.AWAITS_REVIEW}:
        return {code for code, rule in rules_by_code().items() if rule.audience is Audience.REVIEWED}
    if standings == {Standing.WAIVED}:
        return {waiver.code for waiver in waivers.valid(tx, now=now)}
    return None


def _said(tx: sa.Connection, finding_ids: Collection[str]) -> Mapping[str, tuple[Answer, ...]]:
    """Return the answers of each of the findings, oldest first; a finding without any has no entry."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for row in tx.execute(sa.select(answers).where(answers.c.finding_id.in_(finding_ids)).order_by(answers.c.id)):
        found[row.finding_id].append(to_record(Answer, row))
    return {finding_id: tuple(given) for finding_id, given in found.items()}


def _standing(
    stored: StoredFinding,
    said: Mapping[str, tuple[Answer, ...]],
    valid: Sequence[Waiver],
    bodies: Mapping[str, Body],
    now: datetime,
) -> StandingFinding:
    finding = stored.finding
    audience = audience_of(finding.code)
    given = said.get(finding.id, ())
    waiver = covering(valid, finding.code, bodies[stored.agency_id], stored.report_year, now=now) if valid else None
    return StandingFinding(
        stored=stored,
        audience=audience,
        answers=given,
        waiver=waiver,
        weighed=weigh(
            finding,
            audience,
            opened_at=stored.opened_at,
            closed=stored.closed_at is not None,
            answers=given,
            waiver=waiver,
        ),
    )
