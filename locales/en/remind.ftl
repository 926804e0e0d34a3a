# Reminders. Both dates are always said: the day named by the rule and the last day that is on time.
remind-title-before = Reminder: { $report }
remind-title-eve = Nearly due: { $report }
remind-title-day = Last day: { $report }
remind-title-overdue = Not yet received: { $report }
remind-title-moved = New deadline: { $report }
remind-title-upper = Units still missing: { $report }
remind-title-many = Reports that are due ({ $count } matters)

remind-dear = To { $name }.
remind-dear-post = To { $name }, { $post }.

remind-before-alone = Your unit is asked to send the { $report } { $until }.
remind-before = { $unit } is asked to send the { $report } { $until }.
remind-last = The last day is { $weekday }, { $last }; days left: { $left }.
remind-eve = { $weekday } is a day off; please complete and send it today, { $today }. Should there be a difficulty, tap “Report a difficulty”.
remind-moved = The deadline for the { $report } of { $unit } has changed: { $until }.
remind-moved-instead = It replaces the one that you were told of before.
remind-day = Today, { $weekday }, { $last }, is the last day for the { $report }.
remind-missing = The office has not yet received the report of { $unit }.
remind-missing-draft = The office has not yet received the report of { $unit } ({ $done } of { $asked } sections of the draft are done).
remind-day-ask = Please complete and send it today; should there be a difficulty, tap “Report a difficulty”.
remind-overdue = As of { $hour } on { $day }, { $front } has not yet received the { $report } of { $unit } (days overdue: { $late }).
remind-overdue-ask = Please send it today and give the reason for the delay, so that the office can consolidate.
remind-overdue-ask-head = Please see to it that it is sent today, with the reason for the delay, so that the office can consolidate.
remind-reporters = Reporting officers: { $names }.
remind-cutoff = Figures up to { $day }.
remind-draft = { $done } of { $asked } sections of the draft are done; tap “Go on with the report” to complete it.
remind-press-start = Tap “Write the report” to begin.
remind-more = And { $count } more reports: see /baocao.
remind-office = the office
remind-front = the Standing Board of the Front, { $name },

remind-upper-late = As of { $hour } on { $day }, { $front } has not yet received the { $report }; units missing: { $count } (days overdue: { $late }):
remind-upper = As of { $hour } on { $day }, { $front } has not yet received the { $report }; units missing: { $count }:
remind-upper-more = and { $count } more units
remind-upper-ask = Please follow up; the list with reasons: /chuanop.

remind-button-later = Later
remind-button-hard = Difficulty
remind-button-start = Write: { $unit }
remind-button-go-on = Go on: { $unit }

remind-later-ask = When shall we remind you?
remind-later-1h = In an hour
remind-later-tomorrow = Next working morning
remind-later-before = The day before the last day
remind-later-done = You will be reminded at { $moment }. If the report is sent before that, the reminder falls away.
remind-difficulty-ask = Please describe the difficulty in a few words (at most 1,000 characters); it goes to the level above.
remind-difficulty-done = The difficulty was passed on to: { $names }. The deadline stays as it is unless you are told of an extension.
remind-difficulty-nobody = The difficulty was recorded, but nobody at the level above can be reached at present; please call the office.
refused-snooze-past = It cannot be put off past 15:00 of the last day ({ $last }); please choose another time or write the report now.

# Why an officer or a unit is not reached, in previews.
remind-why-no_officer = no officer
remind-why-never_joined = never joined
remind-why-blocked = blocked the bot
remind-why-gone = the account is gone
