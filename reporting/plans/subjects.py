"""Who: the unit or person that a sentence gives the work to.

A subject is a name of a unit or post at the head of the sentence, up to its verb. The verbs are a closed list; a verb
that is part of a name («Các tổ chức thành viên», «được phân công chỉ đạo») does not end it.
"""

from __future__ import annotations

import re

from reporting.plans.text import capitalise, trim

_MANY = r"(?:(?:[Cc]ác|[Tt]ừng|[Mm]ỗi|[Tt]oàn thể|[Tt]ất cả các|[Nn]hững|[Hh]ai|[Bb]a|[Bb]ốn)\s+)?"
_NAMES = (
    r"[Đđ]ồng chí|[Đđ]/c|[Uu]ỷ ban|[Ủủ]y ban|UBND|HĐND|UBMTTQ|UBMT|BTT|MTTQ|Mặt trận|[Vv]ăn phòng|VP"
    r"|[Tt]hủ trưởng|[Gg]iám đốc|[Hh]iệu trưởng|[Nn]gười đứng đầu"
    r"|Chánh [Vv]ăn phòng|[Tt]rưởng|[Pp]hó|Chánh"
    r"|[Đđ]ảng ủy|[Đđ]ảng uỷ|[Cc]ấp ủy|[Cc]ấp uỷ|[Cc]hi bộ|[Cc]hi ủy|[Cc]hi, đảng bộ|[Đđ]ảng bộ"
    r"|[Đđ]ảng đoàn|[Tt]ỉnh ủy|[Hh]uyện ủy|[Tt]hị ủy|[Tt]hành ủy"
    r"|[Tt]hường trực|[Hh]ội đồng|[Ll]iên đoàn|[Cc]ông đoàn|[Ll]iên hiệp|[Hh]iệp hội|[Ll]iên minh|[Ss]ở|[Cc]ông an"
    r"|(?:[Cc]hi )?[Cc]ục (?=[A-ZĐ])|[Tt]hanh tra (?=tỉnh|xã|[A-ZĐ])|[Tt]òa án|[Vv]iện (?=[Kk]iểm|[A-ZĐ])"
    r"|[Nn]gân hàng (?=[A-ZĐ])|[Bb]ảo hiểm xã hội|[Kk]ho bạc|[Bb]ộ đội|[Đđ]ồn (?=[Bb]iên)|[Dd]oanh nghiệp|[Hh]ợp tác xã"
    r"|[Qq]uân sự|[Tt]rung tâm|[Tt]rạm|[Tt]rường"
    r"|[Đđ]ài|[Bb]áo(?= [A-ZĐ]| và (?:Đài|Phát))|[Tt]iểu ban|[Cc]ơ quan|[Đđ]ơn vị|[Đđ]oàn thể|[Nn]gành"
    r"|[Cc]ơ sở (?=[A-ZĐ]|giáo dục|y tế|khám|tôn giáo)"
    r"|[Đđ]ịa phương|[Kk]hu phố|[Kk]hu dân cư|[ẤấẨẩ]p|[Kk]hóm|[Tt]hôn"
    r"|[Tt]ổ dân phố|[Cc]hủ tịch|[Bb]í thư|[Cc]án bộ|[Cc]ông chức|[Cc]huyên viên|[Cc]ộng tác viên"
    r"|[Tt]hành viên|[Bb]an chấp hành|[Kk]hối thi đua|[Cc]ụm thi đua"
    r"|[Cc]ấp (?=cơ sở|xã|huyện|tỉnh|phường|trung ương|thôn|ấp|thành phố)|[Cc]ác cấp|[Pp]hường|[Tt]hị trấn"
    r"|[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Tt]ỉnh(?= [A-ZĐ]| ủy)"
    r"|[Đđ]oàn (?=Thanh niên|thanh niên|TNCS|viên|thể|giám sát|kiểm tra|khảo sát|công tác|khối|xã|phường|[A-Z])"
    r"|[Hh]ội (?=[A-ZĐ]|liên hiệp|nông dân|phụ nữ|cựu chiến binh|quần chúng|thành viên|viên)"
    r"|[Bb]an (?!hành)|[Pp]hòng (?!,|chống|ngừa|tránh)|[Xx]ã (?!hội)|[Tt]ổ (?=trưởng|công tác|giúp việc"
    r"|nhân dân|tự quản|thư ký|biên tập|\d)"
    r"|[Tt]ổ chức (?=thành viên|chính trị|cơ sở|đảng|hội(?! nghị| thảo| thi| diễn| họp| chợ| đàm| trại)"
    r"|đoàn thể|tôn giáo)|[Bb]ản (?=[A-ZĐ])|[Ll]ãnh đạo (?=[A-ZĐỦ]|các|cơ quan|phòng|ban)|[Bb]ộ phận"
    r"|[Bb]ộ (?:[Cc]hỉ huy|CHQS)"
    r"|(?<=[Cc]ác )(?:tổ chức|[Bb]an|ngành|[Ss]ở|hội|xã|tổ|đoàn|phòng|chi|ấp|bản)\b"
)
# «Thôn», not «Thông báo»
_WHOLE = r"(?:(?<=\s)|(?!\w))"
_HEAD = re.compile(rf"{_MANY}(?:{_NAMES}){_WHOLE}")
_VERBS = (
    "chủ trì|phối hợp|tham mưu|xây dựng|tổ chức|triển khai|thực hiện|quán triệt|bố trí|lãnh đạo|chỉ đạo"
    "|hướng dẫn|theo dõi|đôn đốc|kiểm tra|giám sát"
    "|tuyên truyền|vận động|ban hành|căn cứ|chủ động|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|tiếp tục"
    "|tăng cường|đẩy mạnh|tập trung|báo cáo|tổng hợp"
    "|lập|rà soát|chuẩn bị|phát động|cử|đề xuất|định hướng|đảm bảo|bảo đảm|tạo điều kiện|hỗ trợ|kịp thời"
    "|thường xuyên|nắm bắt|nắm|phụ trách|thông báo|gửi"
    "|cung cấp|phân công|giao|đăng ký|tham gia|phát huy|nghiên cứu|thẩm định|trình|hoàn thành|hoàn thiện"
    "|hoàn tất|sơ kết|tổng kết|khảo sát|vận dụng|đăng tải"
    "|đưa tin|quản lý|sử dụng|kiện toàn|trực tiếp|sẽ|cần|phải|làm|duyệt|tiếp nhận|phản ánh|thống nhất"
    "|quyết định|đề nghị|bám sát|thành lập|xác định|lựa chọn"
    "|phổ biến|điều hành|thu thập|tập hợp|hiệp thương|giới thiệu|viết|treo|trang trí|mời|đón|thăm|tặng"
    "|trao|khen thưởng|biểu dương|họp|cập nhật|cân đối"
    "|giải quyết|xem xét|tiến hành|đánh giá|khắc phục|vận hành|lồng ghép|quan tâm|nâng cao|căn cứ vào"
    "|dự kiến|hằng|hàng|định kỳ|nộp|lấy|in|công bố|công khai"
    "|khai thác|duy trì|nhân rộng|lấy ý kiến|góp ý|đóng góp|thí điểm|ký kết|ký|dự|đăng|là|thu gom|ra quân"
    "|thu|bình xét|xây|rà|tuyển chọn|truyền thông|phát|quảng bá|lắp đặt|trồng|dọn|huy động|phân bổ"
    "|cấp phát|trích|niêm yết|tư vấn|khẩn trương|nghiêm túc"
    "|gắn|xử lý|ghi nhận|hòa giải|mở|bồi dưỡng|tập huấn|phân loại|nhập|chấm|xét|họp xét|chịu|trên cơ sở"
    "|theo(?= (?:chức năng|nhiệm vụ|thẩm quyền|sự|phân công|lĩnh vực|địa bàn|trách nhiệm))"
    "|trong quá trình|có kế hoạch|có văn bản|có hình thức|tự|đề ra|cụ thể hóa"
)
_VERB = re.compile(rf"(?<![\w/-])(?:{_VERBS})(?![\w-])")
# Before a verb, these words make it part of the name.
_PART_OF_NAME = re.compile(
    r"(?:được|do|bị|các|những|đồng chí|tập thể|cán bộ|đại diện|phân công|được giao|ban|đoàn|tổ|công tác"
    r"|chuyên trách|liên quan|lực lượng|và lãnh đạo|lĩnh vực|mảng)\s*$",
    re.IGNORECASE,
)
# «Các tiểu ban căn cứ …»: verbs that no name holds, whatever stands before them
_NEVER_A_NAME = re.compile(
    r"trong quá trình"
    r"|căn cứ|theo|có |chịu|chủ động|sẽ|cần|phải|tiếp tục|tăng cường|đảm bảo|bảo đảm|thường xuyên|kịp thời|gửi"
    r"|khẩn trương|nghiêm túc|bám sát|định kỳ|hằng|hàng"
)
# «Phó Chủ tịch phụ trách lĩnh vực …» is a post, «doanh nghiệp, tổ chức, cá nhân» a list
_AS_NOUN = {
    "phụ trách": re.compile(r"\s+(?:lĩnh vực|mảng)\s"),
    "tổ chức": re.compile(r"(?:,|\s+và|\s+hoặc)\s+cá nhân\b"),
}
_VERB_LED_NAMES = {
    "chủ trì": re.compile(r"(?:đơn vị|cơ quan|bộ phận)\s*$"),
    "phụ trách": re.compile(r"(?:đồng chí|cán bộ|phân công|chức|viên|được giao)\s*$", re.I),
}
_ASSIGN = re.compile(
    r"^(?:(?:Căn cứ|Trên cơ sở|Theo|Để|Sau khi|Từ)\s[^;.]{3,200}?,\s*)?(?:(?:[Tt]rân trọng "
    r"|[Kk]ính )?[Đđ]ề nghị:?|[Gg]iao(?: cho| nhiệm vụ cho)?|[Yy]êu cầu"
    r"|[Pp]hân công|[Ủủ]y quyền(?: cho)?|[Uu]ỷ quyền(?: cho)?|[Đđ]ối với|[Tt]rách nhiệm của|[Nn]hiệm vụ của|[Ởở])\s+"
)
# «2. Đề nghị Ủy ban nhân dân xã phối hợp» over what it is asked to do
_ASKED_FOR = re.compile(r"(?:\s+(?:quan tâm|phối hợp|thực hiện|và)|\s?,)+$")
_ELSEWHERE = re.compile(
    rf"(?:\((?:[Gg]iao |[Dd]o )?|[,;.]\s*(?:[Gg]iao |[Pp]hân công |do )(?:cho )?|;\s*"
    rf"|^[^.;:]{{0,200}}?\bdo\s)(?P<who>{_MANY}(?:{_NAMES}){_WHOLE}[^();.:]{{0,100}}?)\s+"
    r"(?:chủ trì|thực hiện|tham mưu|phụ trách|chịu trách nhiệm|làm đầu mối|đầu mối)"
)
_LONGEST = 260
# A name ends with the level of its unit when a small word follows: «Hội Nông dân xã | thu gom …».
_LEVEL = re.compile(
    r"(?<!\w)(?:xã|phường|thị trấn|huyện|tỉnh|thành phố|thôn|ấp|khóm|khu phố|đặc khu)\s+"
    r"(?!(?:trên|tại|hội|đoàn|đội|ủy|uỷ|viên|đảo|biên|vùng|miền|đặc|điểm|trực|và|hoặc|các|trong|ở|thuộc|của|được"
    r"|theo|có|do|chịu|nêu|nói|mới|là|khối|cùng|nơi|với|hoặc|liên|căn|phụ)\b)"
    r"(?=[^\W\d_A-Z])"
)
_WHEN_FIRST = re.compile(
    r"^(?=[^,;.:]{0,80}(?:tháng|quý|năm|tuần|ngày|lần|kỳ|cuộc|đợt|hội nghị))(?:Mỗi|Hàng|Hằng|Định kỳ|Trước|Trong"
    r"|Từ|Sau|Đến|Khi|Ngay sau|Kết thúc)\s[^,;.:]{2,90},\s*"
    r"(?:(?:chậm nhất|muộn nhất|trong vòng|sau)\s[^,;.:]{2,40},\s*)?"
)


