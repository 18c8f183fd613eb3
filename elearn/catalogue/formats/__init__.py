"""The course pack, format 1: a folder of plain files, read, checked, compiled and written back."""
