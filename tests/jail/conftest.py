"""The modules of this folder are scripts as well as helpers of its tests: make them importable by their own names."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
