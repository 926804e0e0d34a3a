# Who has not handed in, and why.
missing-title = Not received ({ $count })
missing-none = Every unit has sent its report.
missing-counts = Of these: { $counts }
missing-nudge-all = Nudge all
missing-why-no_officer = no officer yet
missing-why-never_joined = the officer has not joined
missing-why-blocked = the officer blocked the assistant
missing-why-gone = the account is no longer in use
missing-why-waiting = report awaited
missing-count-no_officer = no officer: { $count }
missing-count-never_joined = not joined: { $count }
missing-count-blocked = blocked: { $count }
missing-count-gone = account no longer in use: { $count }
missing-count-waiting = can be reached: { $count }
missing-draft = draft { $done }/{ $asked }
missing-left = { $days ->
        [one] 1 day
       *[other] { $days } days
    } left
missing-today = today is the last day
missing-overdue = { $days ->
        [one] 1 day
       *[other] { $days } days
    } past the deadline
missing-extended = extended to the end of { $day }
