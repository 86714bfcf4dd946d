"""The face of Duban: its command line, its settings and the demonstration."""

__version__ = "0.1.0"
