# The sheet of invites to print: its button, the question, the words on the cards.
sheet-button = Invites to print
sheet-title = Invites to print
sheet-ask = Make { $waiting } invites ({ $role }) for { $waiting } of the { $units } communes and wards below { $unit } in which nobody has joined. Each is good once, for 72 hours; the sheet can be made only once, so please print it and keep it safe.
sheet-none = No unit below { $unit } needs an invite for { $role } (communes and wards: { $units }).
sheet-sure = Make { $count } invites and get the file
sheet-for = A sheet for { $role }
sheet-done = Made { $count } invites below { $unit }, good for 72 hours. The file to print is right below; please cut it and hand each card to its unit alone.
sheet-written = Wrote { $count } invites to { $path }. The codes are on this sheet only; please keep it safe.

sheet-card-heading = INVITATIONS TO THE REPORTING ASSISTANT · { $unit } · { $count }
sheet-card-footer = Cut along the lines and hand each card to the right person. Take no pictures of it, share it in no group.
sheet-card-role = Role: { $role }
sheet-card-code = Invite code (good once)
sheet-card-until = Good until { $moment }
sheet-card-scan-telegram = Scan to open Telegram
sheet-card-scan-page = Scan to open the page
sheet-card-how-both = How to use it: scan the square and tap “Start”; or open { $page } and type the code.
sheet-card-how-telegram = How to use it: scan the square with your phone, then tap “Start” in Telegram.
sheet-card-how-page = How to use it: scan the square or open { $page }, then type the code.
sheet-card-how-office = How to use it: open the reporting assistant as the office explains and type the code.

invite-sheet-none = In every unit below { $unit } somebody with this role has joined.
invite-sheet-many = There are more than { $most } units here; please choose a smaller branch.
