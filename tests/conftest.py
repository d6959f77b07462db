"""Makes `helpers` importable from every test, and names the profiles of hypothesis."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("ci", settings(max_examples=400, derandomize=True, **COMMON))
settings.register_profile("dev", settings(max_examples=60, **COMMON))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
