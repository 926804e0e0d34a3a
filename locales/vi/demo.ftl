# What the demo prints.
demo-ready = Bản dùng thử đang chạy tại { $address } (Ctrl-C để dừng). Chọn vai ở thanh trên cùng và chỉnh đồng hồ để xem nhắc hạn.
