# Kế hoạch: đọc tệp, và vì sao một tệp không đọc được.
refused-plan-missing = Không tìm thấy hoặc không mở được tệp { $name }.
refused-plan-empty = Tệp không có nội dung; đề nghị đồng chí kiểm tra và gửi lại.
refused-plan-large = Tệp lớn hơn { $limit } MB nên chưa đọc được; đề nghị gửi tệp nhỏ hơn, không kèm ảnh.
refused-plan-kind = Chỉ đọc được kế hoạch ở dạng Word (.docx), PDF có chữ hoặc văn bản (.txt).
refused-plan-old-word = Đây là tệp Word đời cũ (.doc hoặc .rtf); đề nghị mở bằng Word, lưu lại dạng .docx rồi gửi.
refused-plan-locked = Tệp có mật khẩu nên không đọc được; đề nghị bỏ mật khẩu rồi gửi lại.
refused-plan-corrupt = Tệp bị hỏng hoặc không đúng định dạng; đề nghị mở kiểm tra, lưu lại rồi gửi.
refused-plan-bomb = Tệp bung ra quá lớn so với một kế hoạch nên không được mở, để bảo vệ hệ thống.
refused-plan-unsafe = Tệp chứa khai báo không an toàn (DTD) nên không được mở; đề nghị lưu lại bằng Word rồi gửi.
refused-plan-scan = Tệp PDF này là bản quét (ảnh), không có chữ để đọc; đề nghị gửi bản Word hoặc PDF xuất từ Word.
refused-plan-pages = Tệp có { $pages } trang, vượt quá { $limit } trang; đề nghị chỉ gửi phần kế hoạch.
refused-plan-too-long = Tệp quá dài so với một kế hoạch; đề nghị chỉ gửi phần kế hoạch.
refused-plan-not-text = Tệp văn bản không ở dạng Unicode (UTF-8); đề nghị lưu lại với mã UTF-8 rồi gửi.
refused-plan-slow = Đọc tệp quá lâu nên đã dừng; đề nghị gửi bản gọn hơn hoặc bản Word.

plan-read-head = { $title } (số { $number })
plan-read-task = { $code }. { $title } | chủ trì: { $lead } | hạn: { $due } | dòng { $line }
plan-read-count = Tổng cộng { $tasks } nhiệm vụ, { $dated } có hạn, { $doubtful } cần xem lại; { $duties } chế độ báo cáo.
plan-notice-pages-without-text = Có { $count } trang không có chữ (bản quét) nên chưa đọc được các trang đó.
