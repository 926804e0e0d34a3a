# Ai không nhận được nhắc hạn: từ trang đơn vị.
reach-silent = lâu không hoạt động
gaps-button = Ai cần liên hệ
gaps-title = Ai cần liên hệ · { $unit }
gaps-posts = Đang có { $count } cán bộ báo cáo và người đứng đầu đơn vị.
gaps-none = Mọi đơn vị đều có cán bộ đã tham gia và liên lạc được.
gaps-empty = Chưa có cán bộ báo cáo: { $count } đơn vị
gaps-never = Chưa tham gia: { $count } cán bộ
gaps-blocked = Không liên lạc được: { $count } cán bộ
gaps-silent = Không hoạt động hơn 30 ngày: { $count } cán bộ
gaps-see-empty = Đơn vị chưa có cán bộ ({ $count })
gaps-see-never = Cán bộ chưa tham gia ({ $count })
gaps-see-blocked = Không liên lạc được ({ $count })
gaps-see-silent = Lâu không hoạt động ({ $count })
gaps-person = { $unit }: { $name }, { $role }
gaps-since = { $words } (gần nhất { $moment })
