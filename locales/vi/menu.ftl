# The menu, help, roles, channels.
menu-greeting = Kính chào đồng chí { $name }
menu-no-post = Đồng chí hiện chưa được giao vai trò nào; đề nghị liên hệ Văn phòng.
menu-ask = Đồng chí chọn việc cần làm:
menu-go-on = Làm tiếp báo cáo đang soạn
menu-baocao = Lập báo cáo
menu-dagui = Báo cáo đã gửi
menu-tonghop = Tổng hợp
menu-chuanop = Đơn vị chưa nộp
menu-donvi = Đơn vị, mời cán bộ
menu-thietbi = Thêm thiết bị
menu-ngonngu = Ngôn ngữ
menu-trogiup = Trợ giúp

help-title = Đồng chí có thể dùng
help-baocao = lập, làm tiếp hoặc sửa báo cáo đến kỳ
help-dagui = xem các báo cáo đơn vị đã gửi
help-tonghop = tổng hợp tình hình nộp, số liệu, ý kiến của Nhân dân
help-chuanop = đơn vị chưa nộp, lý do, đôn đốc
help-donvi = tra cứu đơn vị, mời cán bộ tham gia
help-thietbi = mở trên máy khác hoặc kênh khác
help-ngonngu = đổi ngôn ngữ
help-trogiup = trang này
help-words = Có thể gõ chữ thường, có dấu hoặc không dấu, ví dụ “bao cao”. Gõ /huy để rời báo cáo đang soạn; bản nháp được giữ nguyên.

role-reporter = cán bộ báo cáo
role-head = người đứng đầu
role-reviewer = cán bộ cấp trên
role-office = Văn phòng
role-admin = quản trị
channel-telegram = Telegram
channel-zalo = Zalo
channel-web = trang trò chuyện của đơn vị

device-title = Mở trên máy khác
device-code = Mã: { $code }. Có hiệu lực trong { $minutes } phút, dùng một lần. Trên máy kia, mở trang trò chuyện hoặc Telegram và nhập mã này.
language-ask = Đồng chí chọn ngôn ngữ:

sent-title = Báo cáo đơn vị đã gửi
sent-none = Đơn vị chưa gửi báo cáo nào qua đây.
sent-line = { $number }. { $report } · { $unit }: gửi lúc { $moment } ({ $state }), mã { $receipt }, bản thứ { $versions }
sent-see = Xem { $number }

report-nothing-open = Hiện không có việc nào đang làm dở.

other-group = Trợ lý chỉ làm việc trong trò chuyện riêng; đề nghị đồng chí nhắn trực tiếp.
other-voice = Trợ lý chưa đọc được tin thoại; đề nghị đồng chí gõ chữ hoặc gửi ảnh, tệp.
other-video = Trợ lý chưa nhận video; đề nghị gửi ảnh hoặc tệp.
other-kind = Trợ lý chỉ nhận chữ, ảnh và tệp. Đồng chí chọn việc cần làm:
other-text = Trợ lý chưa hiểu nội dung này. Đồng chí chọn việc cần làm:
other-edited = Sửa tin nhắn cũ không làm thay đổi nội dung đã ghi; đề nghị dùng nút “Xem lại báo cáo” để sửa.
