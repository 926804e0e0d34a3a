# Khi một người gửi quá nhanh.
flood-messages = Tin của đồng chí đến quá nhanh. Tin vừa rồi và các tin gửi trước { $moment } không được xử lý; nội dung đã ghi từ trước vẫn còn nguyên. Đề nghị đồng chí gửi lại sau thời điểm này.
flood-files = Đồng chí gửi tệp, ảnh quá nhiều trong thời gian ngắn. Tệp vừa rồi và các tệp gửi trước { $moment } không được nhận; các tệp đã nhận từ trước vẫn còn nguyên. Đề nghị đồng chí gửi lại sau thời điểm này.
parse-wait = Đang có tệp khác được đọc trước; đề nghị đồng chí chờ ít phút.

# Khi một người xuất quá nhiều dữ liệu trong một giờ.
refused-exports = Trong một giờ qua, đồng chí đã xuất nhiều dữ liệu; để bảo đảm an toàn thông tin, hệ thống tạm dừng lần xuất này. Đề nghị đồng chí thực hiện lại sau một giờ.
export-refused-told = Đồng chí { $name } ({ $unit }) đã xuất nhiều dữ liệu trong một giờ; lần tiếp theo đã bị tạm dừng. Nếu không phải do đồng chí ấy làm, đề nghị thu hồi tài khoản trong mục Đơn vị.
