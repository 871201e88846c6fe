"""The tool that builds the tables: shapes."""

from __future__ import annotations

import struct
from pathlib import Path

import commune_shapes as shapes
import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def wkb(*polygons):
    data = struct.pack("<BII", 1, 6, len(polygons))
    for rings in polygons:
        data += struct.pack("<BII", 1, 3, len(rings))
        for ring in rings:
            data += struct.pack("<I", len(ring)) + b"".join(struct.pack("<dd", *point) for point in ring)
    return data.hex()


def square(lon, lat, side=0.1):
    return [(lon, lat), (lon + side, lat), (lon + side, lat + side), (lon, lat + side), (lon, lat)]


def test_a_square_on_the_equator():
    area, lon, lat = shapes.area_and_centroid(shapes.multipolygon(wkb([square(10.0, 0.0)])))
    assert area == pytest.approx(11.132 * 11.0574, rel=1e-4)
    assert (lon, lat) == (pytest.approx(10.05), pytest.approx(0.05))


def test_a_hole_and_a_second_part():
    whole = wkb([square(2.0, 46.0), square(2.02, 46.02, 0.06)], [square(2.2, 46.0)])
    area, lon, _ = shapes.area_and_centroid(shapes.multipolygon(whole))
    one, _, _ = shapes.area_and_centroid(shapes.multipolygon(wkb([square(2.0, 46.0)])))
    assert area == pytest.approx(one * (2 - 0.36), rel=1e-3)
    assert lon == pytest.approx((0.64 * 2.05 + 2.25) / 1.64, abs=1e-3)


def test_neighbours_share_an_edge_not_a_corner():
    places = {"a": (0.0, 0.0), "b": (1.0, 0.0), "c": (1.0, 1.0), "d": (0.0, 1.0), "e": (2.0, 0.0)}
    result = shapes.neighbours(
        {code: shapes.multipolygon(wkb([square(*at, 1.0)])) for code, at in places.items()},
        {"a": "X", "b": "X", "c": "X", "d": "X", "e": "Y"},
    )
    assert result == [("X", "a", "b"), ("X", "a", "d"), ("X", "b", "c"), ("X", "c", "d")]


def test_another_geometry_is_refused():
    with pytest.raises(ValueError, match="unexpected geometry"):
        shapes.multipolygon(struct.pack("<BII", 1, 3, 0).hex())


def test_projected_places_are_these_places_on_the_earth():
    assert shapes.earth_km(0.0, 90.0) == (0.0, 0.0, 6371.009)
    assert shapes.point(struct.pack("<BIdd", 1, 1, 2.5, 46.5).hex()) == (2.5, 46.5)
