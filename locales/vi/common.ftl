# Words that stand on many screens.
bot-name = Trợ lý báo cáo Mặt trận cơ sở
yes = Có
no = Không
back = ‹ Quay lại
skip = Bỏ qua
next = Tiếp ›
previous = ‹ Trước
menu = Menu
preview = Xem lại báo cáo
cancel = Hủy
none-given = (chưa có)
skipped = (bỏ qua)

# Why something could not be done: one sentence each.
refused-right = Đồng chí không có quyền thực hiện việc này. Nếu cần, đề nghị liên hệ Văn phòng cấp tỉnh.
refused-out-of-date = Nút hoặc màn hình này đã cũ, nội dung đã thay đổi; chưa có gì bị mất.
refused-closed = Đã quá hạn chỉnh sửa báo cáo này; đề nghị liên hệ Văn phòng nếu cần bổ sung.
refused-choose = Đề nghị đồng chí chọn một trong các nút bên dưới.
refused-empty = Nội dung đang trống; đề nghị đồng chí nhập lại.
refused-long = Nội dung dài { $given } ký tự, vượt quá { $most } ký tự; đề nghị rút gọn hoặc gửi kèm tệp.
refused-parts = Nội dung dài hơn một tin nhắn nên ứng dụng đã tách thành nhiều phần; chưa phần nào được ghi. Đề nghị rút gọn hoặc gửi kèm tệp.
refused-number = Đề nghị nhập một số nguyên, ví dụ: 28 hoặc 2.403.
refused-number-big = Số này quá lớn; đề nghị kiểm tra lại.
refused-figures = Cần { $asked } số theo thứ tự, đồng chí đã gửi { $given } mục; đề nghị nhập lại hoặc bấm “Nhập từng số”.
refused-many = Mỗi mục chỉ nhận tối đa { $most } nội dung.
refused-needed = Mục này cần có nội dung trước khi đi tiếp.
refused-incomplete = Báo cáo còn { $count } mục cần hoàn thiện trước khi gửi.
refused-files = Mỗi báo cáo chỉ nhận tối đa { $most } tệp.
refused-file-big = Tệp lớn hơn { $most } MB nên chưa nhận được; đề nghị gửi tệp nhỏ hơn.
refused-file-lost = Chưa tải được tệp; đề nghị đồng chí gửi lại.
refused-file-room = Máy chủ sắp hết dung lượng nên tạm thời chưa nhận tệp và ảnh; nội dung bằng chữ vẫn gửi được bình thường. Đề nghị đồng chí gửi tệp sau.
outage = Hệ thống đang gián đoạn nên chưa xử lý được nội dung đồng chí vừa gửi. Nội dung đã được giữ lại và sẽ được trả lời khi hệ thống hoạt động trở lại; đồng chí không cần gửi lại.
refused-name = Đề nghị nhập họ và tên, từ 2 đến 80 ký tự, không có chữ số.
refused-busy = Hệ thống đang bận; nội dung của đồng chí chưa được ghi, đề nghị thử lại sau ít phút.
