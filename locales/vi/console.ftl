# What the command line prints. Commands themselves are never translated.
console-no-database = Chưa có cơ sở dữ liệu. Đề nghị chạy: python -m bot units init --province "TÊN TỈNH"; nếu trước đây đã có dữ liệu, đề nghị khôi phục từ bản sao lưu: python -m bot restore TỆP
console-old-database = Cơ sở dữ liệu thuộc phiên bản cũ hơn chương trình. Đề nghị sao lưu rồi chạy: python -m bot migrate
console-newer-database = Cơ sở dữ liệu ({ $revision }) thuộc phiên bản mới hơn chương trình này. Đề nghị dùng đúng phiên bản chương trình.
console-read-only = Không ghi được vào cơ sở dữ liệu ({ $path }). Đề nghị kiểm tra quyền của tệp và thư mục.
console-damaged = Cơ sở dữ liệu bị hỏng ({ $path }: { $why }). Đề nghị khôi phục từ bản sao lưu: python -m bot restore TỆP --yes
console-full = Ổ đĩa đã đầy nên chưa ghi được gì. Đề nghị giải phóng dung lượng rồi chạy lại.
console-busy = Chương trình khác đang giữ cơ sở dữ liệu. Đề nghị thử lại sau ít phút.
console-unreachable = Không kết nối được cơ sở dữ liệu: { $why }
console-settings = Thiết lập chưa đúng: { $what }
console-file = Không dùng được tệp { $name }: { $why }
console-loose-file = Người dùng khác trên máy đọc được { $path }, trong đó có khóa bí mật. Đề nghị chạy: chmod 600 { $path }
console-unexpected = Lỗi ngoài dự kiến: { $what }
console-days-turned = Ngày kết thúc trước ngày bắt đầu.
console-migrated = Cơ sở dữ liệu đang ở phiên bản { $revision }.

console-calendar-empty = Không có hạn hoặc lần nhắc nào trong khoảng này.
console-calendar-deadline = { $moment }  HẠN  { $report }
console-calendar-reminder = { $moment }  nhắc { $step }  { $report }, gửi { $to }
console-to-reporter = cán bộ báo cáo
console-to-head = người đứng đầu
console-to-upper = cấp trên

console-remind-at = Xét tại { $moment }: { $count } tin nhắn sẽ gửi.
console-remind-to = { $moment }  { $officer } ({ $channel })
console-remind-item = { "  " }{ $unit }: { $report }, bước { $step }, hạn hết { $last } ({ $to })
console-remind-unreached = Không liên lạc được ({ $count }):
console-remind-lost = { "  " }{ $unit }: { $officer }, { $report }: { $why }
console-nobody = (chưa có cán bộ)
console-why-no_officer = chưa có cán bộ
console-why-never_joined = chưa tham gia
console-why-blocked = đã chặn trợ lý
console-why-gone = tài khoản không còn

console-set-up = { $province }: thêm { $added } đơn vị, { $known } đơn vị đã có từ trước.
console-set-up-duties = Thêm { $duties } chế độ báo cáo, { $days } ngày nghỉ và ngày làm bù.
console-set-up-next = Việc tiếp theo, mời Văn phòng tham gia: { $command }
console-unit-people = [{ $count }]
console-unit-count = Tổng số: { $count } đơn vị.
console-which-top = Có nhiều đơn vị đứng đầu hoặc chưa có đơn vị nào ({ $units }). Đề nghị chọn bằng --unit.

console-invite-officer = Dành riêng cho đồng chí { $officer }.
console-invite-unit-code = Mã đơn vị
console-invite-unit = Đơn vị
console-invite-role = Vai trò
console-invite-name = Họ và tên
console-invite-code = Mã mời
console-invite-link = Liên kết Telegram
console-invite-until = Hiệu lực đến
invite-none-below = Dưới { $unit } không có xã, phường, đặc khu nào.
officer-unknown = { $unit } không có một cán bộ duy nhất là “{ $typed }”. Hiện có: { $officers }

unit-unknown = Không có đơn vị nào là “{ $typed }”.
unit-unknown-near = Không có đơn vị nào là “{ $typed }”. Gần giống: { $units }
unit-unclear = Có { $count } đơn vị là “{ $typed }”: { $units }. Đề nghị ghi mã đơn vị.

console-backup-done = Đã sao lưu vào { $path }: { $rows } dòng, { $files } tệp, { $size } MB, { $seconds } giây.
console-backup-missing = Có { $count } tệp được nhắc đến nhưng không còn trên ổ đĩa, ví dụ { $first }.
console-backup-taken = { $path } đã có và không phải bản sao lưu; tệp được giữ nguyên.
console-backup-not-a-backup = Tệp này không phải bản sao lưu, hoặc chưa đủ.
console-backup-damaged = Bản sao lưu bị hỏng; cơ sở dữ liệu được giữ nguyên.
console-backup-newer = Bản sao lưu thuộc phiên bản mới hơn chương trình này; cơ sở dữ liệu được giữ nguyên.
console-restore-not-empty = Cơ sở dữ liệu đang có nội dung. Thêm --yes để thay thế; nội dung hiện có sẽ được sao lưu trước.
console-in-service = Chương trình đang chạy. Đề nghị dừng lại trước khi khôi phục.
console-restore-copied = Nội dung trước đó được giữ tại { $path }.
console-restore-made = Bản sao lưu lúc { $made }, phiên bản { $version }.
console-restore-reports = Báo cáo đã gửi: trước { $before }, nay { $after }.
console-restore-officers = Cán bộ: trước { $before }, nay { $after }.
console-restore-units = Đơn vị: trước { $before }, nay { $after }.
console-restore-newest = Báo cáo mới nhất: trước { $before }, nay { $after }.
console-restore-last-act = Việc được ghi nhận gần nhất: trước { $before }, nay { $after }.
console-restore-pending = Tin chờ gửi theo bản sao lưu: { $pending }. Có thể đã gửi sau lúc sao lưu.
console-restore-done = Đã khôi phục { $rows } dòng, { $files } tệp trong { $seconds } giây.
console-restore-paused = Mọi kênh đang tạm dừng, chưa tin nào được gửi. Sau khi kiểm tra, đề nghị chạy: { $command }
console-resumed = { $channel }: gửi trở lại (lý do dừng: { $why }); { $leaving } tin gửi ngay, { $cancelled } tin đã hủy.
console-resume-would = { $channel }: đang dừng ({ $why }); khi tiếp tục sẽ gửi ngay { $leaving } tin.
resume-nothing = Không có kênh nào đang tạm dừng.
