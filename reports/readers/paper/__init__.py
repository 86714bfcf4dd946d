"""Pages of paper, whatever drew them: characters and rules with their boxes become blocks of text and grids.

PDF, OFD and scans share what stands here. Everything is in points from the top left corner of the page, upright as
a person reads it; a reader that had to turn the page says in `Sheet.place` where a box stands on the page as shown.
"""
