# Báo cho Văn phòng những gì chưa đến nơi.
alarm-title = Có tin chưa đến nơi
alarm-late = { $count } tin gửi qua { $channel } đang chậm quá 10 phút. Hệ thống vẫn tiếp tục gửi; việc gấp, đề nghị đồng chí gọi điện cho đơn vị.
alarm-stopped = { $channel } từ chối kết nối của hệ thống, { $count } tin đang chờ. Tin được giữ lại và sẽ gửi khi kết nối được; đề nghị đồng chí báo người quản trị kiểm tra mã kết nối.
alarm-dead = { $count } tin không gửi được đến: { $names }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } đồng chí khác
}. Đề nghị đồng chí liên hệ bằng cách khác.
alarm-parked = Hệ thống chưa xử lý được { $count } tin nhắn đến, của: { $names }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } đồng chí khác
}. Đề nghị đồng chí liên hệ để gửi lại, và báo người quản trị xem nhật ký hệ thống.
alarm-silence = Hệ thống mất kết nối với { $channel } từ { $since } đến { $back }. { $channel } chỉ giữ tin 24 giờ, nên nội dung cán bộ gửi từ { $since } đến { $until } có thể đã mất. Số đồng chí được đề nghị gửi lại: { $count }.
