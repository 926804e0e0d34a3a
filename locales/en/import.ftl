# Importing lists of units and officers: what would change, and why a row cannot be taken. Rows as the sheet counts them.
import-parent-unknown = Row { NUMBER($row, useGrouping: 0) }: no upper unit “{ $name }” was found. Please check it.
import-parent-missing = Row { NUMBER($row, useGrouping: 0) }: the upper unit of “{ $name }” is missing. Please add it.
import-unit-twice = Row { NUMBER($row, useGrouping: 0) }: the unit “{ $name }” already stands in row { NUMBER($first, useGrouping: 0) }. Please check it.
import-unit-unclear = Row { NUMBER($row, useGrouping: 0) }: { $count } units are “{ $name }”. Please give the unit's code.
import-code-differs = Row { NUMBER($row, useGrouping: 0) }: the unit “{ $name }” has the code { $there }, the file says { $code }. Please check it.
import-name-taken = Row { NUMBER($row, useGrouping: 0) }: a unit “{ $name }” already stands under the same upper unit. Please check it.
import-code-unknown = Row { NUMBER($row, useGrouping: 0) }: no unit has the code { $code }. Please check it.
import-code-other-unit = Row { NUMBER($row, useGrouping: 0) }: the code { $code } is that of “{ $there }”, not of “{ $name }”. Please check it.
import-unit-several = Row { NUMBER($row, useGrouping: 0) }: several units are “{ $name }”: { $units }. Please give the unit's code.
import-unit-unknown = Row { NUMBER($row, useGrouping: 0) }: no unit “{ $name }” was found. Please check it.

import-refused = Nothing was stored: faults to be mended in the file: { $count }.
import-preview = Preview, nothing was stored: to add { $added }, to change { $changed }, rows that change nothing { $same }.
import-done = Stored: added { $added }, changed { $changed }, rows that change nothing { $same }.
import-more = … and { $count } more (--json shows all of them)
import-added-unit = Row { NUMBER($row, useGrouping: 0) }: new unit { $name }, under { $where }
import-added-officer = Row { NUMBER($row, useGrouping: 0) }: new officer { $name }, { $role }, { $where }
import-added-post = Row { NUMBER($row, useGrouping: 0) }: new role { $role } for { $name }, { $where }
import-changed = Row { NUMBER($row, useGrouping: 0) }: { $name }: { $field } from “{ $before }” to “{ $after }”
import-field-name = name
import-field-code = code
import-field-kind = kind
import-field-parent = upper unit
import-field-valid_from = first day
import-field-valid_to = last day
import-field-title = title
