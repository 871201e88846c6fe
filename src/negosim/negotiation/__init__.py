"""The moving model: a mandate of an intercommunality, month by month (négociation)."""
