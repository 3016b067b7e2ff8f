"""The simulated places: Brazilian regions and the sites that hold stock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

TOWER_OFFSET_DEGREES: Final = 0.35


class City(NamedTuple):
    """One state capital or large city; activity is its demand relative to an average city."""

    name: str
    acronym: str
    state: str
    state_code: str
    zone: str
    latitude: float
    longitude: float
    activity: float


CITIES: Final = (
    City("Salvador", "SSA", "Bahia", "BA", "Nordeste", -12.9714, -38.5014, 1.5),
    City("Recife", "REC", "Pernambuco", "PE", "Nordeste", -8.0476, -34.8770, 1.2),
    City("Fortaleza", "FOR", "Ceará", "CE", "Nordeste", -3.7319, -38.5267, 1.1),
    City("São Paulo", "SAO", "São Paulo", "SP", "Sudeste", -23.5505, -46.6333, 1.8),
    City("Belo Horizonte", "BHZ", "Minas Gerais", "MG", "Sudeste", -19.9167, -43.9345, 1.2),
    City("Rio de Janeiro", "RIO", "Rio de Janeiro", "RJ", "Sudeste", -22.9068, -43.1729, 1.4),
    City("Curitiba", "CWB", "Paraná", "PR", "Sul", -25.4284, -49.2733, 1.0),
    City("Porto Alegre", "POA", "Rio Grande do Sul", "RS", "Sul", -30.0346, -51.2177, 1.0),
    City("Brasília", "BSB", "Distrito Federal", "DF", "Centro-Oeste", -15.7939, -47.8828, 0.9),
    City("Goiânia", "GYN", "Goiás", "GO", "Centro-Oeste", -16.6869, -49.2648, 0.8),
    City("Belém", "BEL", "Pará", "PA", "Norte", -1.4558, -48.4902, 0.8),
    City("Manaus", "MAO", "Amazonas", "AM", "Norte", -3.1190, -60.0217, 0.8),
    City("São Luís", "SLZ", "Maranhão", "MA", "Nordeste", -2.5307, -44.3068, 0.7),
    City("Natal", "NAT", "Rio Grande do Norte", "RN", "Nordeste", -5.7945, -35.2110, 0.7),
    City("Maceió", "MCZ", "Alagoas", "AL", "Nordeste", -9.6498, -35.7089, 0.6),
    City("João Pessoa", "JPA", "Paraíba", "PB", "Nordeste", -7.1195, -34.8450, 0.6),
    City("Aracaju", "AJU", "Sergipe", "SE", "Nordeste", -10.9472, -37.0731, 0.6),
    City("Teresina", "THE", "Piauí", "PI", "Nordeste", -5.0892, -42.8019, 0.6),
    City("Vitória", "VIX", "Espírito Santo", "ES", "Sudeste", -20.3155, -40.3128, 0.7),
    City("Florianópolis", "FLN", "Santa Catarina", "SC", "Sul", -27.5949, -48.5482, 0.8),
    City(
        "Campo Grande", "CGR", "Mato Grosso do Sul", "MS", "Centro-Oeste", -20.4697, -54.6201, 0.6
    ),
    City("Cuiabá", "CGB", "Mato Grosso", "MT", "Centro-Oeste", -15.6014, -56.0979, 0.6),
    City("Porto Velho", "PVH", "Rondônia", "RO", "Norte", -8.7612, -63.9004, 0.5),
    City("Palmas", "PMW", "Tocantins", "TO", "Norte", -10.1689, -48.3317, 0.5),
)


class SiteKind(NamedTuple):
    """One kind of site; scale is its demand relative to a warehouse."""

    site_type: str
    label: str
    prefix: str
    scale: float


KINDS: Final = {
    "DISTRIBUTION_CENTER": SiteKind("DISTRIBUTION_CENTER", "Centro de Distribuição", "CD", 1.6),
    "WAREHOUSE": SiteKind("WAREHOUSE", "Almoxarifado", "ALM", 1.0),
    "STORE": SiteKind("STORE", "Loja de Materiais", "LOJ", 0.6),
    "TOWER": SiteKind("TOWER", "Torre", "TOR", 0.35),
    "OFFICE": SiteKind("OFFICE", "Escritório", "ESC", 0.2),
}
FIRST_KINDS: Final = (
    "DISTRIBUTION_CENTER",
    "WAREHOUSE",
    "WAREHOUSE",
    "DISTRIBUTION_CENTER",
    "STORE",
)
LATER_KINDS: Final = ("TOWER", "WAREHOUSE", "TOWER", "STORE", "TOWER", "OFFICE", "TOWER")
SITES_BEFORE_A_CLOSED_ONE: Final = 12


class Site(NamedTuple):
    """One site: the number tells sites of a city apart."""

    kind: SiteKind
    city: City
    number: int

    @property
    def code(self) -> str:
        """Unique code, such as CD-SSA-01."""
        return f"{self.kind.prefix}-{self.city.acronym}-{self.number:02d}"

    @property
    def name(self) -> str:
        """Name for people."""
        return f"{self.kind.label} {self.city.name} {self.number}"

    @property
    def usual_scale(self) -> float:
        """Demand relative to a warehouse in an average city."""
        return self.kind.scale * self.city.activity


@dataclass(frozen=True)
class Network:
    """The sites; arrays have one entry per site. away: degrees from the city, [2, site]."""

    sites: list[Site]
    away: NDArray[np.float64]
    scale: NDArray[np.float64]
    active: NDArray[np.bool_]

    @property
    def codes(self) -> list[str]:
        """Code of each site."""
        return [site.code for site in self.sites]

    @property
    def states(self) -> list[str]:
        """State codes in use, in order of first appearance."""
        return list(dict.fromkeys(site.city.state_code for site in self.sites))

    @property
    def zones(self) -> list[str]:
        """Economic zone of each of the states."""
        return list({site.city.state_code: site.city.zone for site in self.sites}.values())

    def state_positions(self) -> NDArray[np.int64]:
        """Position of each site's state among the states."""
        states = self.states
        return np.array([states.index(site.city.state_code) for site in self.sites])

    def region_columns(self) -> Mapping[str, Any]:
        """One row per state in use."""
        names = dict.fromkeys(site.city.state for site in self.sites)
        return {"name": list(names), "state_code": self.states, "economic_zone": self.zones}

    def site_columns(self) -> Mapping[str, Any]:
        """One row per site."""
        cities = [site.city for site in self.sites]
        latitude = np.array([city.latitude for city in cities]) + self.away[0]
        longitude = np.array([city.longitude for city in cities]) + self.away[1]
        return {
            "code": self.codes,
            "name": [site.name for site in self.sites],
            "region": [city.state for city in cities],
            "latitude": latitude.round(4),
            "longitude": longitude.round(4),
            "site_type": [site.kind.site_type for site in self.sites],
            "active": self.active,
        }


def build_network(*, sites: int, rng: np.random.Generator) -> Network:
    """Sites spread over the cities; later rounds stand near their city, and one is closed."""
    placed = [_site(index) for index in range(sites)]
    away = rng.uniform(-TOWER_OFFSET_DEGREES, TOWER_OFFSET_DEGREES, size=(2, sites))
    away *= np.array([site.number for site in placed]) > 1
    active = np.ones(sites, dtype=np.bool_)
    if sites >= SITES_BEFORE_A_CLOSED_ONE:
        active[-1] = False
    noise = rng.lognormal(0.0, 0.15, size=sites)
    scale = np.array([site.usual_scale for site in placed]) * noise
    return Network(sites=placed, away=away, scale=scale, active=active)


def _site(index: int) -> Site:
    turn, city = divmod(index, len(CITIES))
    return Site(KINDS[_kind_of(index)], CITIES[city], turn + 1)


def _kind_of(index: int) -> str:
    if index < len(FIRST_KINDS):
        return FIRST_KINDS[index]
    return LATER_KINDS[(index - len(FIRST_KINDS)) % len(LATER_KINDS)]
