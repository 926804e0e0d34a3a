# Broadcasts: writing, to whom, preview, what became of it, answers.
menu-thongbao = Broadcast
help-thongbao = write to units; see who got it, read it, answered
command-thongbao = Write to units

broadcast-title = Broadcast
broadcast-root-ask = To which branch?
broadcast-text-ask = Please type the message; a picture or a file may go with it.
broadcast-draft-text = The text so far: “{ $text }”
broadcast-go-on = Keep this text
broadcast-file = File: { $name }
broadcast-file-may = Should a picture or a file go with it, send it here now.
broadcast-file-drop = Leave the file out
broadcast-whom = To whom does it go?
broadcast-whom-change = Change to whom
broadcast-to-all = All units
broadcast-to-branch = By branch
broadcast-to-kind = By kind of unit
broadcast-to-missing = Units that have not reported
broadcast-to-hand = Type names of units
broadcast-kind = { $kind } ({ $count })
broadcast-choose = Choose one or more; tap again to take one out.
broadcast-nothing-below = There is no unit below this one.
broadcast-done = Done ({ $count })
broadcast-names-ask = Please type names of units, one a line or with commas between them, with or without accents.
broadcast-names = { $count } chosen: { $names }
broadcast-names-clear = Begin the list anew
broadcast-name-several = Several units are called “{ $typed }”; please choose below.
broadcast-name-alike = “{ $typed }” was not found; the units below look alike.
broadcast-name-unknown = “{ $typed }” was not found; please type it again.
broadcast-rest = … and { $count } more units
broadcast-edit = Change the text
broadcast-drop = Give it up
broadcast-dropped = Given up; no message was sent.
broadcast-preview = Preview of the broadcast (not sent yet)
broadcast-goes = It will go to { $officers ->
        [one] 1 officer
       *[other] { $officers } officers
    } of { $units ->
        [one] 1 unit
       *[other] { $units } units
    }: { $names }
broadcast-nobody = Nobody can be reached in the units that were chosen.
broadcast-send = Send to { $count ->
        [one] 1 officer
       *[other] { $count } officers
    }
broadcast-when = Send at a time
broadcast-when-now = To be sent: as soon as you tap.
broadcast-when-at = To be sent: { $moment }
broadcast-when-ask = Choose a time or type one, such as: 16/12 08:30. Working hours only.
broadcast-at = Send at { $moment }
broadcast-at-once = Send at once

broadcast-sent-title = What became of the broadcast
broadcast-sent = Sent at { $moment } by { $by }. Officers: { $officers }, units: { $units }.
broadcast-planned = To be sent at { $moment }, by { $by }. Officers: { $officers }, units: { $units }.
broadcast-read = Read: { $count }
broadcast-answers = Answers: { $count }
broadcast-stopped = Stopped at { $moment }.
broadcast-stopped-count = Not sent any more: { $count }
broadcast-stop = Stop ({ $count } waiting)
broadcast-stop-ask = Stop this broadcast? { $delivered } delivered, { $pending } waiting. What was delivered cannot be taken back.
broadcast-see-answers = Read the answers ({ $count })
broadcast-answer-of = { $name } · { $unit } · { $moment }

broadcast-read-noted = Noted: you have read it.
broadcast-answer-ask = Please type your answer (or /huy to leave it).
broadcast-answer-done = Your answer goes to the sender of the broadcast. Thank you.
broadcast-answer-none = No answer was sent.

letter-broadcast-title = Notice
letter-broadcast-by = Sent by: { $by }, { $unit }.
letter-broadcast-read = Read
letter-broadcast-answer = Answer
letter-broadcast-answers = Answers to the broadcast: { $count }
letter-broadcast-about = Broadcast: “{ $about }”
letter-broadcast-more = … and { $count } more
letter-broadcast-see = Read all answers

refused-broadcast-nobody = Nobody can be reached in the units that were chosen; no message was sent.
refused-broadcast-when = This is no day and hour; please type it like: 16/12 08:30.
refused-broadcast-past = This moment is over; please choose another.
refused-broadcast-far = A broadcast can wait { $days } days at most; please choose an earlier day.
refused-broadcast-hours = This lies outside working hours ({ $hours }, days off excepted); please choose another time.

unit-kind-tinh = Province
unit-kind-thanh_pho = City
unit-kind-huyen = District
unit-kind-xa = Commune
unit-kind-phuong = Ward
unit-kind-dac_khu = Special zone
unit-kind-thi_tran = Township
unit-kind-khu_dan_cu = Residential area
unit-kind-ban_chuyen_mon = Department
unit-kind-to_chuc_thanh_vien = Member organisation
