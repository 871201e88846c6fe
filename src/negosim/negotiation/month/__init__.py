"""What happens in a month: who meets, how a text changes, who votes, what becomes of a decision (mois)."""
