"""The practice estate 练习小区: made-up people, three weeks of their history, and the scripted day.

`estate` says who lives there (pure, from a seed), `fill` brings it into an empty desk, `history` plays the
weeks before, `day` plays a day for `kiosk day`, `screens` takes its pictures. No person, no telephone
number and no estate in here is real.
"""
