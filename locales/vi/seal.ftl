# Mã đối chiếu của nhật ký, gửi mỗi tuần một lần cho người được xem nhật ký.
seal-title = Mã đối chiếu của nhật ký thao tác
seal-told = Đến dòng { NUMBER($line, useGrouping: 0) }, ngày { $day }: { $print }. Đề nghị đồng chí giữ tin này; khi cần, đối chiếu được rằng nhật ký không bị sửa.

console-audit-holds = Nhật ký khớp với { $seals } mã niêm phong ({ $lines } dòng); { $open } dòng mới chưa niêm phong.
console-audit-print = Mã đối chiếu gần nhất: { $print } (đến dòng { NUMBER($line, useGrouping: 0) }, { $at }).
console-audit-broken = Nhật ký KHÔNG khớp với mã niêm phong số { NUMBER($seal, useGrouping: 0) } ({ $at }), từ dòng { NUMBER($first, useGrouping: 0) } đến dòng { NUMBER($upto, useGrouping: 0) }: niêm phong { $counted } dòng, nay có { $there } dòng. Trong khoảng này nhật ký hoặc mã niêm phong đã bị sửa.
console-audit-known = Mã đối chiếu đã hỏi là của mã niêm phong số { NUMBER($seal, useGrouping: 0) } ({ $at }), đến dòng { NUMBER($line, useGrouping: 0) }; các dòng đến đó còn nguyên.
console-audit-unknown = Không có mã niêm phong nào còn khớp mang mã đối chiếu đã hỏi: nhật ký đã bị thay, bị cắt ngắn, hoặc cơ sở dữ liệu được khôi phục từ bản sao lưu cũ hơn tin đó.
check-seal-ok = Nhật ký: { $seals } mã niêm phong, lần gần nhất đến dòng { NUMBER($line, useGrouping: 0) }.
check-seal-none = Nhật ký chưa có mã niêm phong nào; chương trình đang chạy sẽ niêm phong trong vài phút.
check-seal-late = Nhật ký có dòng chưa niêm phong từ { $hours } giờ trước. Đề nghị xem nhật ký của chương trình.
