# Joining, consent, units and invites.
join-stranger = Hello. This is an internal reporting assistant of the Front; please open it with an invite link or enter the invite code given by the office.
join-offered = You are invited as { $role } of { $unit }.
join-consent = The reporting assistant of { $unit } processes your name, post, unit, chat account number and the content of your reports in order to receive them, remind of deadlines and summarise the Front's work. Data is kept for 5 years on the office's server; messages travel through { $channel } (whose servers may be abroad if it is an outside platform). You may see and correct your data, withdraw consent or ask for deletion with /dulieu. Send no state secrets; write no names or private details of citizens. Do you agree?
join-agree = I agree
join-disagree = I do not agree
join-refused = Noted. Nothing about you is kept; reports can still be sent on paper or by e-mail. The invite stays valid if you change your mind.
join-name = Please enter your full name.
join-welcome = Welcome, { $name }
join-done = You have joined as { $role } of { $unit }.

unit-title = Units
unit-which = You look after several places. Which one?
unit-search = Type a unit's name to find it, with or without accents.
unit-found = { $count } units found:
unit-not-found = No unit of that name within your reach.
unit-nobody = No officers yet.
unit-person = { $name } · { $role } · { $state }
unit-below = { $name } ({ $joined }/{ $people })
unit-invite = Invite { $role }
reach-joined = joined
reach-never = has not joined
reach-blocked = cannot be reached
invite-title = Invite
invite-told = Invitation to { $unit } as { $role }. Single use, valid until { $moment }.
invite-link = Telegram link: { $link }
invite-typed = Send to the bot on Telegram: { $link }
invite-code = Code to type: { $code }
invite-once = The code is shown only once; please send it privately to the right person.

idle-title = Please confirm this account
idle-told = This account has been idle for long, so earlier reports, summaries and exports do not open. Please ask the office, or who is in charge, for a new invite code and type it here. Meanwhile reports can be written and sent as always.
