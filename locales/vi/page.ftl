# The web chat page. {count}, {name} … of the page's own sentences are filled in by the browser.

page-bot-name = Tin cơ sở
page-organisation = Mặt trận Tổ quốc Việt Nam
page-noscript = Trang này cần JavaScript. Đề nghị đồng chí bật JavaScript trong trình duyệt rồi tải lại trang.

# The connection
page-connected = Đang trực tuyến
page-connecting = Đang kết nối…
page-reconnecting = Đang kết nối lại…
page-offline = Chưa có mạng – tin sẽ tự gửi sau
page-pending = Đang chờ gửi
page-sent = Đã gửi
page-not-sent = Chưa gửi được

# Signing in
page-login-title = Đăng nhập bằng mã mời
page-login-explain = Nhập mã mời gồm 12 ký tự do cơ quan Mặt trận cấp trên gửi cho đồng chí; mỗi mã chỉ dùng được một lần.
page-login-enter = Vào trò chuyện
page-login-help = Chưa có mã? Đề nghị liên hệ Văn phòng Ủy ban Mặt trận Tổ quốc tỉnh, thành phố.
page-login-failed = Chưa kết nối được với máy chủ. Đề nghị kiểm tra mạng rồi thử lại.
page-code-empty = Mã mời gồm 12 chữ cái và chữ số. Đề nghị đồng chí kiểm tra lại.
page-code-shown = Tôi gửi mã mời.
page-logout = Đăng xuất
page-logout-ask = Đăng xuất khỏi thiết bị này? Để vào lại, đồng chí cần một mã mời mới.
page-other-language = English
page-signed-out = Phiên đăng nhập đã hết. Đề nghị đồng chí đăng nhập lại bằng mã mời.
page-options = Tùy chọn

# The chat
page-log = Nội dung trò chuyện
page-you = Đồng chí
page-today = Hôm nay
page-yesterday = Hôm qua
page-older = Đang tải tin cũ hơn…
page-older-failed = Chưa tải được tin cũ hơn. Chạm để thử lại.
page-new-messages = { $count } tin mới
page-to-end = Xuống tin mới nhất
page-typing = Đang soạn trả lời
page-welcome = Chưa có tin nào. Bấm nút bên dưới để bắt đầu.
page-start-button = Bắt đầu

# Writing
page-write = Nhập tin nhắn…
page-send = Gửi
page-menu = Bảng chọn việc
page-attach = Đính kèm ảnh hoặc tệp
page-drop = Thả tệp vào đây để đính kèm
page-remove = Bỏ tệp { $name }
page-try-again = Gửi lại
page-cancel = Hủy
page-uploading = Đang tải lên { $percent }%

# Files
page-open-picture = Xem ảnh { $name }
page-picture = Ảnh { $name }
page-save = Tải về
page-close = Đóng
page-file-unknown = Không tìm thấy tệp này. Đề nghị đồng chí gửi lại.
page-file-too-big = Tệp lớn hơn { $limit } MB nên chưa gửi được. Đề nghị đồng chí chọn tệp nhỏ hơn.
page-file-empty = Tệp { $name } không có nội dung.
page-storage-full = Máy chủ sắp hết dung lượng nên tạm thời chưa nhận tệp và ảnh; nội dung bằng chữ vẫn gửi được bình thường. Đề nghị đồng chí gửi tệp sau.

# Refusals
page-empty = Tin chưa có nội dung.
page-too-long = Tin dài quá { $limit } ký tự. Đề nghị đồng chí chia thành nhiều tin.
page-button-old = Nút này không còn dùng được. Đề nghị đồng chí dùng tin mới nhất.
page-too-fast = Tin đến hơi nhanh. Việc gửi sẽ tiếp tục sau { $seconds } giây, không tin nào bị mất.
page-too-many = Tài khoản đang mở ở quá nhiều cửa sổ. Đề nghị đóng bớt.
page-not-understood = Yêu cầu chưa đúng. Đề nghị tải lại trang.
page-trouble = Máy chủ đang gặp trục trặc. Đề nghị đồng chí thử lại sau ít phút.
page-foreign = Yêu cầu không đến từ trang này.
page-ok = Đã hiểu

# The demo's bar
page-demo = Bản trình diễn
page-demo-choose = Vào vai
page-demo-intro = Chọn một người để xem hệ thống bằng con mắt của người đó. Dữ liệu ở đây là dữ liệu mẫu.
page-demo-clock = Đồng hồ trình diễn
page-demo-hour = +1 giờ
page-demo-day = +1 ngày
page-demo-next = Đến lần nhắc tiếp theo
page-demo-next-at = Lần nhắc tiếp theo: { $time }
page-demo-next-none = Chưa có lần nhắc nào đang chờ
page-demo-own = Chọn ngày giờ
page-demo-set = Đặt
page-demo-show = Hiện đồng hồ
page-demo-hide = Ẩn đồng hồ
page-demo-when = Chưa đọc được ngày giờ. Đề nghị chọn lại.
page-demo-back = Đồng hồ trình diễn chỉ đi tới: tin nhắc đã gửi không thu lại được.
page-demo-moved = Bây giờ là { $time }
