import pytest

FAUCIGNY, BASQUE, TWO, LILLE = "200000172", "200067106", "200050532", "200093201"
CASES = [
    (FAUCIGNY, "single_text", 7),
    (FAUCIGNY, "none", 1),
    (TWO, "single_text", 0),
    (BASQUE, "single_text", 7),
    (LILLE, "process", 4),
]


@pytest.fixture(scope="session", params=CASES, ids=lambda case: "-".join(map(str, case)))
def mandate(request, mandate_of):
    return mandate_of(*request.param)
