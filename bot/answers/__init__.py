"""Answers to questions that no rule has one for: the passage that holds it, worded and guarded."""
