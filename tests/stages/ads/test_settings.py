from equipoise.chain.settings import Settings


def idle(**levers):
    names = {f"ads.{name}": value for name, value in levers.items()}
    return {name.removeprefix("ads.") for name in Settings().replace(**names).inactive() if name.startswith("ads.")}


def test_what_needs_a_reader_who_is_known_again_is_idle_without():
    assert idle(addressing="cookie") == {"cohort_size"}
    assert idle(addressing="context") == {"cohort_size", "retargeting", "stop_after_purchase", "cap"}
    assert idle(addressing="cohort") == {"retargeting", "stop_after_purchase", "cap"}


def test_there_is_nothing_to_stop_without_retargeting():
    assert idle(addressing="email", retargeting=0) == {"cohort_size", "stop_after_purchase"}
