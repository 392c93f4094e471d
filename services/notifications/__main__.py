"""`python -m services.notifications`."""

from libs.common.contracts import Service
from libs.common.service import run
from services.notifications.app import build
from services.notifications.settings import Settings

if __name__ == "__main__":
    run(Service.NOTIFICATIONS, Settings(), build)
