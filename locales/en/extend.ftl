# More time for one unit.
extend-button = Give the unit more time
extend-title = More time: { $report } · { $unit }
extend-ask = Until the end of which day?
extend-until = Until the end of { $day }
extend-reason = More time until the end of { $day }. Please enter the reason (or /huy to leave it).
extend-done = { $unit } has time until the end of { $day }. Its officers will be told; the new date holds for reminders, lists and lateness.
refused-extension = No more time can be given: the report was handed in, or the day is not later than the present one.
