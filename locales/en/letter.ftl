# What letters of several kinds share, and the letters that answer an act.
letter-notice = Notice
letter-again = (Sent again; you may have received it already.)
letter-close = With respect.
letter-hour = { $hour }:00
letter-hour-minutes = { $hour }:{ $minutes }
letter-until = before { $deadline } (until the end of { $last })
letter-until-inclusive = at the latest by the end of { $last }
letter-due = Due: { $until }, that is, to the end of { $weekday }.
letter-due-extended = The deadline was extended: { $until }, that is, to the end of { $weekday }.
letter-button-start = Write the report
letter-button-go-on = Go on with the report
letter-button-difficulty = Report a difficulty

letter-handed-title = Your unit has sent its report
letter-handed = { $by } sent the { $report } of { $unit } at { $moment } ({ $state }). Receipt: { $number }. Version { $version }.

letter-nudge-title = Please send: { $report }
letter-nudge-dear = To those who report for { $unit }.
letter-nudge-open = As of { $hour } on { $day }, the office has not yet received the { $report } of { $unit }. Please complete and send it in time; should there be a difficulty, tap “Report a difficulty”.
letter-nudge-late = As of { $hour } on { $day }, the office has not yet received the { $report } of { $unit } (days overdue: { $late }). Please send it today; should there be a difficulty, tap “Report a difficulty”.
letter-nudge-note = Message: “{ $note }”
letter-nudge-by = Sent by: { $by }.

letter-difficulty-title = { $unit } reports a difficulty
letter-difficulty = { $by }, { $unit }, reports a difficulty with the { $report } (due by the end of { $last }).
letter-difficulty-note = In their words: “{ $note }”

letter-joined-title = Somebody joined by your invite
letter-joined-title-of = Somebody joined by an invite that { $name } made
letter-joined-one = • { $name } – { $role }, { $unit }
letter-joined-more = … and { $count } more, see Units.
letter-joined-wrong = If somebody is not who was meant, please tap the name and revoke the account at once.

letter-silence-title = Please send again what was not answered
letter-silence = { $channel } was out of reach for more than 24 hours: what you sent between { $since } and { $until } may not have reached the system. If something that you sent in that time was not answered, please send it again.
letter-silence-kept = What was answered is kept in full and need not be sent again; what you sent after { $until } still arrives and is answered.
