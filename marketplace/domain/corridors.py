"""The corridors that every installation starts with, from Lingang to where its companies trade."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.domain.geography import Place, great_circle_km, rtt_floor_us

LINGANG = Place(30.90, 121.93)


@dataclass(frozen=True)
class City:
    """A far-end city: code, names, region (ISO 3166-1), place."""

    code: str
    name_zh: str
    name_en: str
    region: str
    place: Place


CITIES = (
    City("HKG", "香港", "Hong Kong", "HK", Place(22.32, 114.17)),
    City("SIN", "新加坡", "Singapore", "SG", Place(1.35, 103.82)),
    City("TYO", "东京", "Tokyo", "JP", Place(35.68, 139.69)),
    City("FRA", "法兰克福", "Frankfurt", "DE", Place(50.11, 8.68)),
    City("LON", "伦敦", "London", "GB", Place(51.51, -0.13)),
    City("LAX", "洛杉矶", "Los Angeles", "US", Place(34.05, -118.24)),
    City("SEL", "首尔", "Seoul", "KR", Place(37.57, 126.98)),
    City("TPE", "台北", "Taipei", "TW", Place(25.03, 121.57)),
    City("MFM", "澳门", "Macau", "MO", Place(22.20, 113.54)),
    City("AMS", "阿姆斯特丹", "Amsterdam", "NL", Place(52.37, 4.90)),
    City("DXB", "迪拜", "Dubai", "AE", Place(25.20, 55.27)),
    City("SYD", "悉尼", "Sydney", "AU", Place(-33.87, 151.21)),
)


def corridor_values(city: City) -> dict[str, object]:
    """Column values of the corridor from Lingang to `city`, computed by geography."""
    length_km = great_circle_km(LINGANG, city.place)
    return {
        "code": f"SHA-{city.code}",
        "a_city_zh": "上海临港",
        "a_city_en": "Shanghai Lingang",
        "z_city_zh": city.name_zh,
        "z_city_en": city.name_en,
        "z_region": city.region,
        "a_latitude": LINGANG.latitude,
        "a_longitude": LINGANG.longitude,
        "z_latitude": city.place.latitude,
        "z_longitude": city.place.longitude,
        "length_km": round(length_km, 1),
        "rtt_floor_us": rtt_floor_us(length_km),
    }
