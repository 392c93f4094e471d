"""`python -m services.journal`."""

from libs.common.contracts import Service
from libs.common.service import run
from services.journal.app import build
from services.journal.settings import Settings

if __name__ == "__main__":
    run(Service.JOURNAL, Settings(), build)