# «Căn cứ Kế hoạch này, Giám đốc các Sở xây dựng …»
_GROUNDS_FIRST = re.compile(r"^(?:Căn cứ|Trên cơ sở|Theo)\s[^,;.:]{3,80},\s*")


def is_assignment(text: str) -> bool:
    """Whether a sentence begins by giving work: «Giao cho …», «Đề nghị …»."""
    return bool(_ASSIGN.match(text))


def begins_with_verb(text: str) -> bool:
    """Whether a title names something to do: «Xây dựng dự thảo …», not «Thời gian …»."""
    return bool(_VERB.match(text[:1].lower() + text[1:])) and not _HEAD.match(text)


def subject_of(text: str) -> str | None:
    """The unit or person at the head of a sentence, with «Đề nghị», «Giao cho» taken off; None when there is none."""
    text = _WHEN_FIRST.sub("", text)
    grounds = _GROUNDS_FIRST.match(text)
    text = text[grounds.end() :] if grounds and _HEAD.match(text, grounds.end()) else text
    assigned = _ASSIGN.match(text)
    start = assigned.end() if assigned else 0
    if not _HEAD.match(text, start):
        return _after_colon(text) if not assigned else None
    colon = text.find(":", start, start + 160)
    verb = _first_verb(text, start)
    end = min(e for e in (verb, colon if colon > 0 else None, start + _LONGEST) if e is not None)
    if verb is None and colon < 0 and not assigned:
        return None
    who = _to_sentence_end(text[start:end])
    return trim(who) or None


