import hashlib
import sys

import numpy as np

from equipoise.shared.identity import Identifiers, e_mail, e_mail_hashes, full_name, mailboxes, name_codes, telephone

SEXES = np.arange(20_000) % 7 % 2
"""Of many people: 0 woman, 1 man."""
WOMEN = {
    "Ada", "Cleo", "Edda", "Greta", "Ines", "Kira", "Mara", "Orla", "Rosa", "Tilda", "Vera", "Xenia", "Zora", "Bea",
    "Dunja", "Fara",
}  # fmt: skip
EITHER = {"Quinn", "Sami"}


def codes_of(people):
    return name_codes(people, SEXES[people])


def test_first_names_suit_the_sex():
    first = {sex: set() for sex in (0, 1)}
    for code, sex in zip(codes_of(np.arange(20_000)).tolist(), SEXES.tolist(), strict=True):
        first[sex].add(full_name(code).split()[0])
    assert first[0] == WOMEN | EITHER
    assert not first[1] & WOMEN and len(first[1]) == 16


def test_whoever_has_another_sex_has_another_first_name_and_the_same_last_one():
    everybody = np.arange(1_000)
    hers, his = name_codes(everybody, np.zeros(1_000)), name_codes(everybody, np.ones(1_000))
    for one, other in zip(map(full_name, hers.tolist()), map(full_name, his.tolist()), strict=True):
        assert one.split()[1] == other.split()[1]
        assert one == other if one.split()[0] in EITHER else one.split()[0] in WOMEN


def test_many_people_share_a_name():
    codes = codes_of(np.arange(20_000))
    distinct = len(np.unique(codes))
    assert distinct == 32 * 32  # every first name with every last name
    assert np.bincount(codes).min() > 5


def test_a_name_code_belongs_to_the_person_not_to_the_place_in_the_array():
    some = np.array([7, 12_345, 8])
    assert codes_of(some)[1] == codes_of(np.array([12_345]))[0]


def test_addresses_and_numbers_are_unique_and_cannot_be_real():
    customers = range(100_000, 105_000)
    everybody = np.arange(len(customers))
    pairs = zip(codes_of(everybody).tolist(), mailboxes(SEXES[everybody]).tolist(), strict=True)
    mails = {e_mail(code, mailbox) for code, mailbox in pairs}
    phones = {telephone(customer) for customer in customers}
    assert len(mails) == len(phones) == len(customers)
    assert all(mail.endswith(".example") for mail in mails)
    assert all(phone.startswith("+44 7700 900") for phone in phones)  # reserved for fiction by Ofcom


def test_the_address_carries_the_name():
    first, last = full_name(33).lower().split()
    assert e_mail(33, 17) == f"{first}.{last}17@mail.example"


def test_people_of_one_name_are_counted_from_one():
    names, numbers = codes_of(np.arange(20_000)), mailboxes(SEXES)
    for name in (0, 500, 1023):
        assert numbers[names == name].tolist() == list(range(1, (names == name).sum() + 1))


def test_identifiers_belong_to_the_person_whoever_else_is_a_customer():
    some = Identifiers(number=np.array([5, 6]), place=np.array([70, 12_345]), sexes=SEXES)
    one = Identifiers(number=np.array([6]), place=np.array([12_345]), sexes=SEXES)
    assert (some.name[1], some.mailbox[1]) == (one.name[0], one.mailbox[0])


def test_the_hash_is_that_of_the_address():
    digests = [hashlib.sha256(e_mail(code, number).encode()).digest() for code, number in ((33, 17), (0, 1))]
    expected = [int.from_bytes(digest[:8], sys.byteorder, signed=True) for digest in digests]
    assert e_mail_hashes(np.array([33, 0]), np.array([17, 1])).tolist() == expected
