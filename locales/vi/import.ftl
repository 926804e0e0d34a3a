# Importing lists of units and officers: what would change, and why a row cannot be taken. Rows as the sheet counts them.
import-parent-unknown = Dòng { NUMBER($row, useGrouping: 0) }: không tìm thấy đơn vị cấp trên “{ $name }”. Đề nghị kiểm tra lại.
import-parent-missing = Dòng { NUMBER($row, useGrouping: 0) }: chưa ghi đơn vị cấp trên của “{ $name }”. Đề nghị bổ sung.
import-unit-twice = Dòng { NUMBER($row, useGrouping: 0) }: đơn vị “{ $name }” đã có ở dòng { NUMBER($first, useGrouping: 0) }. Đề nghị kiểm tra lại.
import-unit-unclear = Dòng { NUMBER($row, useGrouping: 0) }: có { $count } đơn vị là “{ $name }”. Đề nghị ghi mã đơn vị.
import-code-differs = Dòng { NUMBER($row, useGrouping: 0) }: đơn vị “{ $name }” đang có mã { $there }, trong tệp ghi { $code }. Đề nghị kiểm tra lại.
import-name-taken = Dòng { NUMBER($row, useGrouping: 0) }: dưới cùng cấp trên đã có đơn vị tên “{ $name }”. Đề nghị kiểm tra lại.
import-code-unknown = Dòng { NUMBER($row, useGrouping: 0) }: không có đơn vị nào có mã { $code }. Đề nghị kiểm tra lại.
import-code-other-unit = Dòng { NUMBER($row, useGrouping: 0) }: mã { $code } là của “{ $there }”, không phải “{ $name }”. Đề nghị kiểm tra lại.
import-unit-several = Dòng { NUMBER($row, useGrouping: 0) }: có nhiều đơn vị là “{ $name }”: { $units }. Đề nghị ghi mã đơn vị.
import-unit-unknown = Dòng { NUMBER($row, useGrouping: 0) }: không tìm thấy đơn vị “{ $name }”. Đề nghị kiểm tra lại.

import-refused = Chưa ghi gì: có { $count } lỗi cần sửa trong tệp.
import-preview = Xem trước, chưa ghi gì: thêm { $added }, sửa { $changed }, giữ nguyên { $same } dòng.
import-done = Đã ghi: thêm { $added }, sửa { $changed }, giữ nguyên { $same } dòng.
import-more = … và { $count } thay đổi khác (--json hiển thị đủ)
import-added-unit = Dòng { NUMBER($row, useGrouping: 0) }: thêm đơn vị { $name }, thuộc { $where }
import-added-officer = Dòng { NUMBER($row, useGrouping: 0) }: thêm cán bộ { $name }, { $role }, { $where }
import-added-post = Dòng { NUMBER($row, useGrouping: 0) }: thêm vai trò { $role } của { $name }, { $where }
import-changed = Dòng { NUMBER($row, useGrouping: 0) }: { $name }: { $field } từ “{ $before }” thành “{ $after }”
import-field-name = tên
import-field-code = mã
import-field-kind = loại
import-field-parent = cấp trên
import-field-valid_from = ngày bắt đầu
import-field-valid_to = ngày kết thúc
import-field-title = chức vụ
