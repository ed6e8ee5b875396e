"""Builds in forked processes on request, so that a test can kill many builds without starting Python anew.

Reads lines of JSON from stdin: {"folder", "count", "version", "limit", "added"}; writes the pid of the
process that builds, and, once it has ended, its exit status. `limit` is the largest file it may write, in
bytes; of `added` articles, if there are any, it writes the last beside the others instead of all anew.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from pathlib import Path

from index.build import Builder
from index.errors import StoreError
from index.generations import Generations
from index.writing import Beside
from tests.fakes import HashEmbedder
from tests.index.builds import builder, collection

STORE_ERROR = 3


def build(request: dict[str, int | str]) -> int:
    if limit := request.get("limit"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        folder = Path(str(request["folder"]))
        articles = collection(int(request["count"]), int(request["version"]))
        if added := int(request["added"]):
            beside = Beside(passages=0, share=1.0)
            Builder(Generations(folder), HashEmbedder(), beside=beside).add(articles[-added:])
        else:
            builder(folder).build(articles)
    except StoreError:
        return STORE_ERROR
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def main() -> None:
    import faiss

    faiss.omp_set_num_threads(1)  # threads don't survive a fork
    warm_up = Path(sys.argv[1])
    builder(warm_up).build(collection(2))
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(build(json.loads(line)))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
