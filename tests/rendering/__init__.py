"""Reports rendered for the tests in every shape in which they are met; shares no code with the readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from tests.rendering import html, html_oddities, office, site, text
from tests.rendering.specimen import Specimen

RENDERERS: Mapping[str, Callable[[Specimen, Random], bytes]] = {
    "tabs.txt": text.tabs,
    "shifted-tabs.txt": text.shifted_tabs,
    "cut-tabs.txt": text.cut_tabs,
    "stripped-tabs.txt": text.stripped_tabs,
    "windows.txt": text.windows_text,
    "utf16.txt": text.utf16,
    "gb18030.txt": text.gb18030,
    "cell-per-line.txt": text.cell_per_line,
    "pipes.md": text.markdown,
    "bare-pipes.md": text.bare_pipes,
    "repeated-labels.md": text.repeated_labels,
    "damaged.md": text.damaged_markdown,
    "clean.html": html.clean,
    "blank-cells.html": html.blank_cells,
    "lost-spans.html": html.lost_spans,
    "repeated-labels.html": html.repeated_labels,
    "phantom-columns.html": html.phantom_columns,
    "head-and-body.html": html.head_and_body,
    "padded.html": html.padded,
    "divs.html": html.divs,
    "cell-per-paragraph.html": html.cell_per_paragraph,
    "preformatted.html": html.preformatted,
    "split-tables.html": html.split_tables,
    "one-table.html": html.one_table,
    "broken.html": html.broken,
    "rotated-labels.html": html.rotated_labels,
    "lying-charset.html": html.lying_charset,
    "old-charset.html": html.old_charset,
    "row-tables.html": html_oddities.row_tables,
    "inline-cells.html": html_oddities.inline_cells,
    "wrapped-cells.html": html_oddities.wrapped_cells,
    "cells-in-one-element.html": html_oddities.cells_in_one_element,
    "foot-first.html": html_oddities.foot_first,
    "broken-heads.html": html_oddities.broken_heads,
    "hidden-keys-in-script.html": html_oddities.hidden_keys_in_script,
    "word.html": office.word,
    "wps.html": office.wps,
    "site.html": site.site,
    "layout-tables.html": site.layout_tables,
}
"""By file name, so that the ending is the one that such a file would have."""
