"""`kiosk bench`: how long things take with a million records, each beside its raw equivalent in the same run.

The figures are for reading, never for passing or failing (RELIABILITY, Fast): docs/performance.md says what
they mean. The big folder is made once for a size and a seed; every run works on a copy of it.
"""

from kiosk.bench.run import bench

__all__ = ["bench"]
