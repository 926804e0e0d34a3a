# Descriptions of the commands in the messenger's command menu.
command-start = Start, connect to your unit
command-menu = What you can do
command-nhiemvu = Your tasks
command-baocao = Write the report that is due
command-dagui = Reports your unit has sent
command-tonghop = Summary of a period
command-chuanop = Units whose report is missing
command-donvi = Units and officers
command-thietbi = Open on another device or channel
command-ngonngu = Change the language
command-caidat = Settings
command-dulieu = Your data
command-huy = Stop what you are doing
command-trogiup = Help
