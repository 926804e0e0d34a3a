# What the command line prints. Commands themselves are never translated.
console-no-database = There is no database yet. Please run: python -m bot units init --province "NAME"; if there was data before, please restore it from a backup: python -m bot restore FILE
console-old-database = The database is of an older version than the program. Please make a backup, then run: python -m bot migrate
console-newer-database = The database ({ $revision }) is of a newer version than this program. Please use the program's right version.
console-read-only = The database ({ $path }) cannot be written. Please check the permissions of the file and its folder.
console-damaged = The database is damaged ({ $path }: { $why }). Please restore a backup: python -m bot restore FILE --yes
console-full = The disk is full; nothing was written. Please make room and run it again.
console-busy = Another program holds the database. Please try again in a few minutes.
console-unreachable = The database cannot be reached: { $why }
console-settings = A setting is wrong: { $what }
console-file = The file { $name } cannot be used: { $why }
console-loose-file = Other users of this machine can read { $path }, which holds secrets. Please run: chmod 600 { $path }
console-unexpected = Unexpected error: { $what }
console-days-turned = The last day comes before the first.
console-migrated = The database is at revision { $revision }.

console-calendar-empty = There is no deadline and no reminder between these days.
console-calendar-deadline = { $moment }  DUE  { $report }
console-calendar-reminder = { $moment }  reminder { $step }  { $report }, to { $to }
console-to-reporter = reporters
console-to-head = head
console-to-upper = upper level

console-remind-at = As of { $moment }: messages to be sent: { $count }.
console-remind-to = { $moment }  { $officer } ({ $channel })
console-remind-item = { "  " }{ $unit }: { $report }, step { $step }, due by the end of { $last } ({ $to })
console-remind-unreached = Cannot be reached ({ $count }):
console-remind-lost = { "  " }{ $unit }: { $officer }, { $report }: { $why }
console-nobody = (no officer yet)
console-why-no_officer = no officer yet
console-why-never_joined = never joined
console-why-blocked = has blocked the assistant
console-why-gone = the account is no more

console-set-up = { $province }: units added: { $added }, there before: { $known }.
console-set-up-duties = Duties added: { $duties }; days off and worked instead: { $days }.
console-set-up-next = Next, invite the office: { $command }
console-unit-people = [{ $count }]
console-unit-count = Units in all: { $count }.
console-which-top = There are several top units, or none ({ $units }). Please choose one with --unit.

console-invite-officer = For { $officer } alone.
console-invite-unit-code = Unit code
console-invite-unit = Unit
console-invite-role = Role
console-invite-name = Full name
console-invite-code = Invite code
console-invite-link = Telegram link
console-invite-until = Valid until
invite-none-below = There is no commune, ward or special zone below { $unit }.
officer-unknown = { $unit } has no single officer “{ $typed }”. There are: { $officers }

unit-unknown = No unit is “{ $typed }”.
unit-unknown-near = No unit is “{ $typed }”. Much alike: { $units }
unit-unclear = { $count } units are “{ $typed }”: { $units }. Please give the unit's code.

console-backup-done = Backup written to { $path }: { $rows } rows, { $files } files, { $size } MB, { $seconds } s.
console-backup-missing = { $count } files are spoken of but no longer on the disk, such as { $first }.
console-backup-taken = { $path } is there and is no backup; it was left as it is.
console-backup-not-a-backup = This file is no backup, or not a whole one.
console-backup-damaged = The backup is damaged; the database was left as it is.
console-backup-newer = The backup is of a newer version than this program; the database was left as it is.
console-restore-not-empty = The database is not empty. Add --yes to replace it; a backup of what is there is made first.
console-in-service = The program is running. Please stop it before a restore.
console-restore-copied = What was there before is kept in { $path }.
console-restore-made = The backup was made at { $made }, version { $version }.
console-restore-reports = Reports handed in: { $before } before, { $after } now.
console-restore-officers = Officers: { $before } before, { $after } now.
console-restore-units = Units: { $before } before, { $after } now.
console-restore-newest = Newest report: { $before } before, { $after } now.
console-restore-last-act = Last act written down: { $before } before, { $after } now.
console-restore-pending = Messages that the backup calls pending: { $pending }. They may have been sent after it was made.
console-restore-done = Restored { $rows } rows and { $files } files in { $seconds } s.
console-restore-paused = Every channel is paused and nothing is sent. After a look around, please run: { $command }
console-resumed = { $channel }: sending again (was paused: { $why }); leaving now: { $leaving }, called off: { $cancelled }.
console-resume-would = { $channel }: paused ({ $why }); leaving as soon as it goes on: { $leaving }.
resume-nothing = No channel is paused.
