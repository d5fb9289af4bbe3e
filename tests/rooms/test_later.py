from equipoise.rooms.later import Later


def test_nothing_is_read_before_somebody_looks_and_then_once():
    read = []

    def items():
        read.append(1)
        return (3, 4, 5)

    later = Later(items)
    assert read == []
    assert list(later) == [3, 4, 5] and len(later) == 3 and later[-1] == 5 and later[:2] == (3, 4) and 4 in later
    assert read == [1]
