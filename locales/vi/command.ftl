# Mô tả các lệnh trong bảng lệnh của ứng dụng nhắn tin.
command-start = Bắt đầu, kết nối với đơn vị
command-menu = Các việc có thể làm
command-nhiemvu = Nhiệm vụ của đồng chí
command-baocao = Lập báo cáo đến hạn
command-dagui = Báo cáo đơn vị đã gửi
command-tonghop = Tổng hợp tình hình theo kỳ
command-chuanop = Đơn vị chưa gửi báo cáo
command-donvi = Đơn vị và cán bộ
command-thietbi = Mở trên máy khác hoặc kênh khác
command-ngonngu = Đổi ngôn ngữ
command-caidat = Cài đặt
command-dulieu = Dữ liệu của đồng chí
command-huy = Dừng việc đang làm
command-trogiup = Hướng dẫn sử dụng
