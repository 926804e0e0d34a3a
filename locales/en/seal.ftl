# The audit's fingerprint, sent once a week to who may read the audit.
seal-title = Fingerprint of the audit
seal-told = Up to line { NUMBER($line, useGrouping: 0) }, { $day }: { $print }. Please keep this message; with it can be shown later that the audit was not changed.

console-audit-holds = The audit agrees with { $seals } seals ({ $lines } lines); { $open } new lines are not sealed yet.
console-audit-print = Newest fingerprint: { $print } (up to line { NUMBER($line, useGrouping: 0) }, { $at }).
console-audit-broken = The audit does NOT agree with seal { NUMBER($seal, useGrouping: 0) } ({ $at }), lines { NUMBER($first, useGrouping: 0) } to { NUMBER($upto, useGrouping: 0) }: { $counted } lines were sealed, { $there } are there now. In that range the audit or the seal was changed.
console-audit-known = The fingerprint asked for is that of seal { NUMBER($seal, useGrouping: 0) } ({ $at }), up to line { NUMBER($line, useGrouping: 0) }; the lines up to there are as they were.
console-audit-unknown = No seal that still holds has the fingerprint asked for: the audit was replaced or cut short, or the database was restored from a backup older than that message.
check-seal-ok = Audit: { $seals } seals, the newest up to line { NUMBER($line, useGrouping: 0) }.
check-seal-none = The audit has no seal yet; the program in service makes one within minutes.
check-seal-late = The audit has lines without a seal for { $hours } hours. Please look into the program's log.
