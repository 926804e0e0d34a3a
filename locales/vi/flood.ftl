# Khi một người gửi quá nhanh.
flood-messages = Tin của đồng chí đến quá nhanh. Tin vừa rồi và các tin gửi trước { $moment } không được xử lý; nội dung đã ghi từ trước vẫn còn nguyên. Đề nghị đồng chí gửi lại sau thời điểm này.
flood-files = Đồng chí gửi tệp, ảnh quá nhiều trong thời gian ngắn. Tệp vừa rồi và các tệp gửi trước { $moment } không được nhận; các tệp đã nhận từ trước vẫn còn nguyên. Đề nghị đồng chí gửi lại sau thời điểm này.
parse-wait = Đang có tệp khác được đọc trước; đề nghị đồng chí chờ ít phút.
