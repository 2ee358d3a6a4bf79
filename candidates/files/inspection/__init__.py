"""Opens and rewrites one file in a process of its own: `python -m candidates.files.inspection`.

Nothing in here imports Django, so that the process starts fast and holds no secrets.
"""
