# Names of periods and duties. Period codes: 2026-Q4, 2026-M11, 2026-H1, 2026, 2026-11-22.
period-quarter = quarter { $number }/{ $year }
period-month = month { $number }/{ $year }
period-half =
    { $number ->
        [1] first half of { $year }
       *[2] second half of { $year }
    }
period-year = year { $year }
period-day = on demand, { $day }

duty-situation = People's-situation report,
duty-half-year = Report on the Front's work,
duty-year = Report on the Front's work,
duty-monthly = Report on the Front's work,
