"""Great circles and the round-trip time that light in fibre cannot beat."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
"Mean Earth radius (IUGG)"
FIBRE_INDEX = 1.468
"Group refractive index of G.652 fibre at 1550 nm"
LIGHT_KM_PER_MS = 299.792458


@dataclass(frozen=True)
class Place:
    """A point on Earth in degrees, north and east positive."""

    latitude: float
    longitude: float


def great_circle_km(a: Place, z: Place) -> float:
    """Length of the shortest arc between two places in kilometres (haversine)."""
    lat_a, lat_z = radians(a.latitude), radians(z.latitude)
    half_lat = sin((lat_z - lat_a) / 2)
    half_lon = sin(radians(z.longitude - a.longitude) / 2)
    h = half_lat**2 + cos(lat_a) * cos(lat_z) * half_lon**2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, h)))


def rtt_floor_us(length_km: float) -> int:
    """Least possible round-trip time over `length_km` of fibre, in microseconds, rounded up."""
    return ceil(2 * length_km * FIBRE_INDEX / LIGHT_KM_PER_MS * 1000)
