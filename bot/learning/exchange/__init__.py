"""Questions out to Moodle and spreadsheets, and back in from Moodle."""
