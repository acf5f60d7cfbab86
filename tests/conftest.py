"""What holds for every test: models compute on one thread, and programs can be interrupted.

With two threads on a busy machine of two cores an embedding takes up to 80 times as long; it must
be set before the first library that brings OpenMP is imported, which is here. A shell that runs the
tests in the background has them ignore SIGINT, and so would every program that a test starts.
"""

from __future__ import annotations

import os
import signal

os.environ.setdefault("OMP_NUM_THREADS", "1")
signal.signal(signal.SIGINT, signal.default_int_handler)
