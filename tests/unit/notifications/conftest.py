"""Property tests here are pure, so a slow machine is no failure."""

from hypothesis import settings

settings.register_profile("pure", deadline=None)
settings.load_profile("pure")
