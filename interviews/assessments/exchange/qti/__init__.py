"""QTI 3 in and out: choice, inline choice, text entry, hottext, extended text, order.

Scores come from the templates match_correct and map_response, or from a key whose processing is
absent; whatever else an item does when it is answered is refused, with the reason. Text comes in
as plain text: of its markup only paragraphs and line breaks are kept.
"""
