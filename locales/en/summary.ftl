# The summary that the office asks for.
summary-title = { $report } · { $unit }
summary-head = As of { $moment }. Due by the end of { $last }.
summary-choose = Please choose a report and a unit:
summary-no-duty = No report has a deadline yet.
summary-nothing = Nothing yet.

summary-received = Received from { $received } of { $owed } units ({ $percent }).
summary-timely = On time { $ontime } ({ $percent }), late { $late }, not received { $missing }.
summary-overdue = Of those not received, { $overdue } are past their deadline.
summary-before = Period before ({ $period }): received { $received } of { $owed } ({ $percent }), on time { $timely }.
summary-beyond = Besides these, { $count } reports came from units that no longer owe one this period.
summary-choice = { $name }: { $counts }
summary-said = Opinions: { $count }{ $change }, from { $units ->
        [one] 1 unit
       *[other] { $units } units
    }
summary-opinions = Opinions: { $count }, from { $units ->
        [one] 1 unit
       *[other] { $units } units
    }; hot spots: { $hot }
summary-hottest = Hot spots: { $count }{ $change }
summary-hot-title = Hot spots:
summary-hot-line = • { $unit } · { $topic }: “{ $text }”

summary-units = By unit
summary-all-units = Every unit
summary-figures = Figures
summary-topics = Opinions by topic
summary-hot = Hot spots ({ $count })
summary-recommendations = Recommendations
summary-choices = General mood
summary-missing = Not received ({ $count })
summary-up = ‹ One level up

summary-branch = { $unit }: received { $received } of { $owed } ({ $percent }), on time { $ontime }, late { $late }, not received { $missing }
summary-branch-before = (before: { $received } of { $owed })
summary-unit-on-time = { $unit }: on time, sent { $moment }
summary-unit-late = { $unit }: late by { $days ->
        [one] 1 day
       *[other] { $days } days
    }, sent { $moment }
summary-unit-waiting = { $unit }: not received yet, still in time
summary-unit-overdue = { $unit }: not received, { $days ->
        [one] 1 day
       *[other] { $days } days
    } past the deadline
summary-unit-before = (before: { $state })
summary-extended = (extended)
summary-extended-to = (extended to the end of { $last })
state-on_time = on time
state-late = late
state-waiting = not received
state-overdue = not received

summary-option = { $option }: { $count } ({ $percent })
summary-option-none = { $option }: 0
option-nobody = No addressee given
summary-figure = { $name }: { $total }
summary-share = { $part } of { $whole }: { $percent }
summary-share-before = { $part } of { $whole }: { $percent } (before: { $before })
summary-check-off = To be checked: { $total } is { $given }, but its parts add up to { $added }.
summary-topic = { $topic }: { $count ->
        [one] 1 opinion
       *[other] { $count } opinions
    }, { $units ->
        [one] 1 unit
       *[other] { $units } units
    }
summary-asked = Recommendations of this period
summary-ended = What became of earlier recommendations
summary-addressee = { $addressee }: { $count ->
        [one] 1 recommendation
       *[other] { $count } recommendations
    }, { $units ->
        [one] 1 unit
       *[other] { $units } units
    }
summary-behind = { $name } ({ $count })
summary-passage = { $unit }: “{ $text }”
summary-people = about { $count } people
summary-to = recommended to: { $addressee }

change-same = (as in the period before)
change-new = (before: { $before })
change-up = (before: { $before }, up { $percent })
change-down = (before: { $before }, down { $percent })

refused-turn = There is no such reporting period; please choose again.
refused-unit = This unit was not found; please choose again.
