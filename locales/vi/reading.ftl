# Reading a report.
reading-head = Mã tiếp nhận { $receipt }; { $state }, gửi lần đầu lúc { $first }.
reading-version = Bản { $version }/{ $versions }, gửi lúc { $moment }, người gửi: { $by }.
reading-count = { $count }
reading-files = Tệp kèm theo ({ $count })
reading-files-title = Tệp, ảnh kèm theo: bấm số để nhận tệp
reading-no-files = Báo cáo không có tệp kèm theo.
refused-file-gone = Tệp này hiện không lấy được từ kho lưu; đề nghị liên hệ Văn phòng.
