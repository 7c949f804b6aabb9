"""Visiting 访客与住宿: what visits, nights, announcements, keys and escorts share, written once.

The hours of the house (`hours`), the papers it accepts by day and by night (`papers`), whom it does not admit
(`barred`), what is asked of a guest of the night (`nights`), and how many persons are inside (`inside`). Services
import from here; none of them imports another one.
"""
