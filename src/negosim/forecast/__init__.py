"""A forecast sealed before the event, and its scores afterwards (prévision scellée).

`window` says what is forecast and what is known of earlier windows, `draws` which parameters are doubted, `correction`
what selection does to a probability, `prediction` plays, `method` writes what was done, `seal` writes and verifies the
files, `scoring` judges them on what happened. `prediction` and `scoring` need the extra `validate` (scikit-learn).
"""
