"""Makes `helpers` importable from every test, and names the profiles of hypothesis."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("ci", settings(max_examples=400, derandomize=True, deadline=None, suppress_health_check=SLOW))
settings.register_profile("dev", settings(max_examples=60, deadline=None, suppress_health_check=SLOW))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
