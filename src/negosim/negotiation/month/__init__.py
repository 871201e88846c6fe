"""What happens in a month: meetings, changes of a text, votes, and what becomes of a decision (mois)."""
