"""Tests of printed pictures."""
