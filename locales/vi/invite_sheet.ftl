# Phiếu mời để in: nút, câu hỏi lại, chữ trên phiếu.
sheet-button = Phiếu mời để in
sheet-title = Phiếu mời để in
sheet-ask = Tạo { $waiting } mã mời vai trò { $role } cho { $waiting }/{ $units } đơn vị cấp xã dưới { $unit } chưa có người tham gia. Mỗi mã dùng một lần, hiệu lực 72 giờ; phiếu chỉ tạo được một lần, đề nghị in và giữ kín.
sheet-none = Dưới { $unit } không còn đơn vị nào cần mã mời vai trò { $role } ({ $units } đơn vị cấp xã).
sheet-sure = Tạo { $count } mã mời và nhận tệp
sheet-for = Phiếu cho { $role }
sheet-done = Đã tạo { $count } mã mời dưới { $unit }, hiệu lực 72 giờ. Tệp để in ở ngay dưới; đề nghị cắt và gửi riêng cho từng đơn vị.
sheet-written = Đã ghi { $count } phiếu mời vào { $path }. Mã chỉ có trên phiếu này; đề nghị giữ kín.

sheet-card-heading = PHIẾU MỜI THAM GIA TRỢ LÝ BÁO CÁO · { $unit } · { $count } phiếu
sheet-card-footer = Cắt theo đường kẻ, gửi riêng cho đúng người. Không chụp, không gửi vào nhóm chung.
sheet-card-role = Vai trò: { $role }
sheet-card-code = Mã mời (dùng một lần)
sheet-card-until = Hiệu lực đến { $moment }
sheet-card-scan-telegram = Quét để mở Telegram
sheet-card-scan-page = Quét để mở trang
sheet-card-how-both = Cách dùng: quét mã vuông, bấm “Bắt đầu”; hoặc mở trang { $page } và nhập mã mời.
sheet-card-how-telegram = Cách dùng: quét mã vuông bằng điện thoại rồi bấm “Bắt đầu” trong Telegram.
sheet-card-how-page = Cách dùng: quét mã vuông hoặc mở trang { $page }, rồi nhập mã mời.
sheet-card-how-office = Cách dùng: mở trợ lý báo cáo theo hướng dẫn của Văn phòng và nhập mã mời.

invite-sheet-none = Mọi đơn vị dưới { $unit } đều đã có người tham gia với vai trò này.
invite-sheet-many = Phạm vi này có hơn { $most } đơn vị; đề nghị chọn từng địa bàn nhỏ hơn.
