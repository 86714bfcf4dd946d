"""The counts of the front page: always those of the duties themselves."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.states import Content, Timeliness
from storage import agencies, duties, overview
from storage.duty_counting import recount
from storage.schema import duty_counts
from storage.session import Database
from tests.storage.rolls import AT, import_roll, roll_text, with_agencies
from tests.storage.world import settle


def _live(tx: sa.Connection) -> Counter[tuple[str, int, Timeliness, Content | None]]:
    every = (duty for agency in agencies.all_agencies(tx) for duty in duties.of_agency(tx, agency_id=agency.id))
    return Counter((d.jurisdiction, d.report_year, d.timeliness, d.content) for d in every)


def _kept(tx: sa.Connection) -> Counter[tuple[str, int, Timeliness, Content | None]]:
    return Counter(
        {(c.jurisdiction, c.report_year, c.timeliness, c.content): c.duties for c in overview.state_counts(tx)}
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a1", "a2", "a3"]), st.sampled_from(Timeliness), st.sampled_from([None, *Content])),
        max_size=8,
    )
)
def test_the_kept_counts_are_those_of_the_duties_after_any_changes(
    database: Database, changes: list[tuple[str, Timeliness, Content | None]]
) -> None:
    with database.write() as tx:
        import_roll(tx, roll_text(3, watch_from=2024))

    for agency_id, timeliness, content in changes:
        with database.write() as tx:
            settle(tx, agency_id, timeliness, content, at=AT)

    with database.read() as tx:
        assert _kept(tx) == _live(tx)


def test_counting_anew_gives_the_same_counts(database: Database) -> None:
    with_agencies(database, 3, watch_from=2024)
    with database.write() as tx:
        settle(tx, "a1", Timeliness.LATE, Content.FINDINGS, at=AT)

    with database.write() as tx:
        kept = _kept(tx)
        recount(tx)

        assert _kept(tx) == kept
        assert all(row.duties > 0 for row in tx.execute(sa.select(duty_counts)))
