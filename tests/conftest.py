"""What holds for every test: models compute on one thread, as they do in `bot serve`.

With two on a busy machine of two cores an embedding takes up to 80 times as long. It must be set
before the first library that brings OpenMP is imported, which is here.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
