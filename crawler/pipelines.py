"""Prints what a crawl without a database found, one JSON object a line; a crawl with one yields no items."""

from __future__ import annotations

import json
import sys
from typing import Any

from itemadapter import ItemAdapter


class PrintItems:
    """Writes each item to standard output."""

    def process_item(self, item: Any) -> Any:
        """Return the item, printed."""
        sys.stdout.write(json.dumps(ItemAdapter(item).asdict(), ensure_ascii=False) + "\n")
        return item
