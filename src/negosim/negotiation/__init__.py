"""One mandate: its state, the behaviour of communes, the drafts of the DGS, the steps of a month (négociation)."""
