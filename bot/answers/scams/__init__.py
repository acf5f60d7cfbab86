"""Whether a message, or what somebody tells of a call, bears the signs of a swindle."""
