# The summary that the office asks for.
summary-title = { $report } · { $unit }
summary-head = Tình hình đến { $moment }. Hạn gửi: hết { $last }.
summary-choose = Đồng chí chọn báo cáo và đơn vị cần xem:
summary-no-duty = Hiện chưa có chế độ báo cáo nào được đặt hạn.
summary-nothing = Chưa có nội dung.

summary-received = Đã nhận { $received }/{ $owed } đơn vị ({ $percent }).
summary-timely = Đúng hạn { $ontime } ({ $percent }), quá hạn { $late }, chưa nhận { $missing }.
summary-overdue = Trong số chưa nhận, { $overdue } đơn vị đã qua hạn.
summary-before = Kỳ trước ({ $period }): nhận { $received }/{ $owed } ({ $percent }), đúng hạn { $timely }.
summary-beyond = Ngoài số trên có { $count } báo cáo của đơn vị không còn thuộc diện gửi kỳ này.
summary-choice = { $name }: { $counts }
summary-said = Ý kiến của Nhân dân: { $count }{ $change }, từ { $units } đơn vị
summary-opinions = Ý kiến của Nhân dân: { $count }, từ { $units } đơn vị; điểm nóng: { $hot }
summary-hottest = Điểm nóng: { $count }{ $change }
summary-hot-title = Điểm nóng cần lưu ý:
summary-hot-line = • { $unit } · { $topic }: “{ $text }”

summary-units = Theo đơn vị
summary-all-units = Từng đơn vị
summary-figures = Số liệu
summary-topics = Ý kiến theo lĩnh vực
summary-hot = Điểm nóng ({ $count })
summary-recommendations = Kiến nghị
summary-choices = Đánh giá chung
summary-missing = Chưa nộp ({ $count })
summary-up = ‹ Cấp trên

summary-branch = { $unit }: nhận { $received }/{ $owed } ({ $percent }), đúng hạn { $ontime }, quá hạn { $late }, chưa nhận { $missing }
summary-branch-before = (kỳ trước nhận { $received }/{ $owed })
summary-unit-on-time = { $unit }: đúng hạn, gửi lúc { $moment }
summary-unit-late = { $unit }: quá hạn { $days } ngày, gửi lúc { $moment }
summary-unit-waiting = { $unit }: chưa nhận được, còn trong hạn
summary-unit-overdue = { $unit }: chưa nhận được, đã qua hạn { $days } ngày
summary-unit-before = (kỳ trước: { $state })
summary-extended = (được gia hạn)
summary-extended-to = (gia hạn đến hết { $last })
state-on_time = đúng hạn
state-late = quá hạn
state-waiting = chưa nhận được
state-overdue = chưa nhận được

summary-option = { $option }: { $count } ({ $percent })
summary-option-none = { $option }: 0
option-nobody = Không ghi nơi gửi
summary-figure = { $name }: { $total }
summary-share = { $part } so với { $whole }: { $percent }
summary-share-before = { $part } so với { $whole }: { $percent } (kỳ trước { $before })
summary-check-off = Cần kiểm tra: { $total } là { $given } nhưng các phần cộng lại là { $added }.
summary-topic = { $topic }: { $count } ý kiến, { $units } đơn vị
summary-asked = Kiến nghị kỳ này
summary-ended = Kết quả giải quyết kiến nghị kỳ trước
summary-addressee = { $addressee }: { $count } kiến nghị, { $units } đơn vị
summary-behind = { $name } ({ $count })
summary-passage = { $unit }: “{ $text }”
summary-people = khoảng { $count } người
summary-to = kiến nghị: { $addressee }

change-same = (bằng kỳ trước)
change-new = (kỳ trước { $before })
change-up = (kỳ trước { $before }, tăng { $percent })
change-down = (kỳ trước { $before }, giảm { $percent })

refused-turn = Không có kỳ báo cáo này; đề nghị chọn lại.
refused-unit = Không tìm thấy đơn vị này; đề nghị chọn lại.
