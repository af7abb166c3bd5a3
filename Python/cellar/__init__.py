"""Releases of Cellar for Python: the published API of TransNAS-Bench-101, and answers that no test value chose."""

from ._transnas import ArchResult, MissingRun, ReleaseError, TransNASBenchAPI

__all__ = ["ArchResult", "MissingRun", "ReleaseError", "TransNASBenchAPI"]
__version__ = "0.1.0"
