# A nudge: its preview and what became of it. The message itself stands among the letters.
nudge-preview = Xem trước tin đôn đốc (chưa gửi)
nudge-goes = Sẽ gửi đến { $officers } cán bộ của { $units } đơn vị:
nudge-rest = … và { $count } đơn vị khác
nudge-rest-people = … và { $count } đồng chí khác
nudge-nobody = Hiện không có cán bộ nào liên hệ được qua đây; đề nghị gọi điện hoặc mời cán bộ tham gia (/donvi).
nudge-lately = Trong 24 giờ qua đã đôn đốc { $count } đơn vị trong số này (lần gần nhất: { $moment }).
nudge-unreached = Không liên hệ được qua đây: { $count } đơn vị
nudge-after-hours = Hiện ngoài giờ làm việc; tin sẽ đến máy cán bộ ngay khi bấm gửi.
nudge-send = Gửi đến { $count } cán bộ
nudge-title = Kết quả đôn đốc
nudge-sent = Đã gửi đôn đốc lúc { $moment }: { $units } đơn vị, { $messages } tin.
nudge-delivered = Đã chuyển: { $count }
nudge-pending = Đang chờ chuyển: { $count }
nudge-failed = Không chuyển được: { $count }
nudge-withdrawn = Không cần gửi nữa (đơn vị đã nộp): { $count }
nudge-failed-title = Không chuyển được đến:
nudge-why-late = quá thời gian chờ chuyển
nudge-why-other = kênh nhắn tin từ chối
nudge-refresh = Cập nhật

refused-nobody = Các đơn vị này hiện đã nộp hoặc không liên hệ được; chưa có tin nào được gửi.
