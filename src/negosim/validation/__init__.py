"""Simulated probabilities beside what really happened (validation).

`outcomes` reads what happened, `features` what is known of a place without a model, `hindcast` plays, `baselines`
predict without playing, `scores` measure, `comparison` puts them side by side on the same cases. `baselines`, `scores`
and `comparison` need the extra `validate` (scikit-learn).
"""
