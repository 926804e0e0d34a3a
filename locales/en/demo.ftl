# What the demo prints.
demo-ready = The demo runs at { $address } (Ctrl-C ends it). Choose a persona in the bar at the top and move the clock to see reminders.
