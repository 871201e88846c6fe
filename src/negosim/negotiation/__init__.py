"""One mandate: what it is made of, what communes want, what the DGS writes, what a month does (négociation)."""
