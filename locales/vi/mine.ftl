# One's own settings and data.
menu-caidat = Cài đặt
menu-dulieu = Dữ liệu của tôi
help-caidat = ngôn ngữ, giờ nhắc, các loại thông báo
help-dulieu = xem dữ liệu được lưu về mình, rút lại đồng ý
setting-title = Cài đặt
setting-told = Giờ nhắc buổi sáng: từ { $hour }. Nhắc hạn và thông báo của cấp trên không tắt được.
setting-on = Đang bật: { $notice }
setting-off = Đang tắt: { $notice }
notice-handed = báo khi đồng nghiệp đã gửi báo cáo
data-title = Dữ liệu của tôi
data-told = Hệ thống lưu: họ tên, chức vụ, đơn vị, tài khoản trò chuyện, các báo cáo, tình hình nhiệm vụ và câu trả lời đồng chí đã gửi, tin nhắn đã gửi đến đồng chí.
data-file = Gửi cho tôi tệp dữ liệu
data-withdraw = Rút lại đồng ý
data-withdraw-told = Nếu rút lại đồng ý: tài khoản, họ tên, chức vụ, nội dung trò chuyện lưu tại hệ thống bị xóa ngay và đồng chí không dùng được trợ lý nữa. Báo cáo đã gửi thuộc về đơn vị nên vẫn được lưu, chỉ gắn với một mã số; nhật ký thao tác cũng vậy. Đồng chí vẫn có thể báo cáo bằng văn bản hoặc thư điện tử.
data-withdraw-yes = Đồng ý rút và xóa
data-withdrawn = Đã rút lại đồng ý và xóa thông tin cá nhân. Nếu cần dùng lại, đề nghị xin mã mời mới của Văn phòng.
