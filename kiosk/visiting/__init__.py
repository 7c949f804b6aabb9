"""Visiting 访客与住宿: what visits, nights, announcements, keys and escorts share, written once.

The hours of the house (`hours`), the papers it accepts by day and by night (`papers`), and whom it does not admit
(`barred`). Services import from here; none of them imports another one.
"""
