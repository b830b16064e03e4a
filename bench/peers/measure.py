"""Runs a command and writes what it and its children took to file descriptor 3, as JSON."""

import json
import os
import resource
import subprocess
import sys
import time

started = time.monotonic()
status = subprocess.call(sys.argv[1:])
seconds = time.monotonic() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
# On Linux ru_maxrss is in KiB, and that of the largest process, not of all together (getrusage(2)).
measured = {
    "status": status,
    "seconds": seconds,
    "cpuSeconds": used.ru_utime + used.ru_stime,
    "peakBytes": used.ru_maxrss * 1024,
}
os.write(3, json.dumps(measured).encode())
