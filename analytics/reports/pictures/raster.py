"""A picture as PNG, for forms that cannot hold SVG: the same drawing, drawn by typst, the same bytes every time."""

from __future__ import annotations

DOTS_AN_INCH = 220.0
"""Sharp on paper at the size it was drawn."""

SHEET = b'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image(bytes(sys.inputs.svg), format: "svg")'


def png_of(svg: str) -> bytes:
    """The SVG on white. No font is needed: words in printed pictures are shapes."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    made = typst.compile(SHEET, font_paths=fonts, sys_inputs={"svg": svg}, format="png", ppi=DOTS_AN_INCH)
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made).__name__} instead of one picture.")
    return made
