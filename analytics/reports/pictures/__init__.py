"""Figures of the printed report: each one reads a released table and returns SVG text."""
