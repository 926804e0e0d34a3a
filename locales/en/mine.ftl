# One's own settings and data.
menu-caidat = Settings
menu-dulieu = My data
help-caidat = language, reminder hour, notices
help-dulieu = see what is stored about you, withdraw consent
setting-title = Settings
setting-told = Morning reminders: from { $hour }. Reminders and the office's own messages cannot be switched off.
setting-on = On: { $notice }
setting-off = Off: { $notice }
notice-handed = word when a colleague has sent the report
data-title = My data
data-told = The system keeps: your name, post, unit, chat accounts, the reports, task entries and answers you sent, and the messages sent to you.
data-file = Send me the file
data-withdraw = Withdraw consent
data-withdraw-told = If you withdraw consent your account, name, post and the chat kept here are deleted at once and you can no longer use the assistant. Reports belong to the unit and are kept, tied to a number only; so is the log of acts. You can still report on paper or by e-mail.
data-withdraw-yes = Withdraw and delete
data-withdrawn = Consent is withdrawn and your personal data deleted. To come back, please ask the office for a new invite.
