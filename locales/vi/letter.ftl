# What letters of several kinds share, and the letters that answer an act.
letter-notice = Thông báo
letter-again = (Tin gửi lại; có thể đồng chí đã nhận được.)
letter-close = Trân trọng.
letter-hour = { $hour } giờ
letter-hour-minutes = { $hour } giờ { $minutes }
letter-until = trước ngày { $deadline } (hết ngày { $last })
letter-until-inclusive = chậm nhất hết ngày { $last }
letter-due = Hạn gửi: { $until }, tức hết { $weekday }.
letter-due-extended = Hạn gửi đã được gia hạn: { $until }, tức hết { $weekday }.
letter-button-start = Lập báo cáo
letter-button-go-on = Làm tiếp báo cáo
letter-button-difficulty = Báo khó khăn

letter-handed-title = Đơn vị đã gửi báo cáo
letter-handed = Đồng chí { $by } đã gửi { $report } của { $unit } lúc { $moment } ({ $state }). Mã tiếp nhận: { $number }. Bản thứ { $version }.

letter-nudge-title = Đề nghị gửi { $report }
letter-nudge-dear = Kính gửi các đồng chí phụ trách báo cáo, { $unit }.
letter-nudge-open = Đến { $hour } ngày { $day }, Văn phòng chưa nhận được { $report } của { $unit }. Đề nghị đồng chí hoàn thiện và gửi đúng hạn; nếu có khó khăn, bấm “Báo khó khăn”.
letter-nudge-late = Đến { $hour } ngày { $day }, Văn phòng chưa nhận được { $report } của { $unit } (quá hạn { $late } ngày). Đề nghị đồng chí gửi báo cáo trong ngày; nếu có khó khăn, bấm “Báo khó khăn”.
letter-nudge-note = Nội dung nhắn: “{ $note }”
letter-nudge-by = Người gửi: { $by }.

letter-difficulty-title = { $unit } báo khó khăn
letter-difficulty = Đồng chí { $by }, { $unit }, báo khó khăn trong việc gửi { $report } (hạn: hết { $last }).
letter-difficulty-note = Nội dung: “{ $note }”

letter-joined-title = Có người tham gia bằng mã mời của đồng chí
letter-joined-title-of = Có người tham gia bằng mã mời do { $name } tạo
letter-joined-one = • { $name } – { $role }, { $unit }
letter-joined-more = … và { $count } người khác, xem trong mục Đơn vị.
letter-joined-wrong = Nếu có trường hợp không đúng đối tượng, đề nghị đồng chí chọn tên để thu hồi tài khoản ngay.

letter-silence-title = Đề nghị gửi lại nội dung chưa được trả lời
letter-silence = Do mất kết nối với { $channel } quá 24 giờ, nội dung đồng chí gửi từ { $since } đến { $until } có thể chưa đến hệ thống. Nếu trong thời gian này đồng chí có gửi nội dung mà chưa được trả lời, đề nghị đồng chí gửi lại.
letter-silence-kept = Nội dung đã được trả lời vẫn được lưu đầy đủ, không cần gửi lại; nội dung gửi sau { $until } vẫn đến hệ thống và được trả lời.
