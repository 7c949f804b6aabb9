"""Paper: a slip becomes lines, lines become bytes, pictures or pages, and a queue brings them to a printer.

`slip` says what stands on the paper, `layout` where; `text`, `escpos`, `screen` and `pdf` draw the same
lines; `printers` know the devices and `spool` keeps one worker a printer busy. Nothing in here knows a
record, a session or a window.
"""
