"""Whole reports in every format and layout, with the mistakes of real ones: `python -m tests.generator`."""
