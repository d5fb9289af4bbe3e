import threading

from streamlit.testing.v1 import AppTest

from equipoise.runtime.jobs import Job


def script(job, seconds):
    import streamlit as st

    from equipoise.ui.shared.follow import follow

    ended = follow(job, "Counting", key="count", **({"seconds": seconds} if seconds else {}))
    st.text(f"{ended} {job.state}")


def opened(job, seconds=None):
    return AppTest.from_function(script, args=(job, seconds), default_timeout=30).run()


def counting(enough):
    def work(report):
        while not enough.wait(0.05):
            report(0.4)
        return "counted"

    return Job(work)


def test_the_page_shows_a_job_until_it_ends():
    enough = threading.Event()
    threading.Timer(0.6, enough.set).start()
    app = opened(counting(enough))
    assert app.text[0].value == "True done"
    assert [button.key for button in app.button] == []


def test_in_a_region_it_looks_for_a_while_and_the_job_can_be_stopped():
    job = counting(threading.Event())
    app = opened(job, seconds=0.2)
    assert app.text[0].value == "False running"
    assert [button.key for button in app.button] == ["count.cancel", "count.look"]
    app.button(key="count.cancel").click().run()
    assert job.wait(10) and job.state == "cancelled"
    assert app.run().text[0].value == "True cancelled"


def test_an_ended_job_needs_no_looking():
    job = Job(lambda report: 3)
    assert job.wait(10)
    assert opened(job).text[0].value == "True done"
