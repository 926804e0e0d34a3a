# Names of periods and duties. Period codes: 2026-Q4, 2026-M11, 2026-H1, 2026, 2026-11-22.
period-quarter = quý { $number }/{ $year }
period-month = tháng { $number }/{ $year }
period-half =
    { $number ->
        [1] 6 tháng đầu năm { $year }
       *[2] 6 tháng cuối năm { $year }
    }
period-year = năm { $year }
period-day = đột xuất ngày { $day }

duty-situation = Báo cáo tình hình Nhân dân
duty-half-year = Báo cáo kết quả công tác Mặt trận
duty-year = Báo cáo kết quả công tác Mặt trận
duty-monthly = Báo cáo kết quả công tác Mặt trận
