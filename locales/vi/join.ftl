# Joining, consent, units and invites.
join-stranger = Kính chào. Đây là trợ lý báo cáo nội bộ của Mặt trận; đề nghị mở bằng liên kết mời hoặc nhập mã mời do Văn phòng cấp.
join-offered = Đồng chí được mời tham gia với vai trò { $role } của { $unit }.
join-consent = Trợ lý báo cáo của { $unit } xử lý họ tên, chức vụ, đơn vị, mã tài khoản trò chuyện và nội dung báo cáo của đồng chí để tiếp nhận, nhắc hạn và tổng hợp báo cáo công tác Mặt trận. Dữ liệu được lưu 5 năm tại máy chủ của Văn phòng; tin nhắn đi qua { $channel } (máy chủ có thể ở nước ngoài nếu là nền tảng ngoài). Đồng chí có quyền xem, sửa, rút lại đồng ý hoặc yêu cầu xóa bằng lệnh /dulieu. Không gửi nội dung thuộc bí mật nhà nước, không ghi tên hoặc thông tin riêng của người dân. Đồng chí có đồng ý không?
join-agree = Đồng ý
join-disagree = Không đồng ý
join-refused = Đã ghi nhận. Trợ lý không lưu thông tin nào của đồng chí; báo cáo vẫn có thể gửi bằng văn bản hoặc thư điện tử. Mã mời còn hiệu lực nếu đồng chí đổi ý.
join-name = Đề nghị đồng chí nhập họ và tên.
join-welcome = Chào mừng đồng chí { $name }
join-done = Đồng chí đã tham gia với vai trò { $role } của { $unit }.

unit-title = Đơn vị
unit-which = Đồng chí phụ trách nhiều nơi. Mở nơi nào?
unit-search = Gõ tên đơn vị để tìm, có dấu hoặc không dấu.
unit-found = Tìm thấy { $count } đơn vị:
unit-not-found = Không tìm thấy đơn vị nào có tên như vậy trong phạm vi của đồng chí.
unit-nobody = Chưa có cán bộ nào.
unit-person = { $name } · { $role } · { $state }
unit-below = { $name } ({ $joined }/{ $people })
unit-invite = Mời { $role }
reach-joined = đã tham gia
reach-never = chưa tham gia
reach-blocked = không liên lạc được
invite-title = Mã mời
invite-told = Mời vào { $unit } với vai trò { $role }. Dùng một lần, hiệu lực đến { $moment }.
invite-link = Liên kết Telegram: { $link }
invite-typed = Gửi cho bot trên Telegram: { $link }
invite-code = Mã nhập tay: { $code }
invite-once = Mã chỉ hiển thị một lần; đề nghị gửi riêng cho đúng người.

idle-title = Xác nhận lại tài khoản
idle-told = Tài khoản này đã lâu không hoạt động, nên chưa mở được báo cáo cũ, bản tổng hợp và tệp xuất. Đề nghị đồng chí xin mã mời mới của Văn phòng hoặc người phụ trách và gõ mã vào đây. Trong lúc chờ, đồng chí vẫn lập và gửi báo cáo bình thường.
