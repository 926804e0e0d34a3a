# Words that stand on many screens.
bot-name = Grass-roots Front reporting assistant
yes = Yes
no = No
back = ‹ Back
skip = Skip
next = Next ›
previous = ‹ Previous
menu = Menu
preview = Review the report
cancel = Cancel
none-given = (nothing yet)
skipped = (skipped)

# Why something could not be done: one sentence each.
refused-right = You do not have the right to do this. If you need it, please contact the provincial office.
refused-out-of-date = This button or screen is out of date, the content has changed; nothing is lost.
refused-closed = The time for corrections to this report has passed; please contact the office if something must be added.
refused-choose = Please choose one of the buttons below.
refused-empty = The text is empty; please enter it again.
refused-long = The text has { $given } characters, more than { $most }; please shorten it or attach a file.
refused-parts = The text is longer than one message, so the app cut it into parts; none of them was stored. Please shorten it or attach a file.
refused-number = Please enter a whole number, for example 28 or 2.403.
refused-number-big = This number is too large; please check it.
refused-figures = { $asked } numbers in order are needed, you sent { $given } items; please enter them again or tap “One by one”.
refused-many = Each section takes at most { $most } entries.
refused-needed = This section needs an entry before you can go on.
refused-incomplete = The report has { $count } sections to complete before it can be sent.
refused-files = Each report takes at most { $most } files.
refused-file-big = The file is larger than { $most } MB and was not received; please send a smaller one.
refused-file-lost = The file could not be fetched; please send it again.
refused-file-room = The server is short of room and takes no files or pictures at present; text can be sent as usual. Please send the file later.
outage = The system is interrupted and could not act on what you just sent. It is kept and will be answered as soon as the system works again; there is no need to send it again.
refused-name = Please enter your full name, 2 to 80 characters, without digits.
refused-busy = The system is busy; your message was not stored, please try again in a few minutes.
