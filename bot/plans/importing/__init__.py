"""Plan documents read into drafts of register files, for a person to review."""
