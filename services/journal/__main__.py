"""`python -m services.journal`."""

from libs.common.contracts import Service
from libs.common.service import run
from libs.common.settings import CommonSettings
from services.journal.app import build

if __name__ == "__main__":
    run(Service.JOURNAL, CommonSettings(), build)
