"""A page that the office uses, over findings of every kind, and ways to send its forms as a browser does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from selectolax.lexbor import LexborHTMLParser

from reports.model import Finding, Level, SectionKey, SectionSpot, TableKey, TableSpot
from status.config import Access, StatusConfig
from storage import findings
from tests.status.conftest import Served, serving
from tests.storage.world import NOW, World

A101 = "a101-sh-hezuo-2025-total"
REVIEWED, PRIVATE = "n120-sh-hezuo", "f023-sh-hezuo"
THIS_MACHINE = StatusConfig(access=Access.THIS_MACHINE)


def add_findings(world: World) -> None:
    """Put one finding that waits for its reviewer, and one for the office alone, into the small world."""
    passage = SectionSpot(SectionKey.OVERVIEW, 0, 5)
    spot = TableSpot(TableKey.APPLICATIONS, "received", "total")
    with world.database.write() as tx:
        findings.sync(
            tx,
            agency_id="sh-hezuo",
            report_year=2025,
            report_id=None,
            codes={"N120", "F023"},
            found=[
                Finding(
                    REVIEWED, "N120", Level.WARNING, "雷同的段落。", "Same text.", (passage,), None, None, "雷同", ""
                ),
                Finding(
                    PRIVATE, "F023", Level.ERROR, "号码310*55。", "Number 310*55.", (spot,), None, None, "310*55", ""
                ),
            ],
            now=NOW,
        )


@contextmanager
def office(world: World, config: StatusConfig = THIS_MACHINE) -> Iterator[Served]:
    """Yield the page as the office has it."""
    with serving(world, config) as served:
        yield served


def form_of(served: Served, path: str, ending: str, **headers: str) -> tuple[str, dict[str, str]]:
    """Return where the page's form of that ending is sent, and its hidden fields."""
    tree = LexborHTMLParser(served.get(path, **headers).text)
    (form,) = [
        form for form in tree.css("form") if (form.attributes["action"] or "").partition("?")[0].endswith(ending)
    ]
    hidden = {field.attributes["name"]: field.attributes["value"] for field in form.css("input[type=hidden]")}
    return str(form.attributes["action"]), {str(name): value or "" for name, value in hidden.items()}


def send(
    served: Served, path: str, ending: str, fields: dict[str, str], *, origin: str | None = None, **headers: str
) -> httpx.Response:
    """Return the answer to the page's form, filled in and sent from that page (or from `origin`)."""
    action, hidden = form_of(served, path, ending, **headers)
    origin = served.address if origin is None else origin
    return served.client.post(action, data=hidden | fields, headers={"origin": origin, **headers})
