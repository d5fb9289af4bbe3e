from equipoise.learn import progress_file
from equipoise.learn.progress import Progress, Sitting
from equipoise.learn.summary import summary
from equipoise.ui.workshop.group import read, table

KEY = b"k" * 32


def person(before, after):
    progress = Progress()
    for when, right in (("before", before), ("after", after)):
        marks = (True,) * right + (False,) * (4 - right)
        progress = progress.with_sitting("essentials", when, Sitting(form="x@1", answers=(0,) * 4, right=marks))
    return progress


GROUP = [person(1, 3), person(2, 4), person(1, 4)]


def test_files_that_cannot_be_read_are_named_by_their_place_and_copies_count_once():
    files = [progress_file.write(one, KEY).encode() for one in GROUP]
    found, broken, twice = read([files[0], b"{}", *files, b""], KEY)
    assert found == GROUP and broken == [2, 6] and twice == 1


def test_the_table_has_means_ranges_and_signs():
    rows = {row[0]: row[1:] for row in table(summary(GROUP, "essentials")).itertuples(index=False)}
    assert rows["First test"] == ("3", "33", "0 to 69")  # 1/3 and 4.302653 * .1443 / sqrt(3) = .3585
    assert rows["Change from first to second"][:2] == ("3", "+58")
    assert rows["A month later"] == ("0", "–", "–")
