"""Belletje: the flight simulator and call desk for people who phone prospects they have never spoken to."""

__version__ = "0.1.0"
