"""What clients read: made of facts alone, the same in whatever order they came, and made anew from the log."""

from services.gateway.views.all import INDEXES, changes_of, indexes_of
from services.gateway.views.circles import CircleView
from services.gateway.views.declared import View
from services.gateway.views.on_the_way import arrival, asked, gathered, named
from services.gateway.views.pairs import PairView
from services.gateway.views.reading import Views
from services.gateway.views.recognitions import RecognitionView
from services.gateway.views.requests import RequestView
from services.gateway.views.sets import Sets

__all__ = [
    "INDEXES",
    "CircleView",
    "PairView",
    "RecognitionView",
    "RequestView",
    "Sets",
    "View",
    "Views",
    "arrival",
    "asked",
    "changes_of",
    "gathered",
    "indexes_of",
    "named",
]