def _after_colon(text: str) -> str | None:
    """«Lập danh sách: Văn phòng lập …»: the subject may follow a short title."""
    head, colon, rest = text.partition(":")
    rest = rest.strip()
    if not colon or len(head) > 90 or not _HEAD.match(rest):
        return None
    verb = _first_verb(rest, 0)
    return trim(rest[:verb]) if verb else None


def _first_verb(text: str, start: int) -> int | None:
    for match in _VERB.finditer(text, start, start + _LONGEST + 40):
        left = text[max(start, match.start() - 30) : match.start()]
        if match.start() == start or (_PART_OF_NAME.search(left) and not _NEVER_A_NAME.match(match[0])):
            continue
        noun = _AS_NOUN.get(match[0])
        if noun and noun.match(text, match.end()):
            continue
        special = _VERB_LED_NAMES.get(match[0])
        if special and special.search(left):
            continue
        return _level_end(text, start, match.start())
    return _level_end(text, start, None)


def _level_end(text: str, start: int, verb: int | None) -> int | None:
    level = _LEVEL.search(text, start, verb if verb is not None else start + _LONGEST)
    return level.end() if level else verb


def _to_sentence_end(who: str) -> str:
    cut = re.search(r"[;]|\.\s", who)
    return who[: cut.start()] if cut else who


def unit_heading(text: str) -> str | None:
    """The unit that a heading consists of: «1. Ban Thường trực Ủy ban MTTQ xã:», «Đối với các phường»."""
    text = trim(re.sub(r"\s*\([^()]*\)\s*$", "", text))
    assigned = _ASSIGN.match(text)
    start = assigned.end() if assigned else 0
    if assigned:
        text = trim(_ASKED_FOR.sub("", text))
    if len(text) - start > 200 or not _HEAD.match(text, start) or _first_verb(text, start) is not None:
        return None
    return capitalise(text[start:]) if start else text


def named_elsewhere(text: str) -> str | None:
    """A lead named inside or after the sentence: «(Văn phòng chủ trì)», «…, giao Ban Phong trào tham mưu»."""
    found = _ELSEWHERE.search(text)
    return trim(found["who"]) if found else None
