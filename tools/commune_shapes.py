"""The shapes of communes: well-known binary (WKB) in, centroids, areas and neighbours out.

Only what `build_territories.py` needs: multipolygons in longitude and latitude (WGS 84), as in IGN's
ADMIN EXPRESS. Two communes are neighbours when they share an edge (the same two successive vertices).
"""

from __future__ import annotations

import math
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise

import numpy as np

Ring = np.ndarray
Polygon = list[Ring]

MULTIPOLYGON, POLYGON = 6, 3
MEAN_RADIUS_KM = 6371.0088
EQUATORIAL_RADIUS_KM, ECCENTRICITY2 = 6378.137, 0.00669437999014


def multipolygon(wkb_hex: str) -> list[Polygon]:
    """The polygons of a little-endian WKB multipolygon, each a list of rings of shape [V, 2] (lon, lat)."""
    data, at = bytes.fromhex(wkb_hex), 0

    def header(expected: int) -> int:
        nonlocal at
        order, kind, count = struct.unpack_from("<BII", data, at)
        if (order, kind) != (1, expected):
            raise ValueError(f"unexpected geometry {kind} (byte order {order})")
        at += 9
        return count

    polygons = []
    for _ in range(header(MULTIPOLYGON)):
        rings = []
        for _ in range(header(POLYGON)):
            (size,) = struct.unpack_from("<I", data, at)
            rings.append(np.frombuffer(data, "<f8", 2 * size, at + 4).reshape(-1, 2))
            at += 4 + 16 * size
        polygons.append(rings)
    return polygons


def point(wkb_hex: str) -> tuple[float, float]:
    """The longitude and latitude of a little-endian WKB point."""
    return struct.unpack("<dd", bytes.fromhex(wkb_hex)[5:])


def earth_km(lon: float, lat: float) -> tuple[float, float, float]:
    """A place seen from the centre of a spherical Earth, in km (to the metre)."""
    across, up = math.radians(lon), math.radians(lat)
    around = MEAN_RADIUS_KM * math.cos(up)
    place = (around * math.cos(across), around * math.sin(across), MEAN_RADIUS_KM * math.sin(up))
    return round(place[0], 3), round(place[1], 3), round(place[2], 3)


def km_per_degree(lat: float) -> tuple[float, float]:
    """Kilometres in one degree of longitude and of latitude on the WGS 84 ellipsoid at `lat` degrees."""
    sine, cosine = math.sin(math.radians(lat)), math.cos(math.radians(lat))
    flat = 1 - ECCENTRICITY2 * sine * sine
    normal = EQUATORIAL_RADIUS_KM / math.sqrt(flat)
    meridian = EQUATORIAL_RADIUS_KM * (1 - ECCENTRICITY2) / flat**1.5
    return math.radians(1) * normal * cosine, math.radians(1) * meridian


def area_and_centroid(polygons: Iterable[Polygon]) -> tuple[float, float, float]:
    """Area in km2 and centroid (lon, lat) in degrees; holes count negatively (shoelace formula, per ring)."""
    area = moment_lon = moment_lat = 0.0
    for rings in polygons:
        for position, ring in enumerate(rings):
            origin = ring[0]
            per_lon, per_lat = km_per_degree(float(ring[:, 1].mean()))
            x, y = (ring[:, 0] - origin[0]), (ring[:, 1] - origin[1])
            cross = x[:-1] * y[1:] - x[1:] * y[:-1]
            signed = cross.sum() / 2
            if signed == 0:
                continue
            size = abs(signed) * per_lon * per_lat * (1 if position == 0 else -1)
            area += size
            moment_lon += size * (origin[0] + ((x[:-1] + x[1:]) * cross).sum() / (6 * signed))
            moment_lat += size * (origin[1] + ((y[:-1] + y[1:]) * cross).sum() / (6 * signed))
    return float(area), float(moment_lon / area), float(moment_lat / area)


def neighbours(shapes: Mapping[str, list[Polygon]], group: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Sorted triples (group, a, b), a < b: communes of one group that share at least one edge."""
    owners: dict[tuple[bytes, bytes], set[str]] = defaultdict(set)
    for code, polygons in shapes.items():
        for ring in (ring for rings in polygons for ring in rings):
            vertices = [vertex.tobytes() for vertex in ring]
            for start, end in pairwise(vertices):
                owners[min(start, end), max(start, end)].add(code)
    pairs = {
        (group[a], a, b)
        for codes in owners.values()
        if len(codes) > 1
        for a, b in combinations(sorted(codes), 2)
        if a in group and group[a] == group.get(b)
    }
    return sorted(pairs)
