"""Pure domain: bytes of a report in, checked values out; no network, database, clock or environment."""
