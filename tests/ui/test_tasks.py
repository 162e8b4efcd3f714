"""Long work: results, errors, cancel, one writer."""

from threading import Event, current_thread

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.ui.common.tasks import Tasks


@pytest.fixture
def tasks(qtbot):
    made = Tasks()
    yield made
    made.cancel_all()
    qtbot.waitUntil(lambda: not made.busy)


def test_a_result_arrives_and_nothing_is_left_running(qtbot, tasks):
    task = tasks.read(lambda progress: 7, "算")
    with qtbot.waitSignal(task.done) as done:
        pass
    assert done.args == [7]
    assert not tasks.busy


def test_an_error_arrives_as_it_was_raised(qtbot, tasks):
    def fail(progress):
        raise UserError("表格打不开", "请另存后重试")

    task = tasks.write(fail, "读")
    with qtbot.waitSignal(task.failed) as failed:
        pass
    assert failed.args[0].message == "表格打不开"


def test_what_ends_while_the_window_goes_is_told_to_nobody(qtbot, tasks):
    """A backup that ends with the program has no window any more to speak to."""
    release = Event()
    told = []
    task = tasks.write(lambda progress: release.wait(20), "自动备份")
    task.done.connect(told.append)
    release.set()
    tasks.finish()
    qtbot.wait(50)
    assert (told, tasks.busy, task.running) == ([], False, False)


def test_cancel_stops_at_the_next_report(qtbot, tasks):
    begun = Event()

    def endless(progress):
        begun.set()
        while True:
            progress(1, 0, "还在做")

    task = tasks.write(endless, "导入")
    begun.wait(2)
    with qtbot.waitSignal(task.stopped):
        task.cancel()


def test_writers_run_one_after_another(qtbot, tasks):
    running, most = [], []

    def write(progress):
        running.append(current_thread())
        most.append(len(running))
        running.pop()

    last = [tasks.write(write, "写") for _ in range(5)][-1]
    qtbot.waitUntil(lambda: not last.running)
    assert max(most) == 1


def test_progress_is_shown_only_when_it_takes_half_a_second(qtbot, tasks):
    release = Event()
    task = tasks.read(lambda progress: release.wait(3), "慢")
    with qtbot.waitSignal(task.slow):
        pass
    release.set()
    with qtbot.waitSignal(task.ended):
        pass
