"""Stand-ins for the messaging platforms: real HTTP servers that keep to what is documented.

`python -m tests.platforms` (make platforms) starts them all for a conversation in a terminal.
"""
