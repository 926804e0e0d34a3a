# Word to the office of what did not arrive.
alarm-title = Some messages did not arrive
alarm-late = { $count ->
    [one] One message
   *[other] { $count } messages
} by { $channel } should have left more than 10 minutes ago. The program goes on trying; please telephone the unit if it is urgent.
alarm-stopped = { $channel } refuses the program; messages that wait: { $count }. They are kept and leave as soon as it is accepted again; please ask the administrator to check the token.
alarm-dead = { $count ->
    [one] One message
   *[other] { $count } messages
} cannot be delivered to: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}. Please reach them another way.
alarm-parked = { $count ->
    [one] One incoming message
   *[other] { $count } incoming messages
} could not be acted on, from: { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}. Please ask them to send it again, and the administrator to look at the log.
alarm-silence = { $channel } was out of reach from { $since } to { $back }. { $channel } keeps messages for 24 hours only, so what officers sent between { $since } and { $until } may be lost. Officers who are asked to send it again: { $count }.
