"""What a worker process of the default runner starts as: Beam's own worker, without its chatter.

Beam's worker prints its every step on stderr as soon as anything has set logging up
before it, which importing Beam does, and tracebacks where the process that started it has gone.
What workers log still reaches that, over the runner's logging service, and so does what they
raise; it ends them, too, when Ctrl-C reaches all processes of a terminal, or SIGTERM all of a
service.
"""

import logging
import os
import sys
import threading
import time

from transforms.sandbox import child_ahead

_SECONDS_BETWEEN_LOOKS = 0.5


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)


if __name__ == "__main__":
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    logging.getLogger().addHandler(logging.NullHandler())
    threading.Thread(target=_end_with_parent, args=(int(sys.argv[1]),), daemon=True).start()

    # It loads what it needs while this process loads Beam.
    with child_ahead():
        from apache_beam.runners.worker import sdk_worker_main

        sdk_worker_main.main(sys.argv)
