"""The IOP outcomes dashboard's own analytics: what came in, what it means, how it looks.

Import directions (a test keeps them): commands → charts → evaluation → outcomes → records → errors.
"""

__version__ = "0.1.0"
