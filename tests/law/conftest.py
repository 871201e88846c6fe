"""The real councils of 2020."""

from __future__ import annotations

from collections import defaultdict

import pytest


@pytest.fixture(scope="session")
def councils_of_2020(reference_rows):
    """The row of each intercommunality with the rows of its communes, by SIREN; test skipped where they are absent."""
    communes = defaultdict(list)
    for row in reference_rows("seats/communes_seats_2020.csv.gz"):
        communes[row["epci"]].append(row)
    councils = {row["siren"]: row for row in reference_rows("seats/epci_seats_2020.csv.gz")}
    return {siren: (councils[siren], rows) for siren, rows in communes.items() if siren in councils}
