"""Pure decisions of certification: the number, the statement and the script of a name."""
