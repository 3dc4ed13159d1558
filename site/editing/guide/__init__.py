"""The guide for editors, inside the editor: one page of chapters, each a template of its own in each language.

Its pictures are taken by the browser tests (`make guide`), so they show the editor as it is.
"""
