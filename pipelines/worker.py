"""What a worker process of the default runner starts as: Beam's own worker, without its chatter.

Beam's worker prints its every step on stderr as soon as anything has set logging up
before it, which importing Beam does. A root logger that has a handler already is left alone;
what workers log still reaches the main process, over the runner's logging service.
"""

import logging
import sys

from transforms.sandbox import child_ahead

if __name__ == "__main__":
    logging.getLogger().addHandler(logging.NullHandler())

    # It loads what it needs while this process loads Beam.
    with child_ahead():
        from apache_beam.runners.worker import sdk_worker_main

        sdk_worker_main.main(sys.argv)
