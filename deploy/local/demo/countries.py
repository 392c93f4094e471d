"""The countries of the survey: office towns with their time zones, languages, and kinds of name."""

from dataclasses import dataclass

Weights = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Country:
    """Towns are `(zone, town)`; where there is no office the town is empty and everybody works remotely."""

    name: str
    towns: tuple[tuple[tuple[str, str], int], ...]
    names: Weights
    tongues: Weights
    german: float = 0.0
    """The share who read the product in German."""


def _offices(*towns: tuple[str, str, int]) -> tuple[tuple[tuple[str, str], int], ...]:
    return tuple(((zone, town), weight) for zone, town, weight in towns)


def _remote(zone: str) -> tuple[tuple[tuple[str, str], int], ...]:
    return (((zone, ""), 1),)


def _mix(**weights: int) -> Weights:
    return tuple(weights.items())


def _alone(name: str, zone: str, names: str, tongues: Weights) -> Country:
    """A country with too few people for an office."""
    return Country(name, _remote(zone), _mix(**{names: 1}), tongues)


COUNTRIES = {
    "United States of America": Country(
        "United States",
        _offices(
            ("America/New_York", "New York", 5),
            ("America/New_York", "Atlanta", 3),
            ("America/Chicago", "Chicago", 3),
            ("America/Chicago", "Austin", 3),
            ("America/Denver", "Denver", 2),
            ("America/Los_Angeles", "Seattle", 3),
            ("America/Los_Angeles", "Oakland", 2),
        ),
        _mix(
            english=24,
            spanish=5,
            indian=3,
            chinese=2,
            german=1,
            italian=1,
            nigerian=1,
            korean=1,
            vietnamese=1,
            arabic=1,
        ),
        _mix(**{"en": 17, "en+es": 3}),
    ),
    "Germany": Country(
        "Germany",
        _offices(
            ("Europe/Berlin", "Berlin", 4),
            ("Europe/Berlin", "Hamburg", 2),
            ("Europe/Berlin", "Munich", 3),
            ("Europe/Berlin", "Cologne", 2),
        ),
        _mix(german=17, turkish=2, polish=1, arabic=1, ukrainian=1),
        _mix(de=1),
        german=0.88,
    ),
    "United Kingdom of Great Britain and Northern Ireland": Country(
        "United Kingdom",
        _offices(("Europe/London", "London", 4), ("Europe/London", "Manchester", 3), ("Europe/London", "Edinburgh", 2)),
        _mix(english=16, indian=2, urdu=1, nigerian=1, polish=1),
        _mix(en=1),
    ),
    "Canada": Country(
        "Canada",
        _offices(
            ("America/Toronto", "Toronto", 4),
            ("America/Toronto", "Montréal", 3),
            ("America/Edmonton", "Calgary", 1),
            ("America/Vancouver", "Vancouver", 3),
        ),
        _mix(english=10, french=5, chinese=2, indian=2, ukrainian=1),
        _mix(**{"en": 3, "en+fr": 2}),
    ),
    "Italy": Country(
        "Italy", _offices(("Europe/Rome", "Milan", 2), ("Europe/Rome", "Bologna", 1)), _mix(italian=1), _mix(it=1)
    ),
    "Netherlands": Country(
        "Netherlands",
        _offices(("Europe/Amsterdam", "Amsterdam", 1), ("Europe/Amsterdam", "Utrecht", 1)),
        _mix(dutch=8, turkish=1, arabic=1),
        _mix(**{"nl": 3, "nl+de": 1}),
    ),
    "India": Country(
        "India",
        _offices(("Asia/Kolkata", "Bengaluru", 2), ("Asia/Kolkata", "Pune", 1)),
        _mix(indian=1),
        _mix(hi=3, ta=1, te=1, kn=1, mr=1),
    ),
    "France": Country(
        "France",
        _offices(("Europe/Paris", "Paris", 2), ("Europe/Paris", "Lyon", 1)),
        _mix(french=9, arabic=1),
        _mix(fr=1),
    ),
    "Ukraine": Country(
        "Ukraine", _offices(("Europe/Kyiv", "Lviv", 1)), _mix(ukrainian=1), _mix(**{"uk": 4, "uk+pl": 1})
    ),
    "Switzerland": Country(
        "Switzerland",
        _offices(("Europe/Zurich", "Zürich", 3), ("Europe/Zurich", "Bern", 1)),
        _mix(german=6, french=2, italian=1),
        _mix(**{"de": 4, "de+fr": 2, "fr": 1, "it": 1}),
        german=0.85,
    ),
    "Spain": Country(
        "Spain",
        _offices(("Europe/Madrid", "Madrid", 1), ("Europe/Madrid", "Valencia", 1)),
        _mix(spanish=1),
        _mix(**{"es": 4, "es+ca": 1}),
    ),
    "Czech Republic": Country(
        "Czechia", _offices(("Europe/Prague", "Brno", 1)), _mix(czech=1), _mix(**{"cs": 3, "cs+de": 1})
    ),
    "Sweden": Country(
        "Sweden", _offices(("Europe/Stockholm", "Stockholm", 1)), _mix(nordic=8, finnish=1, persian=1), _mix(sv=1)
    ),
    "Brazil": Country("Brazil", _offices(("America/Sao_Paulo", "São Paulo", 1)), _mix(portuguese=1), _mix(pt=1)),
    "Austria": Country(
        "Austria", _offices(("Europe/Vienna", "Vienna", 1)), _mix(german=9, balkan=1), _mix(de=1), german=0.9
    ),
    "Poland": Country("Poland", _offices(("Europe/Warsaw", "Kraków", 1)), _mix(polish=1), _mix(pl=1)),
    "Belgium": Country(
        "Belgium", _offices(("Europe/Brussels", "Ghent", 1)), _mix(dutch=3, french=2), _mix(**{"nl+fr": 3, "fr": 2})
    ),
    "Portugal": Country("Portugal", _offices(("Europe/Lisbon", "Porto", 1)), _mix(portuguese=1), _mix(pt=1)),
    "Hungary": Country("Hungary", _offices(("Europe/Budapest", "Budapest", 1)), _mix(hungarian=1), _mix(hu=1)),
    "Russian Federation": _alone("Russia", "Europe/Moscow", "russian", _mix(ru=1)),
    "Turkey": Country("Türkiye", _offices(("Europe/Istanbul", "Istanbul", 1)), _mix(turkish=1), _mix(tr=1)),
    "Ireland": _alone("Ireland", "Europe/Dublin", "english", _mix(en=1)),
    "Norway": _alone("Norway", "Europe/Oslo", "nordic", _mix(nb=1)),
    "Serbia": _alone("Serbia", "Europe/Belgrade", "balkan", _mix(sr=1)),
    "Romania": _alone("Romania", "Europe/Bucharest", "romanian", _mix(ro=1)),
    "Argentina": _alone("Argentina", "America/Argentina/Buenos_Aires", "spanish", _mix(es=1)),
    "Bulgaria": _alone("Bulgaria", "Europe/Sofia", "bulgarian", _mix(bg=1)),
    "Greece": _alone("Greece", "Europe/Athens", "greek", _mix(el=1)),
    "Bangladesh": _alone("Bangladesh", "Asia/Dhaka", "bengali", _mix(bn=1)),
    "Philippines": _alone("Philippines", "Asia/Manila", "filipino", _mix(fil=1)),
    "Pakistan": _alone("Pakistan", "Asia/Karachi", "urdu", _mix(ur=1)),
    "Denmark": _alone("Denmark", "Europe/Copenhagen", "nordic", _mix(da=1)),
    "China": _alone("China", "Asia/Shanghai", "chinese", _mix(zh=1)),
    "Finland": _alone("Finland", "Europe/Helsinki", "finnish", _mix(fi=1)),
    "Colombia": _alone("Colombia", "America/Bogota", "spanish", _mix(es=1)),
    "Israel": _alone("Israel", "Asia/Jerusalem", "hebrew", _mix(he=1)),
    "Taiwan": _alone("Taiwan", "Asia/Taipei", "chinese", _mix(zh=1)),
    "Viet Nam": _alone("Vietnam", "Asia/Ho_Chi_Minh", "vietnamese", _mix(vi=1)),
    "Georgia": _alone("Georgia", "Asia/Tbilisi", "georgian", _mix(ka=1)),
    "Dominican Republic": _alone("Dominican Republic", "America/Santo_Domingo", "spanish", _mix(es=1)),
    "Sri Lanka": _alone("Sri Lanka", "Asia/Colombo", "sri_lankan", _mix(si=1, ta=1)),
    "Iran, Islamic Republic of...": _alone("Iran", "Asia/Tehran", "persian", _mix(fa=1)),
    "Australia": _alone("Australia", "Australia/Sydney", "english", _mix(en=1)),
    "Mexico": _alone("Mexico", "America/Mexico_City", "spanish", _mix(es=1)),
    "South Africa": _alone("South Africa", "Africa/Johannesburg", "southern_african", _mix(zu=1, af=1, en=1)),
    "Singapore": _alone("Singapore", "Asia/Singapore", "chinese", _mix(**{"en+zh": 1})),
    "Hong Kong (S.A.R.)": _alone("Hong Kong", "Asia/Hong_Kong", "chinese", _mix(zh=1)),
    "Malaysia": _alone("Malaysia", "Asia/Kuala_Lumpur", "malay", _mix(ms=1)),
    "Japan": _alone("Japan", "Asia/Tokyo", "japanese", _mix(ja=1)),
    "Slovakia": _alone("Slovakia", "Europe/Bratislava", "czech", _mix(sk=1)),
    "Costa Rica": _alone("Costa Rica", "America/Costa_Rica", "spanish", _mix(es=1)),
    "Croatia": _alone("Croatia", "Europe/Zagreb", "balkan", _mix(hr=1)),
    "Nepal": _alone("Nepal", "Asia/Kathmandu", "nepali", _mix(ne=1)),
    "Tunisia": _alone("Tunisia", "Africa/Tunis", "arabic", _mix(**{"ar+fr": 1})),
    "Latvia": _alone("Latvia", "Europe/Riga", "baltic", _mix(lv=1)),
    "Luxembourg": _alone("Luxembourg", "Europe/Luxembourg", "french", _mix(**{"lb+fr+de": 1})),
    "Chile": _alone("Chile", "America/Santiago", "spanish", _mix(es=1)),
    "Lithuania": _alone("Lithuania", "Europe/Vilnius", "baltic", _mix(lt=1)),
    "Egypt": _alone("Egypt", "Africa/Cairo", "arabic", _mix(ar=1)),
    "Uruguay": _alone("Uruguay", "America/Montevideo", "spanish", _mix(es=1)),
    "United Arab Emirates": _alone("United Arab Emirates", "Asia/Dubai", "arabic", _mix(ar=1)),
    "Republic of Moldova": _alone("Moldova", "Europe/Chisinau", "romanian", _mix(ro=1)),
    "Peru": _alone("Peru", "America/Lima", "spanish", _mix(es=1)),
    "Ethiopia": _alone("Ethiopia", "Africa/Addis_Ababa", "ethiopian", _mix(am=1)),
    "Morocco": _alone("Morocco", "Africa/Casablanca", "arabic", _mix(**{"ar+fr": 1})),
    "Bolivia": _alone("Bolivia", "America/La_Paz", "spanish", _mix(es=1)),
    "Paraguay": _alone("Paraguay", "America/Asuncion", "spanish", _mix(es=1)),
    "Zimbabwe": _alone("Zimbabwe", "Africa/Harare", "southern_african", _mix(sn=1)),
    "Trinidad and Tobago": _alone("Trinidad and Tobago", "America/Port_of_Spain", "english", _mix(en=1)),
    "Nigeria": _alone("Nigeria", "Africa/Lagos", "nigerian", _mix(**{"en+ig": 1})),
    "Republic of North Macedonia": _alone("North Macedonia", "Europe/Skopje", "balkan", _mix(mk=1)),
    "Cyprus": _alone("Cyprus", "Asia/Nicosia", "greek", _mix(el=1)),
    "Malta": _alone("Malta", "Europe/Malta", "italian", _mix(mt=1)),
    "Republic of Korea": _alone("South Korea", "Asia/Seoul", "korean", _mix(ko=1)),
    "Uganda": _alone("Uganda", "Africa/Kampala", "ugandan", _mix(**{"en+lg": 1})),
    "Lebanon": _alone("Lebanon", "Asia/Beirut", "arabic", _mix(**{"ar+fr": 1})),
    "Jordan": _alone("Jordan", "Asia/Amman", "arabic", _mix(ar=1)),
    "Indonesia": _alone("Indonesia", "Asia/Jakarta", "malay", _mix(id=1)),
    "Slovenia": _alone("Slovenia", "Europe/Ljubljana", "balkan", _mix(sl=1)),
    "Madagascar": _alone("Madagascar", "Indian/Antananarivo", "malagasy", _mix(**{"mg+fr": 1})),
    "Guatemala": _alone("Guatemala", "America/Guatemala", "spanish", _mix(es=1)),
}
