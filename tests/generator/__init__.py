"""Whole reports in every format and layout, with the mistakes of real ones, read and compared: `python -m tests.generator`."""
