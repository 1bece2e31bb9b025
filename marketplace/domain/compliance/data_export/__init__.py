"""The data-export self-check: which path an export takes (regulation.md §4, D0 to D10).

python -m marketplace.domain.compliance.data_export FACTS.json
"""

from __future__ import annotations
