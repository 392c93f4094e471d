"""`python -m services.matching`."""

from libs.common.contracts import Service
from libs.common.service import run
from libs.common.settings import CommonSettings
from services.matching.app import build

if __name__ == "__main__":
    run(Service.MATCHING, CommonSettings(), build)
