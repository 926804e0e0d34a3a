# Lists of units and officers from a spreadsheet: why the file, or one row of it, cannot be taken.
# $row and $first are row numbers as the spreadsheet shows them, and are never grouped.
sheet-error-empty = Tệp chưa có dữ liệu. Đề nghị đồng chí kiểm tra và gửi lại.
sheet-error-size = Tệp lớn hơn { $limit } MB nên chưa nhận được. Đề nghị đồng chí gửi tệp nhỏ hơn.
sheet-error-kind = Chỉ nhận tệp Excel (.xlsx) hoặc CSV. Đề nghị đồng chí lưu danh sách theo một trong hai loại này và gửi lại.
sheet-error-old-excel = Tệp thuộc loại Excel cũ (.xls). Đề nghị đồng chí mở tệp, chọn “Lưu thành” (Save As) loại .xlsx và gửi lại.
sheet-error-password = Tệp có mật khẩu nên chưa đọc được. Đề nghị đồng chí bỏ mật khẩu và gửi lại.
sheet-error-damaged = Tệp bị hỏng hoặc không đúng định dạng nên chưa đọc được. Đề nghị đồng chí mở tệp, lưu lại loại .xlsx và gửi lại.
sheet-error-unsafe = Tệp có cấu trúc bất thường nên không được mở để bảo đảm an toàn. Đề nghị đồng chí chép danh sách sang một tệp Excel mới và gửi lại.
sheet-error-rows = Danh sách dài hơn { $limit } dòng. Đề nghị đồng chí chia thành nhiều tệp hoặc xóa các ô thừa ở cuối bảng.
sheet-error-columns = Danh sách rộng hơn { $limit } cột. Đề nghị đồng chí xóa các ô thừa bên phải bảng và gửi lại.
sheet-error-coding = Tệp CSV không dùng bảng mã Unicode nên chữ tiếng Việt có thể sai. Đề nghị đồng chí lưu loại “CSV UTF-8” hoặc .xlsx và gửi lại.
sheet-error-quotes = Tệp CSV có dấu ngoặc kép chưa đóng hoặc ô quá dài, gần dòng { NUMBER($row, useGrouping: 0) }. Đề nghị đồng chí kiểm tra hoặc gửi tệp .xlsx.
sheet-error-header-units = Chưa tìm thấy dòng tiêu đề có cột “Tên đơn vị”. Đề nghị đồng chí dùng tệp mẫu danh sách đơn vị.
sheet-error-header-officers = Chưa tìm thấy dòng tiêu đề có các cột “Mã đơn vị” hoặc “Tên đơn vị”, “Họ và tên”, “Vai trò”. Đề nghị đồng chí dùng tệp mẫu danh sách cán bộ.
sheet-error-column-twice = Có hai cột cùng nội dung, cột sau là “{ $column }”. Đề nghị đồng chí giữ lại một cột.

sheet-problem-name-missing = Dòng { NUMBER($row, useGrouping: 0) }: chưa có tên đơn vị. Đề nghị bổ sung.
sheet-problem-name-letters = Dòng { NUMBER($row, useGrouping: 0) }: “{ $name }” không phải là tên. Đề nghị kiểm tra lại.
sheet-problem-long = Dòng { NUMBER($row, useGrouping: 0) }: “{ $text }…” dài hơn { $limit } ký tự. Đề nghị rút gọn.
sheet-problem-code = Dòng { NUMBER($row, useGrouping: 0) }: mã “{ $code }” chưa đúng. Mã gồm tối đa { $limit } chữ cái không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới hoặc gạch chéo, không có khoảng trắng.
sheet-problem-kind = Dòng { NUMBER($row, useGrouping: 0) }: chưa rõ loại đơn vị “{ $kind }”. Đề nghị ghi một trong các loại: tỉnh, thành phố, huyện, xã, phường, đặc khu, thị trấn, khu dân cư, ban chuyên môn, tổ chức thành viên.
sheet-problem-kind-missing = Dòng { NUMBER($row, useGrouping: 0) }: chưa rõ loại của đơn vị “{ $name }”. Đề nghị bổ sung cột “Loại”.
sheet-problem-kind-name = Dòng { NUMBER($row, useGrouping: 0) }: tên “{ $name }” khác với loại “{ $kind }”. Đề nghị kiểm tra lại.
sheet-problem-date = Dòng { NUMBER($row, useGrouping: 0) }: ngày “{ $date }” chưa đúng. Đề nghị ghi theo mẫu 01/07/2025.
sheet-problem-days-turned = Dòng { NUMBER($row, useGrouping: 0) }: ngày kết thúc trước ngày bắt đầu. Đề nghị kiểm tra lại.
sheet-problem-parent-circle = Dòng { NUMBER($row, useGrouping: 0) }: đơn vị “{ $name }” được xếp dưới chính mình, trực tiếp hoặc qua đơn vị khác. Đề nghị kiểm tra cột cấp trên.
sheet-problem-parent-unclear = Dòng { NUMBER($row, useGrouping: 0) }: có { $count } đơn vị tên “{ $name }”, chưa rõ đơn vị nào là cấp trên. Đề nghị ghi mã cấp trên.
sheet-problem-code-twice = Dòng { NUMBER($row, useGrouping: 0) }: mã “{ $code }” đã có ở dòng { NUMBER($first, useGrouping: 0) }. Đề nghị kiểm tra lại.
sheet-problem-name-twice = Dòng { NUMBER($row, useGrouping: 0) }: đơn vị “{ $name }” đã có ở dòng { NUMBER($first, useGrouping: 0) }, cùng cấp trên. Đề nghị kiểm tra lại.

sheet-problem-unit-missing = Dòng { NUMBER($row, useGrouping: 0) }: chưa có mã hoặc tên đơn vị. Đề nghị bổ sung.
sheet-problem-person-missing = Dòng { NUMBER($row, useGrouping: 0) }: chưa có họ tên cán bộ. Đề nghị bổ sung.
sheet-problem-role-missing = Dòng { NUMBER($row, useGrouping: 0) }: chưa có vai trò. Đề nghị ghi một trong các vai trò: cán bộ báo cáo, trưởng, cấp trên, văn phòng, quản trị.
sheet-problem-role = Dòng { NUMBER($row, useGrouping: 0) }: chưa rõ vai trò “{ $role }”. Đề nghị ghi một trong các vai trò: cán bộ báo cáo, trưởng, cấp trên, văn phòng, quản trị.
sheet-problem-person-twice = Dòng { NUMBER($row, useGrouping: 0) }: đồng chí { $name } đã có ở dòng { NUMBER($first, useGrouping: 0) } với cùng đơn vị, chức vụ và vai trò. Đề nghị kiểm tra lại.
