"""The types of questions, one module each; `rules.register` lists them.

A module of a type holds four names: `NAME`, the word of the pack format; `CONTROL`, how a page
asks it (`radio` or `checkbox`); `most(question)`, how many choices an answer may hold; and
`score(question, chosen)`, its worth as a share of 1.
"""
