# Reminders. Both dates are always said: the day named by the rule and the last day that is on time.
remind-title-before = Nhắc hạn: { $report }
remind-title-eve = Sắp hết hạn: { $report }
remind-title-day = Ngày cuối: { $report }
remind-title-overdue = Chưa nhận được: { $report }
remind-title-moved = Điều chỉnh hạn gửi: { $report }
remind-title-upper = Đơn vị chưa gửi: { $report }
remind-title-many = Nhắc hạn báo cáo ({ $count } nội dung)

remind-dear = Kính gửi đồng chí { $name }.
remind-dear-post = Kính gửi đồng chí { $name }, { $post }.

remind-before-alone = Theo chế độ thông tin, báo cáo, đề nghị đơn vị gửi { $report } { $until }.
remind-before = Theo chế độ thông tin, báo cáo, đề nghị { $unit } gửi { $report } { $until }.
remind-last = Ngày cuối là { $weekday }, { $last }, còn { $left } ngày.
remind-eve = { $weekday } là ngày nghỉ; đề nghị đồng chí hoàn thiện và gửi trong hôm nay, { $today }; nếu có khó khăn, bấm “Báo khó khăn”.
remind-moved = Hạn gửi { $report } của { $unit } đã được điều chỉnh: { $until }.
remind-moved-instead = Hạn này thay cho hạn đã nhắc trước đây.
remind-day = Hôm nay, { $weekday }, { $last }, là ngày cuối gửi { $report }.
remind-missing = Văn phòng chưa nhận được báo cáo của { $unit }.
remind-missing-draft = Văn phòng chưa nhận được báo cáo của { $unit } (bản nháp đã hoàn thành { $done }/{ $asked } mục).
remind-day-ask = Đề nghị đồng chí hoàn thiện và gửi trong hôm nay; nếu có khó khăn, bấm “Báo khó khăn”.
remind-overdue = Đến { $hour } ngày { $day }, { $front } chưa nhận được { $report } của { $unit } (quá hạn { $late } ngày).
remind-overdue-ask = Đề nghị đồng chí gửi báo cáo trong ngày và nêu lý do chậm để Văn phòng tổng hợp.
remind-overdue-ask-head = Đề nghị đồng chí quan tâm, chỉ đạo gửi báo cáo trong ngày và nêu lý do chậm để Văn phòng tổng hợp.
remind-reporters = Cán bộ lập báo cáo: { $names }.
remind-cutoff = Số liệu tính đến ngày { $day }.
remind-draft = Bản nháp đã hoàn thành { $done }/{ $asked } mục; đồng chí bấm “Làm tiếp báo cáo” để hoàn thiện.
remind-press-start = Đồng chí bấm “Lập báo cáo” để bắt đầu.
remind-more = Và { $count } báo cáo khác: xem /baocao.
remind-office = Văn phòng
remind-front = Ban Thường trực Ủy ban MTTQ Việt Nam { $name }

remind-upper-late = Đến { $hour } ngày { $day }, { $front } chưa nhận được { $report } của { $count } đơn vị (quá hạn { $late } ngày):
remind-upper = Đến { $hour } ngày { $day }, { $front } chưa nhận được { $report } của { $count } đơn vị:
remind-upper-more = và { $count } đơn vị khác
remind-upper-ask = Đề nghị đồng chí đôn đốc; xem danh sách và lý do: /chuanop.

remind-button-later = Để sau
remind-button-hard = Khó khăn
remind-button-start = Lập: { $unit }
remind-button-go-on = Làm tiếp: { $unit }

remind-later-ask = Nhắc lại đồng chí khi nào?
remind-later-1h = Sau 1 giờ
remind-later-tomorrow = Sáng ngày làm việc tới
remind-later-before = Trước ngày cuối một ngày
remind-later-done = Sẽ nhắc lại lúc { $moment }. Nếu báo cáo được gửi trước đó, lời nhắc này không còn.
remind-difficulty-ask = Đồng chí nêu ngắn gọn khó khăn của đơn vị (tối đa 1.000 ký tự); nội dung sẽ được chuyển đến cấp trên trực tiếp.
remind-difficulty-done = Đã chuyển nội dung khó khăn đến: { $names }. Hạn gửi báo cáo không thay đổi cho đến khi có thông báo gia hạn.
remind-difficulty-nobody = Nội dung khó khăn đã được ghi nhận, nhưng hiện chưa liên lạc được với cán bộ cấp trên; đề nghị đồng chí gọi Văn phòng.
refused-snooze-past = Không thể hẹn muộn hơn 15 giờ ngày cuối ({ $last }); đề nghị đồng chí chọn lúc khác hoặc lập báo cáo ngay.

# Why an officer or a unit is not reached, in previews.
remind-why-no_officer = chưa có cán bộ
remind-why-never_joined = chưa tham gia
remind-why-blocked = đã chặn bot
remind-why-gone = tài khoản không còn
