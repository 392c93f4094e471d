"""Where a person is, and what follows from that: time zone, site, languages, the language they read the product in."""

from dataclasses import dataclass

from deploy.local.demo.chance import draw, weighted
from deploy.local.demo.countries import COUNTRIES, Country
from deploy.local.demo.survey import Answer


@dataclass(frozen=True, slots=True)
class Place:
    country: str
    time_zone: str
    site: str
    languages: tuple[str, ...]
    locale: str
    name_region: str

    @property
    def continent(self) -> str:
        return self.time_zone.split("/")[0]

    @property
    def is_remote(self) -> bool:
        return self.site.startswith("Remote")


def place_of(answer: Answer) -> Place:
    country = COUNTRIES[answer.country]
    zone, town = weighted(country.towns, answer.id, "town")
    languages = _languages(answer.id, country)
    reads_german = "de" in languages and draw(answer.id, "locale") < country.german
    at_home = not town or answer.work_location == "Remote"
    return Place(
        country=country.name,
        time_zone=zone,
        site=f"Remote, {country.name}" if at_home else town,
        languages=languages,
        locale="de" if reads_german else "en",
        name_region=weighted(country.names, answer.id, "name-region"),
    )


def _languages(row_id: str, country: Country) -> tuple[str, ...]:
    """Mother tongue first; English is the company's language, so nobody is without it."""
    spoken = weighted(country.tongues, row_id, "tongue").split("+")
    return tuple(dict.fromkeys([*spoken, "en"]))
