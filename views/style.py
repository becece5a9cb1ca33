"""The house style of our own HTML: colours follow the page's scheme at once through `light-dark()`."""

from __future__ import annotations

import streamlit as st

from analytics.charts.theme import DARK, LIGHT
from views.jump import skip_link

NARROW = 640  # pixels: below, the change table moves its reading under the measure


def _both(name: str) -> str:
    return f"light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)})"


SHEET = f"""
<style>
[data-testid="stMainBlockContainer"] {{ max-width: 1280px; padding: 3.2rem 5rem 4rem; }}
[data-testid="stSidebarNavLink"] {{ text-decoration: none; }}
[data-testid="stElementContainer"]:has(.target), [data-testid="stLayoutWrapper"]:has(> .st-key-skip),
[data-testid="stLayoutWrapper"]:has(> .st-key-jumps) {{ position: absolute; width: 0; }}
#figures ul {{ list-style: none; margin: 0; padding: 0; }}
#figures:focus, .target:focus {{ outline: none; }}
.jump {{ position: absolute; left: -9999px; }}
.jump:focus {{ left: 0; z-index: 1000; width: max-content; max-width: 70vw; padding: 8px 14px;
  border: 2px solid {_both("good")};
  border-radius: 6px; background: {_both("page")}; color: {_both("good")}; font-size: 16px; font-weight: 600; }}
.house {{ color: {_both("text")}; font-family: inherit; font-size: 16px; line-height: 1.5; }}
.house .second {{ color: {_both("second_text")}; font-size: 14px; line-height: 1.45; }}
.house .keep {{ white-space: nowrap; }}
.house a {{ color: {_both("good")}; }}
.house .number {{ font-size: 52px; font-weight: 650; line-height: 1; letter-spacing: -0.01em; }}
.house .number.none {{ font-size: 30px; color: {_both("second_text")}; }}
.house .top {{ display: flex; gap: 14px; align-items: flex-end; margin-bottom: 14px; }}
.house .top .what {{ font-size: 17px; line-height: 1.4; }}
.house .verdict {{ margin: 0 0 8px; line-height: 1.6; }}
.house p {{ margin: 0; }}
.tile .head {{ display: flex; justify-content: space-between; gap: 8px; align-items: baseline; }}
.tile .name {{ font-size: 15px; font-weight: 600; }}
.tile .reading {{ font-size: 13px; font-weight: 600; color: {_both("second_text")}; white-space: nowrap; }}
.tile .reading.better, .house .better {{ color: {_both("good")}; }}
.tile .reading.worse, .house .worse {{ color: {_both("concern")}; }}
.tile .value {{ font-size: 30px; font-weight: 600; line-height: 1.2; }}
.tile .value.none {{ font-size: 24px; color: {_both("second_text")}; line-height: 1.5; }}
[class*="st-key-tile_"] > div:last-child {{ margin-top: auto; }}
.tile .empty {{ height: 92px; margin: 8px 0; display: flex; align-items: center; justify-content: center;
  text-align: center; border: 1px dashed {_both("axis")}; border-width: 1px 0; font-size: 14px;
  color: {_both("second_text")}; }}
.sheet {{ width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }}
.sheet caption {{ text-align: left; }}
.sheet th, .sheet td {{ text-align: left; padding: 8px 12px 8px 0; border: 0;
  border-bottom: 1px solid {_both("table_line")};
  vertical-align: top; font-size: 15px; line-height: 1.4; }}
.sheet thead th {{ color: {_both("second_text")}; font-weight: 600; font-size: 14px; vertical-align: bottom; }}
.sheet tbody th {{ font-weight: 400; }}
.sheet .right {{ text-align: right; white-space: nowrap; }}
.sheet thead .right {{ white-space: normal; }}
.sheet .right:last-child {{ padding-right: 0; }}
.sheet .right + :not(.right) {{ padding-left: 24px; }}
.sheet .wrap {{ white-space: normal; }}
.sheet .under {{ display: none; }}
.sheet .group th {{ font-weight: 650; padding-top: 16px; }}
.scroll {{ overflow-x: auto; }}
.house dl {{ margin: 0; padding: 0; }}
.facts {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
  gap: 14px 24px; margin: 4px 0 8px; }}
.facts dt {{ font-size: 14px; color: {_both("second_text")}; }}
.house .facts dd {{ margin: 0; font-size: 22px; font-weight: 600; line-height: 1.3; }}
.facts dd small {{ display: block; font-size: 14px; font-weight: 400; line-height: 1.4;
  color: {_both("second_text")}; }}
.flag {{ border-left: 3px solid {_both("axis")}; padding: 2px 0 2px 12px; }}
.define h3, .define h4 {{ font-size: 16px; font-weight: 650; margin: 18px 0 2px; padding: 0; }}
.define p {{ margin: 0 0 4px; max-width: 78ch; }}
.define code, .house code {{ color: inherit; background: {_both("panel")};
  padding: 1px 4px; border-radius: 3px; font-size: 13px; }}
@media (max-width: {NARROW}px) {{
  [data-testid="stMainBlockContainer"] {{ padding: 3.2rem 1rem 4rem; }}
  .sheet caption > span {{ display: inline-block; max-width: calc(100vw - 2.5rem); }}
  .sheet .beside {{ display: none; }}
  .sheet td:has(> .beside) {{ padding: 0; }}
  .sheet:has(.beside) thead th:last-child {{ display: none; }}
  .sheet .right + :not(.right) {{ padding-left: 24px; }}
.sheet .wrap {{ white-space: normal; }}
.sheet .under {{ display: block; margin-top: 2px; }}
  .sheet th, .sheet td {{ padding-right: 8px; font-size: 14px; }}
  .sheet td:not(.right, :empty, :has(> .beside)) {{ min-width: 7.5em; }}
  .sheet .right .second {{ font-size: 13px; }}
  .sheet .right .wrap {{ white-space: normal; }}
}}
</style>
"""


def use_house_style() -> None:
    """Put the style sheet into the page, and the skip link before the filters; once a run, from the entry script."""
    st.html(SHEET)
    skip_link()


def house(content: str, *, kind: str = "") -> None:
    """A block of our own HTML. Callers escape every value that came from records or settings."""
    st.html(f'<div class="house {kind}">{content}</div>')
