"""Where the stack may keep its things."""

from pathlib import Path

import pytest

from deploy.local.places import require_no_blank
from deploy.local.trouble import Trouble


def test_a_blank_in_a_path_is_refused_with_the_variable_that_moves_it() -> None:
    with pytest.raises(Trouble, match="blank in its name") as raised:
        require_no_blank(Path("/home/ada/my projects/.cache"), "BOTHWAYS_CACHE")
    assert raised.value.remedy == "export BOTHWAYS_CACHE=$HOME/.bothways/cache"


def test_any_other_path_will_do() -> None:
    require_no_blank(Path("/home/ä.b-c_d/été"), "BOTHWAYS_STATE")
