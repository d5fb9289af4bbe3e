import numpy as np

from equipoise.world.identity import e_mail, full_name, name_codes, telephone


def test_many_people_share_a_name():
    codes = name_codes(np.arange(20_000))
    distinct = len(np.unique(codes))
    assert distinct == 32 * 32  # every first name with every last name
    assert np.bincount(codes).min() > 5


def test_a_name_code_belongs_to_the_person_not_to_the_place_in_the_array():
    some = np.array([7, 12_345, 8])
    assert name_codes(some)[1] == name_codes(np.array([12_345]))[0]


def test_addresses_and_numbers_are_unique_and_cannot_be_real():
    customers = range(100_000, 105_000)
    mails = {
        e_mail(int(code), customer) for code, customer in zip(name_codes(np.array(customers)), customers, strict=True)
    }
    phones = {telephone(customer) for customer in customers}
    assert len(mails) == len(phones) == len(customers)
    assert all(mail.endswith(".example") for mail in mails)
    assert all(phone.startswith("+44 7700 900") for phone in phones)  # reserved for fiction by Ofcom


def test_the_address_carries_the_name():
    first, last = full_name(33).lower().split()
    assert e_mail(33, 100_001) == f"{first}.{last}100001@mail.example"
