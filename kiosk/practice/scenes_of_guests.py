"""Scenes of the day with couriers, visitors, messages, keys, a guest for the night and an escort."""

import random
from datetime import timedelta

from kiosk.practice import specimen
from kiosk.practice.cartloads import parcel, waybill
from kiosk.practice.day import Day
from kiosk.practice.estate import OWNER, OWNER_UNIT
from kiosk.values import Outcome

#: Strokes of a pad that look like a hurried signature.
STROKES = "[[[8,40],[20,12],[31,44],[44,10],[52,38]],[[60,30],[72,22],[85,34],[99,20],[120,28]]]"
#: Numbers of documents that are nobody's.
_PASSPORT, _CARD = "E00000025", "11010119900307002X"


def cartload(day: Day) -> None:
    """15:48: a courier brings three; one of them is perishable. The owner of the drawings fetches hers by the waybill."""
    chance = random.Random("scenes")
    day.at(15, 48)
    batch = day.take("parcel_batch.begin", {"courier": "jd", "announced": 3}).number
    for name, more in (("欧阳静怡", {"flag": "perishable"}), ("王䶮", {}), ("诸葛清越", {"size": "2", "pieces": 2})):
        home, person = day.who(name)
        got = day.take("parcels.receive", parcel(home, person, waybill(chance, "jd"), "jd", batch=batch, **more))
        day.numbers.setdefault("parcel", got.number)
    day.at(15, 51)
    day.numbers["batch"] = batch
    day.take("parcel_batch.close", {}, batch)
    day.take("parcels.notify", {"how": "message"}, day.numbers["parcel"])


def fetched(day: Day) -> None:
    """Her parcel is found by any code of its label; so is one that nobody knew the owner of."""
    day.at(15, 53)
    reader = day.reader
    mine = next(row.number for row in reader.records("parcels") if row.unit == OWNER_UNIT)
    nobodys = next(row.number for row in reader.records("parcels") if row.state == "unmatched")
    code = next(
        str(fact.value) for line in reader.page(mine).lines for fact in line if str(fact.value).startswith("SF")
    )
    reader.close()
    day.take("parcels.release", {"ticket": code}, mine)
    home, person = day.who("上官婉清")
    day.take("parcels.match", {"unit": home.code, "party": person.name}, nobodys)


def _visit(day: Day, unit: str, name: str, document: str = _CARD, **more: object) -> Outcome:
    """Somebody comes and shows a document."""
    kind = "passport" if document == _PASSPORT else "resident"
    got = day.take("visitors.arrive", {"unit": unit, "party": name, **more})
    seen = {"kind": kind, "document": document, "agreed_copy": True}
    day.take("visitors.see_document", {**seen, "pictures": [specimen.card(name, document)]}, got.number)
    return got


def visitors(day: Day) -> None:
    """15:55: one goes in, one finds nobody at home and leaves word, one waits with his plumber's tools."""
    day.at(15, 55)
    first = _visit(day, OWNER_UNIT, "何苗", persons=2, phone="13612340718", plate="浙A7M218")
    day.take("visitors.agree_admit", {"channel": "intercom", "consent_by": OWNER}, first.number)
    day.numbers["visit"] = first.number
    home, person = day.who("欧阳静怡")
    second = _visit(day, home.code, "仇磊")
    for channel in ("intercom", "home"):
        day.take("visitors.host_called", {"channel": channel}, second.number)
    day.take("visitors.leave_word", {"for_whom": person.name, "words": "请回电，谈车位的事。"}, second.number)
    home, person = day.who("解冬梅")
    day.take(
        "visitors.arrive",
        {"unit": home.code, "party": "鲁师傅", "sort": "contractor", "company": "安居维修", "works": "换水龙头",
         "brought": "工具箱"},
    )  # fmt: skip  # one line a group reads better


def at_the_desk(day: Day) -> None:
    """15:56: one stands here whose host is rung a second time, and one is announced for the evening."""
    day.at(15, 56)
    home, person = day.who("王䶮")
    day.take(
        "announcements.announce",
        {"unit": home.code, "announced_by": person.name, "party": "林美华", "persons": 2, "plate": "浙A7M219",
         "starts": day.clock() + timedelta(hours=2)},
    )  # fmt: skip  # one line a group reads better
    home, person = day.who("上官婉清")
    number = day.numbers["calling"] = _visit(day, home.code, "Marie Dubois", _PASSPORT, phone="13612340719").number
    for channel in ("intercom", "home"):
        day.take("visitors.host_called", {"channel": channel}, number)


def escorted(day: Day) -> None:
    """18:42: an owner is away, his cat is to be fed: his letter goes out, comes back, and a clerk opens the door."""
    day.at(18, 42)
    home, person = day.who("诸葛清越")
    day.take("keys.leave", {"unit": home.code, "party": person.name, "purpose": "spare", "hook": "M-04"})
    visit = _visit(day, home.code, "闻人雨")
    number = day.numbers["escort"] = day.take("escort.ask", {"visit": visit.number, "errand": "care"}).number
    day.take("escort.print_letter", {}, number)
    day.at(18, 43)
    day.take("escort.send_letter", {"sent_by": "app"}, number)
    day.at(18, 49)
    day.take("escort.letter_back", {}, number)
    day.take("escort.accept", {"signed": True}, number)
    day.at(18, 50)
    day.take("escort.go_up", {"minder": "security"}, number)
    day.at(18, 55)
    day.take("escort.opened", {}, number)
    day.at(18, 57)
    day.take("visitors.leave", {}, visit.number)
    day.take("escort.lock_up", {"minder": "security"}, number)
    day.at(19, 1)
    day.take("escort.locked", {}, number)


def key_left(day: Day) -> None:
    """18:20: the owner of the drawings entrusts a key while her home is empty."""
    day.at(18, 20)
    answers = {"unit": OWNER_UNIT, "party": OWNER, "purpose": "vacant", "hook": "A-17", "signature": STROKES}
    day.numbers["key"] = day.take("keys.leave", answers).number


def gone_home(day: Day) -> None:
    """18:40: the visitors leave, both of them; whose host was not reached goes home."""
    day.at(18, 40)
    day.take("visitors.leave", {}, day.numbers["visit"])
    day.take("visitors.turn_away", {"away": "unreached"}, day.numbers["calling"])


def night(day: Day) -> None:
    """22:40: a resident brings a guest for the night and signs; foreigners are told to register within 24 hours."""
    day.at(22, 40)
    home, person = day.who("令狐望舒")
    answers = {
        "unit": home.code, "party": "Emma Lindqvist", "came_as": "none", "host": person.name, "owner_here": True,
        "paper": "passport", "document": _PASSPORT, "paper_copied": True,
        "sex": "f", "nation": "Sweden", "owner_signature": STROKES,
    }  # fmt: skip  # one line a group reads better
    day.numbers["night"] = day.take("overnight.register", answers).number


def morning(day: Day) -> None:
    """Monday 09:40: the guest checks out; the message is delivered into the resident's own hand."""
    day.at(9, 40, days=1)
    day.take("overnight.check_out", {}, day.numbers["night"])
    reader = day.reader
    [word] = [row for row in reader.records("messages") if row.party == "欧阳静怡"]
    reader.close()
    day.take("messages.deliver", {}, word.number)
