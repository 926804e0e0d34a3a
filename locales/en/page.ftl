# The web chat page. {count}, {name} … of the page's own sentences are filled in by the browser.

page-bot-name = Tin cơ sở
page-organisation = Vietnam Fatherland Front
page-noscript = This page needs JavaScript. Please switch it on in your browser and load the page again.

# The connection
page-connected = Online
page-connecting = Connecting…
page-reconnecting = Connecting again…
page-offline = No network – messages will be sent later
page-pending = Waiting to be sent
page-sent = Sent
page-not-sent = Not sent yet

# Signing in
page-login-title = Sign in with an invite code
page-login-explain = Enter the 12-character invite code that the Front's office above you sent you; each code works once.
page-login-enter = Open the chat
page-login-help = No code yet? Please contact the office of the provincial Fatherland Front Committee.
page-login-failed = The server could not be reached. Please check the network and try again.
page-code-empty = An invite code has 12 letters and digits. Please check it.
page-code-shown = I am sending my invite code.
page-logout = Sign out
page-logout-ask = Sign out on this device? To come back you will need a new invite code.
page-other-language = Tiếng Việt
page-signed-out = The session has ended. Please sign in again with an invite code.
page-options = Options

# The chat
page-log = Conversation
page-you = You
page-today = Today
page-yesterday = Yesterday
page-older = Loading older messages…
page-older-failed = Older messages could not be loaded. Tap to try again.
page-new-messages = New messages: { $count }
page-to-end = Go to the newest message
page-typing = Writing an answer
page-welcome = No messages yet. Press the button below to begin.
page-start-button = Begin

# Writing
page-write = Write a message…
page-send = Send
page-menu = Menu
page-attach = Attach a picture or a file
page-drop = Drop the file here to attach it
page-remove = Remove the file { $name }
page-try-again = Send again
page-cancel = Cancel
page-uploading = Uploading { $percent }%

# Files
page-open-picture = View the picture { $name }
page-picture = Picture { $name }
page-save = Save
page-close = Close
page-file-unknown = This file was not found. Please send it again.
page-file-too-big = The file is larger than { $limit } MB and was not sent. Please choose a smaller one.
page-file-empty = The file { $name } is empty.
page-storage-full = The server is short of room and takes no files or pictures at present; text can be sent as usual. Please send the file later.

# Refusals
page-empty = The message is empty.
page-too-long = The message has more than { $limit } characters. Please divide it.
page-button-old = This button is out of date. Please use the newest message.
page-too-fast = Messages came a little fast. Sending goes on in { $seconds } seconds; none is lost.
page-too-many = The account is open in too many windows. Please close some.
page-not-understood = The request was not understood. Please load the page again.
page-trouble = The server has a problem. Please try again in a few minutes.
page-foreign = The request does not come from this page.
page-ok = OK

# The demo's bar
page-demo = Demonstration
page-demo-choose = Act as
page-demo-intro = Choose a person to see the system through that person's eyes. The data here are samples.
page-demo-clock = Demonstration clock
page-demo-hour = +1 hour
page-demo-day = +1 day
page-demo-next = To the next reminder
page-demo-next-at = Next reminder: { $time }
page-demo-next-none = No reminder is waiting
page-demo-own = Choose day and hour
page-demo-set = Set
page-demo-show = Show the clock
page-demo-hide = Hide the clock
page-demo-when = The day and hour could not be read. Please choose again.
page-demo-back = The demonstration clock only goes forward: reminders that went out cannot be called back.
page-demo-moved = It is now { $time }
