"""A Document as read, turned into an AnnualReport as understood."""

from __future__ import annotations

from reports.model import AnnualReport, Document, TableKey


def extract(
    document: Document, *, url: str | None = None, agency: str | None = None, report_year: int | None = None
) -> AnnualReport:
    """Return the annual report that the document holds; what could not be read stands in `problems`, never as zeros.

    `agency` and `report_year` are what the caller already knows (the roll, the command line): they fill what the document
    does not say. Never raises for a document that a reader returned.
    """
    return AnnualReport(
        form=None, title=None, agency=agency, report_year=report_year, published=None, dates=(), period=None,
        sections=(), tables=dict.fromkeys(TableKey),
    )
