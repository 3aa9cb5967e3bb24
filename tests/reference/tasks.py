"""Tasks: what counts, in which window, and when the reward is booked."""

from tests.reference import dates
from tests.reference.books import Step, make_available
from tests.reference.conditions import Asking, event_holds, good_holds
from tests.reference.falling import Dues, Falling, about
from tests.reference.records import Bucket, TaskProgress
from tests.reference.terms import Task
from tests.reference.tiers import add_growth


def run_tasks(step: Step, asking: Asking) -> None:
    """Count the event for every task of its kind."""
    for task in step.terms.tasks:
        if task.trigger == step.event["kind"] and qualifies(step, task, asking):
            count(step, task, asking)


def qualifies(step: Step, task: Task, asking: Asking) -> bool:
    """Judge the conditions: at least one line, and the sum of those that qualify."""
    goods = [good for good in asking.goods if good_holds(task.when, good)]
    amount = sum(good.counted(task.tenders) for good in goods)
    least = task.when.get("min_amount_fen") or 0
    return bool(goods) and amount >= least and event_holds(step, task.when, asking)


def count(step: Step, task: Task, asking: Asking) -> None:
    """Add to the window of the day; the reward of an immediate task is booked on reaching."""
    of_purchase = asking.is_order and task.day_of_purchase
    day = step.zone.day_at(asking.calendar) if of_purchase else step.occurred_on
    window = dates.window_start(task.window, day)
    if task.post_day and step.at >= posting_of(step, task, window):
        return
    progress = progress_of(step, task, window)
    if task.distinct_days:
        if day in progress.days:
            return
        progress.days.append(day)
    progress.count += 1
    if task.post_day == 0 and progress.count >= task.count and not progress.settled:
        progress.settled = True
        reward(step, task)


def progress_of(step: Step, task: Task, window: int) -> TaskProgress:
    """Return the progress of a task in a window, new if nothing counted yet."""
    for progress in step.state.tasks:
        if (progress.task, progress.window) == (task.name, window):
            return progress
    progress = TaskProgress(task.name, window)
    step.state.tasks.append(progress)
    return progress


def post(step: Step, progress: TaskProgress) -> None:
    """Book the reward of a month that is over, if the count was reached."""
    step.state.tasks.remove(progress)
    task = step.terms.task(progress.task)
    if task is not None and progress.count >= task.count:
        reward(step, task)


def posting_instant(step: Step, progress: TaskProgress) -> int | None:
    """Return when a window is posted, None if its task pays at once or did so."""
    task = step.reached.task(progress.task)
    if task is None or task.post_day == 0 or progress.settled:
        return None
    return posting_of(step, task, progress.window)


def posting_of(step: Step, task: Task, window: int) -> int:
    """Return the start of the posting day in the month after a window."""
    first = dates.first_of_month(dates.month_of(window) + 1)
    return step.zone.start_of(first + task.post_day - 1)


def reward(step: Step, task: Task) -> None:
    """Book growth, then beans."""
    ladder, purse = step.state.ladders[task.ladder], step.state.purses[task.purse]
    add_growth(step, ladder, task.growth, "task_rewarded", rule=task.name)
    bucket = Bucket(task.expiry.first_day_gone(step.today), task.funder, task.lot_class, step.at)
    make_available(step, purse, bucket, task.beans, "task_rewarded", rule=task.name)


def postings(step: Step) -> Falling:
    """Return the windows that will be posted."""
    result = []
    for progress in step.state.tasks:
        posting = posting_instant(step, progress)
        if posting is not None:
            result.append((posting, about(post, progress)))
    return result


DUE: Dues = [("task", postings)]
