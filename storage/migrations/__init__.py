"""The steps from one schema to the next; `python -m storage.migrations NUMBER "what changes"` drafts the next one."""
