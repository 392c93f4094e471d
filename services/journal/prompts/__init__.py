"""Questions worth being asked: content, one file for each phase, and the library that reads it."""
