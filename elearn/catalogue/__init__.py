"""Course packs: their format, checks, languages and the immutable versions made of them."""
