"""Hearing and speaking: sound becomes text, text becomes sound."""
