"""Numbers that describe a recording, measured in a process of its own that speaks JSON.

Parselmouth is an optional extra, and the only module that knows it is `sound`. What it finds is
shown to coaches after their mark is locked; nothing else in the house may read it.
"""
