"""The kinds of unit, and the words by which Vietnamese names and tables tell them."""

from functools import lru_cache

from reporting.text import fold, spelling

# kind: the words that stand before a name of that kind.
NAME_WORDS: dict[str, tuple[str, ...]] = {
    "tinh": ("tỉnh",),
    "thanh_pho": ("thành phố",),
    "huyen": ("huyện", "quận", "thị xã", "thành phố"),
    "xa": ("xã",),
    "phuong": ("phường",),
    "dac_khu": ("đặc khu",),
    "thi_tran": ("thị trấn",),
    "khu_dan_cu": ("khu dân cư", "ban công tác mặt trận", "tổ dân phố", "khu phố", "ấp", "khóm", "thôn", "bản", "buôn"),
    "ban_chuyen_mon": ("ban", "văn phòng", "phòng"),
    "to_chuc_thanh_vien": ("hội", "đoàn", "liên đoàn", "công đoàn"),
}
KINDS = tuple(NAME_WORDS)

# Who can stand above whom: the smaller number. Departments and member organisations stand at any level.
RANKS = {"tinh": 1, "thanh_pho": 1, "huyen": 2, "xa": 3, "phuong": 3, "dac_khu": 3, "thi_tran": 3, "khu_dan_cu": 4}

# Where the people's reporters sit: whatever a commune is called, the townships of before 1 July 2025 among them.
COMMUNES = ("xa", "phuong", "dac_khu", "thi_tran")

# How people shorten those words, folded: "p. Mỹ Tho", "TP Cần Thơ".
SHORT_WORDS: dict[str, tuple[str, ...]] = {
    "thanh_pho": ("tp",),
    "huyen": ("h", "q", "tx", "tp"),
    "xa": ("x",),
    "phuong": ("p", "f"),
    "dac_khu": ("dk",),
    "thi_tran": ("tt",),
    "khu_dan_cu": ("kdc", "tdp", "kp"),
}

# What a column "loại" may hold besides, folded. "Thành phố" alone is a city of provincial rank.
_COLUMN_WORDS = {
    "thanh pho": "thanh_pho",
    "tp": "thanh_pho",
    "thanh pho truc thuoc trung uong": "thanh_pho",
    "thanh pho thuoc tinh": "huyen",
    "ban chuyen mon": "ban_chuyen_mon",
    "to chuc thanh vien": "to_chuc_thanh_vien",
    "province": "tinh",
    "city": "thanh_pho",
    "district": "huyen",
    "commune": "xa",
    "ward": "phuong",
    "special zone": "dac_khu",
    "township": "thi_tran",
    "residential area": "khu_dan_cu",
    "department": "ban_chuyen_mon",
    "member organisation": "to_chuc_thanh_vien",
    "member organization": "to_chuc_thanh_vien",
}

# The kinds whose official names begin with the word of the kind.
GOVERNMENT = ("tinh", "thanh_pho", "huyen", "xa", "phuong", "dac_khu", "thi_tran")

# Words that also begin the bare names of communes (Bản Bo, Hội An, Đoàn Kết, Ban Tà Cơn) or that name two ranks.
_UNSURE = {"bản", "ban", "buôn", "hội", "đoàn", "phòng", "thành phố"}
_STARTS = [(word, kind) for words_of in (NAME_WORDS, SHORT_WORDS) for kind, words in words_of.items() for word in words]
_SURE = {f"{spelling(word)} ": kind for kind, words in NAME_WORDS.items() for word in words if word not in _UNSURE}


@lru_cache(maxsize=1024)
def kind_told(word: str) -> str | None:
    """Return the kind that a table's cell names ("xã", "Đặc khu", "dac_khu", "TT", "ward"), or None.

    A word that could name two kinds tells none: "ban" typed without accents is "ban" or "bản".
    """
    told = fold(word)
    if told in _COLUMN_WORDS:
        return _COLUMN_WORDS[told]
    if told.replace(" ", "_") in KINDS:
        return told.replace(" ", "_")
    meant = {kind for start, kind in _STARTS if spelling(start) == spelling(word)} if spelling(word) != told else set()
    meant = meant or {kind for start, kind in _STARTS if fold(start) == told}
    return meant.pop() if len(meant) == 1 else None


def kind_in_name(name: str) -> str | None:
    """Return the kind that a full name begins with ("Xã Khun Há" -> "xa"), or None when it does not say for certain.

    Accents count: a bare "Quan Sơn" is no quận, and "Thành phố Cần Thơ" could be of either rank.
    """
    spelled = spelling(name)
    return next((kind for start, kind in _SURE.items() if spelled.startswith(start)), None)
