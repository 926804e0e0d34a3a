# More time for one unit.
extend-button = Gia hạn cho đơn vị
extend-title = Gia hạn: { $report } · { $unit }
extend-ask = Gia hạn đến hết ngày nào?
extend-until = Đến hết { $day }
extend-reason = Gia hạn đến hết { $day }. Đề nghị nhập lý do (hoặc gõ /huy để thôi).
extend-done = Đã gia hạn cho { $unit } đến hết { $day }. Cán bộ của đơn vị sẽ được báo; thời hạn mới có hiệu lực trong nhắc hạn, danh sách và đánh giá đúng hạn.
refused-extension = Không gia hạn được: báo cáo đã nộp, hoặc ngày chọn không muộn hơn hạn đang có.
