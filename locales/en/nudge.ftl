# A nudge: its preview and what became of it. The message itself stands among the letters.
nudge-preview = Preview of the nudge (not sent yet)
nudge-goes = It will go to { $officers ->
        [one] 1 officer
       *[other] { $officers } officers
    } of { $units ->
        [one] 1 unit
       *[other] { $units } units
    }:
nudge-rest = … and { $count } more units
nudge-rest-people = … and { $count } more people
nudge-nobody = Nobody can be reached here at present; please call, or invite an officer (/donvi).
nudge-lately = { $count } of these units were nudged within the last 24 hours (last at { $moment }).
nudge-unreached = Cannot be reached here: { $count } units
nudge-after-hours = It is outside working hours; the message reaches the officers' phones as soon as it is sent.
nudge-send = Send to { $count ->
        [one] 1 officer
       *[other] { $count } officers
    }
nudge-title = What became of the nudge
nudge-sent = Nudged at { $moment }: { $units ->
        [one] 1 unit
       *[other] { $units } units
    }, { $messages ->
        [one] 1 message
       *[other] { $messages } messages
    }.
nudge-delivered = Delivered: { $count }
nudge-pending = Pending: { $count }
nudge-failed = Failed: { $count }
nudge-withdrawn = No longer needed (the unit has filed): { $count }
nudge-failed-title = Could not be delivered to:
nudge-why-late = waited too long
nudge-why-other = refused by the messenger
nudge-refresh = Refresh

refused-nobody = These units have filed meanwhile or cannot be reached; no message was sent.
