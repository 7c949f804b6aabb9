"""Concierge desk: an offline-first kiosk for the service counter of a residential estate."""

__version__ = "0.1.0"
