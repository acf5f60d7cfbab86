"""`bot settings`: the table of settings for the README."""

from __future__ import annotations

from bot.settings import ROOT, Settings

__all__ = ["print_settings", "settings_table"]


def print_settings() -> int:
    """Prints the table."""
    print(settings_table())
    return 0


def settings_table() -> str:
    """Every setting as a row of a Markdown table."""
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for field in Settings.__fields__.values():
        variable = next(iter(field.field_info.extra["env_names"])).upper()  # pydantic lowers it
        default = "–" if field.default is None else str(field.default).replace(f"{ROOT}/", "")
        rows.append(f"| `{variable}` | {default} | {field.field_info.description} |")
    return "\n".join(rows)
