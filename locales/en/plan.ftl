# Plans: reading a file, and why a file cannot be read.
refused-plan-missing = The file { $name } was not found or cannot be opened.
refused-plan-empty = The file is empty; please check it and send it again.
refused-plan-large = The file is larger than { $limit } MB and was not read; please send a smaller one, without pictures.
refused-plan-kind = A plan can be read from Word (.docx), PDF with text, or plain text (.txt) only.
refused-plan-old-word = This is an old Word file (.doc or .rtf); please open it in Word, save it as .docx and send that.
refused-plan-locked = The file has a password and cannot be read; please remove the password and send it again.
refused-plan-corrupt = The file is damaged or not what its name says; please open it, save it again and send that.
refused-plan-bomb = The file unpacks to far more than a plan and was not opened, to protect the system.
refused-plan-unsafe = The file holds an unsafe declaration (DTD) and was not opened; please save it again with Word.
refused-plan-scan = This PDF is a scan (pictures) without text to read; please send the Word file or a PDF made from it.
refused-plan-pages = The file has { $pages } pages, more than { $limit }; please send only the plan.
refused-plan-too-long = The file is far too long for a plan; please send only the plan.
refused-plan-not-text = The text file is not Unicode (UTF-8); please save it as UTF-8 and send it again.
refused-plan-slow = Reading the file took too long and was stopped; please send a shorter one or the Word file.

plan-read-head = { $title } (number { $number })
plan-read-task = { $code }. { $title } | lead: { $lead } | due: { $due } | line { $line }
plan-read-count = { $tasks } tasks in all, { $dated } with a due date, { $doubtful } to look at; { $duties } duties to report.
plan-notice-pages-without-text = { $count } pages hold no text (scanned) and were not read.
