"""The estate 住户档案: units, who lives in them, whom to call, who may collect, and notes on a unit.

PROCEDURES FIL has the rules. The household's papers are `services/estate_file`, the printed register
`services/estate_register`, the month's repair vouchers `services/estate_month`.
"""

from kiosk.services.estate import lists, notes, people, register
from kiosk.services.estate.kept import service

__all__ = ["lists", "notes", "people", "register", "service"]
