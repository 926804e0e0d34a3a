# The menu, help, roles, channels.
menu-greeting = Welcome, { $name }
menu-no-post = You hold no role at present; please contact the office.
menu-ask = What would you like to do?
menu-go-on = Go on with the open report
menu-baocao = Report
menu-dagui = Reports sent
menu-tonghop = Summary
menu-chuanop = Units missing
menu-donvi = Units, invite officers
menu-thietbi = Add a device
menu-ngonngu = Language
menu-trogiup = Help

help-title = You can use
help-baocao = write, continue or correct the report that is due
help-dagui = see what your unit has sent
help-tonghop = summary of filing, figures and the people's opinions
help-chuanop = units that have not filed, why, and nudging them
help-donvi = look up units, invite officers
help-thietbi = open on another device or channel
help-ngonngu = change the language
help-trogiup = this page
help-words = Plain words work too, with or without accents, for example “bao cao”. /huy leaves the open report; the draft is kept.

role-reporter = reporting officer
role-head = head of unit
role-reviewer = officer of the level above
role-office = provincial office
role-admin = administrator
channel-telegram = Telegram
channel-zalo = Zalo
channel-web = the office's chat page

device-title = Open on another device
device-code = Code: { $code }. Valid for { $minutes } minutes, once. On the other device open the chat page or Telegram and enter this code.
language-ask = Choose your language:

sent-title = Reports sent by your unit
sent-none = Your unit has sent no report here yet.
sent-line = { $number }. { $report } · { $unit }: sent at { $moment } ({ $state }), receipt { $receipt }, version { $versions }
sent-see = See { $number }

report-nothing-open = Nothing is in progress at present.

other-group = The assistant works only in private chats; please write to it directly.
other-voice = The assistant cannot listen to voice messages; please type, or send a picture or file.
other-video = The assistant does not take videos; please send pictures or files.
other-kind = The assistant takes text, pictures and files only. What would you like to do?
other-text = The assistant did not understand this. What would you like to do?
other-edited = Editing an old message does not change what is stored; please use “Review the report” to correct it.
