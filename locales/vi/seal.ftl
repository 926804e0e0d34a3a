# Dấu vân tay của nhật ký, gửi mỗi tuần một lần cho người được xem nhật ký.
seal-title = Dấu vân tay của nhật ký thao tác
seal-told = Đến dòng { NUMBER($line, useGrouping: 0) }, ngày { $day }: { $print }. Đề nghị đồng chí giữ tin này; khi cần, đối chiếu được rằng nhật ký không bị sửa.

console-audit-holds = Nhật ký khớp với { $seals } dấu niêm ({ $lines } dòng); { $open } dòng mới chưa niêm.
console-audit-print = Dấu vân tay gần nhất: { $print } (đến dòng { NUMBER($line, useGrouping: 0) }, { $at }).
console-audit-broken = Nhật ký KHÔNG khớp với dấu niêm số { NUMBER($seal, useGrouping: 0) } ({ $at }), từ dòng { NUMBER($first, useGrouping: 0) } đến dòng { NUMBER($upto, useGrouping: 0) }: niêm { $counted } dòng, nay có { $there } dòng. Trong khoảng này nhật ký hoặc dấu niêm đã bị sửa.
console-audit-known = Dấu vân tay đã hỏi là của dấu niêm số { NUMBER($seal, useGrouping: 0) } ({ $at }), đến dòng { NUMBER($line, useGrouping: 0) }; các dòng đến đó còn nguyên.
console-audit-unknown = Không có dấu niêm nào còn khớp mang dấu vân tay đã hỏi: nhật ký đã bị thay, bị cắt ngắn, hoặc cơ sở dữ liệu được khôi phục từ bản sao lưu cũ hơn tin đó.
check-seal-ok = Nhật ký: { $seals } dấu niêm, lần gần nhất đến dòng { NUMBER($line, useGrouping: 0) }.
check-seal-none = Nhật ký chưa có dấu niêm nào; chương trình đang chạy sẽ niêm trong vài phút.
check-seal-late = Nhật ký có dòng chưa niêm từ { $hours } giờ trước. Đề nghị xem nhật ký của chương trình.
