from scheduling.slots.fairness import Why, fairest_first, taken_seconds, why_chosen


def test_taken_counts_each_second_once_and_only_inside() -> None:
    busy = [(0, 50), (40, 60), (90, 200)]
    assert taken_seconds(busy, start=10, end=100) == 50 + 10


def test_least_taken_first_then_the_order_of_the_team() -> None:
    assert fairest_first(["ana", "bia", "caio"], {"ana": 60, "bia": 30, "caio": 30}) == [
        "bia",
        "caio",
        "ana",
    ]
    assert fairest_first(["ana", "bia"], {"ana": 1}) == ["bia", "ana"]


def test_why() -> None:
    taken = {"ana": 60, "bia": 30, "caio": 30}
    assert why_chosen("ana", ["ana"], taken) == Why.ONLY_ONE
    assert why_chosen("bia", ["ana", "bia"], taken) == Why.LEAST_TAKEN
    assert why_chosen("bia", ["ana", "bia", "caio"], taken) == Why.TEAM_ORDER
