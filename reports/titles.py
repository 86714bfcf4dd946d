"""Is this link or page an annual report, of whom, for which year: `parse_title` for a title, `classify` for a page."""

from __future__ import annotations

from reports.classification import Classification, classify
from reports.title_reading import TitleReading, parse_title

__all__ = ["Classification", "TitleReading", "classify", "parse_title"]
