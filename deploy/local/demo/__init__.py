"""The demo organisation: 982 people made from a public survey, as the events an HR platform would send."""
