"""The templates of pages, in `templates/`."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

__all__ = ["page_template"]

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page_template(name: str) -> Template:
    """The template with this file name; what it is given is escaped, what it lacks an error."""
    return _TEMPLATES.get_template(name)
