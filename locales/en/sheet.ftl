# Lists of units and officers from a spreadsheet: why the file, or one row of it, cannot be taken.
# $row and $first are row numbers as the spreadsheet shows them, and are never grouped.
sheet-error-empty = The file holds no data. Please check it and send it again.
sheet-error-size = The file is larger than { $limit } MB and was not taken. Please send a smaller one.
sheet-error-kind = Only Excel (.xlsx) and CSV files are taken. Please save the list as one of these and send it again.
sheet-error-old-excel = This is an old Excel file (.xls). Please open it, choose “Save As”, kind .xlsx, and send it again.
sheet-error-password = The file has a password and could not be read. Please remove the password and send it again.
sheet-error-damaged = The file is damaged or of another format and could not be read. Please open it, save it as .xlsx and send it again.
sheet-error-unsafe = The file is built in an unusual way and was not opened, to be safe. Please copy the list into a new Excel file and send that.
sheet-error-rows = The list is longer than { $limit } rows. Please split it into several files, or delete stray cells below the table.
sheet-error-columns = The list is wider than { $limit } columns. Please delete stray cells to the right of the table and send it again.
sheet-error-coding = The CSV file is not in Unicode, so Vietnamese letters may be wrong. Please save it as “CSV UTF-8” or .xlsx and send it again.
sheet-error-quotes = The CSV file has an open quotation mark or too long a cell near row { NUMBER($row, useGrouping: 0) }. Please check it, or send an .xlsx file.
sheet-error-header-units = No header row with a column “Tên đơn vị” (unit name) was found. Please use the template for units.
sheet-error-header-officers = No header row with the columns “Mã đơn vị” (unit code) or “Tên đơn vị” (unit name), “Họ và tên” (full name) and “Vai trò” (role) was found. Please use the template for officers.
sheet-error-column-twice = Two columns hold the same thing; the second is “{ $column }”. Please keep one of them.

sheet-problem-name-missing = Row { NUMBER($row, useGrouping: 0) }: the unit's name is missing. Please add it.
sheet-problem-name-letters = Row { NUMBER($row, useGrouping: 0) }: “{ $name }” is not a name. Please check it.
sheet-problem-long = Row { NUMBER($row, useGrouping: 0) }: “{ $text }…” is longer than { $limit } characters. Please shorten it.
sheet-problem-code = Row { NUMBER($row, useGrouping: 0) }: the code “{ $code }” cannot be used. A code has at most { $limit } plain letters, digits, dots, hyphens, underscores or slashes, and no spaces.
sheet-problem-kind = Row { NUMBER($row, useGrouping: 0) }: the kind of unit “{ $kind }” is not known. Please write one of: province, city, district, commune, ward, special zone, township, residential area, department, member organisation.
sheet-problem-kind-missing = Row { NUMBER($row, useGrouping: 0) }: the kind of the unit “{ $name }” is not clear. Please fill the column “Loại” (kind).
sheet-problem-kind-name = Row { NUMBER($row, useGrouping: 0) }: the name “{ $name }” differs from the kind “{ $kind }”. Please check it.
sheet-problem-date = Row { NUMBER($row, useGrouping: 0) }: the date “{ $date }” cannot be read. Please write it as 01/07/2025 (day first).
sheet-problem-days-turned = Row { NUMBER($row, useGrouping: 0) }: the last day comes before the first. Please check it.
sheet-problem-parent-circle = Row { NUMBER($row, useGrouping: 0) }: the unit “{ $name }” stands under itself, directly or through others. Please check the column of the upper unit.
sheet-problem-parent-unclear = Row { NUMBER($row, useGrouping: 0) }: { $count } units are called “{ $name }”, so the upper unit is not clear. Please give its code.
sheet-problem-code-twice = Row { NUMBER($row, useGrouping: 0) }: the code “{ $code }” already stands in row { NUMBER($first, useGrouping: 0) }. Please check it.
sheet-problem-name-twice = Row { NUMBER($row, useGrouping: 0) }: the unit “{ $name }” already stands in row { NUMBER($first, useGrouping: 0) } under the same upper unit. Please check it.

sheet-problem-unit-missing = Row { NUMBER($row, useGrouping: 0) }: the unit's code or name is missing. Please add it.
sheet-problem-person-missing = Row { NUMBER($row, useGrouping: 0) }: the officer's name is missing. Please add it.
sheet-problem-role-missing = Row { NUMBER($row, useGrouping: 0) }: the role is missing. Please write one of: reporter, head, reviewer, office, admin.
sheet-problem-role = Row { NUMBER($row, useGrouping: 0) }: the role “{ $role }” is not known. Please write one of: reporter, head, reviewer, office, admin.
sheet-problem-person-twice = Row { NUMBER($row, useGrouping: 0) }: { $name } already stands in row { NUMBER($first, useGrouping: 0) } with the same unit, title and role. Please check it.
