"""`python -m duban` and the installed command `duban`."""

from __future__ import annotations

import sys

from duban.cli import run


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
