"""Who keeps away from whom."""

from services.matching.domain.walls import Blocks, Walls


def blocks(person_id: str, *blocked_ids: str) -> Blocks:
    return Blocks(org="acme", person_id=person_id, blocked_ids=blocked_ids)


def test_a_wall_parts_two_whichever_of_them_put_it_up() -> None:
    walls = Walls.of([blocks("ada", "mia", "tom"), blocks("eve")])
    assert walls.part("ada", "mia")
    assert walls.part("mia", "ada")
    assert not walls.part("mia", "tom")
    assert not walls.part("eve", "ada")


def test_around_somebody_are_those_whom_they_block_and_those_who_block_them() -> None:
    walls = Walls.of([blocks("ada", "mia"), blocks("tom", "ada", "eve"), blocks("eve", "mia")])
    assert walls.around("ada") == {"mia", "tom"}
    assert walls.around("mia") == {"ada", "eve"}
    assert walls.around("cem") == frozenset()
