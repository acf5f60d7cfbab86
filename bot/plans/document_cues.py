"""Words about documents themselves, not about their tasks; all without marks, as patterns."""

from __future__ import annotations

from bot.plans.cues import pattern

__all__ = [
    "EARLIER",
    "IN_ORDER",
    "ISSUED",
    "LATER",
    "MANY_DOCUMENTS",
    "SAME_DOCUMENT",
    "TELLING",
]

TELLING = pattern(
    r"ai k[yi]",
    r"do(?: \w+){2,4} k[yi]",
    r"nguoi k[yi]",
    r"k[yi] (?:ngay|hom|khi|luc|thang|nam|hoi|bao gio)",
    r"ngay k[yi]",
    r"ban hanh (?:ngay|hom|khi|luc|bao gio|hoi|thang|nam)",
    r"(?:ngay|hom|khi|thang|nam|bao gio)(?: nao)? (?:thi |duoc )?(?:ban hanh|k[yi])",
    r"ngay ban hanh",
    r"so (?:may|bao nhieu|hieu)",
    r"so (?:quyet dinh|van ban|ke hoach)(?: \w+){0,2} (?:nao|may|bao nhieu|gi)",
    r"la (?:van ban )?gi",
    r"noi ve (?:gi|cai gi|dieu gi)",
    r"ve viec gi",
    r"noi gi",
    r"noi dung",
    r"ai ban hanh",
    r"co quan ban hanh",
    r"(?:do )?(?:co quan|don vi|noi|ben|cap|cho) nao (?:ban hanh|ra|ky|lap|soan|phat hanh)",
    r"do ai(?: (?:ban hanh|ky|ra|lap))?(?! (?:chu tri|phu trach|dam nhiem|lam|lo|dieu phoi))",
    r"la sao",
    r"nghia la gi",
    r"con (?:hieu luc|gia tri|ap dung|nguyen)",
    r"(?:het|mat) (?:hieu luc|gia tri)(?: chua| roi)?",
    r"ra doi",
    r"sa[pt] nhap",
    r"nhap vao",
    r"gioi thieu",
    r"tom tat",
    r"ra (?:ngay|khi|hoi) nao",
    r"(?:ra|ban hanh|k[yi])(?: (?:vao|hom|tu|ngay|thang))* \d[\d/]*",
    r"(?:ban hanh|ra|co) (?:sau|truoc|som hon|muon hon)",
    r"(?:cai|van ban|ban|quyet dinh|ke hoach) nao (?:ra |co |ban hanh )?(?:sau|truoc|moi|cu)"
    r"(?: hon| nhat)?",
    r"(?:ra(?: doi)?|ban hanh) (?:som|muon) (?:hon|nhat)",
    r"(?:moi|cu) (?:hon|nhat)",
)
"""Something about a document itself."""

ISSUED = pattern(
    r"(?:ra(?: doi)?|ban hanh|k[yi])(?: (?:vao|hom|tu|ngay|thang|nam|hoi))* \d[\d/.-]*",
    r"(?:ra(?: doi)?|ban hanh|k[yi]) (?:vao |trong |hoi )?(?:dau |giua |cuoi )?(?:thang|nam|quy)"
    r" (?:nay|truoc|roi|\d+)",
)
"""On which day a document came out, named."""

IN_ORDER = pattern(
    r"(?:van ban|quyet dinh|ke hoach) nao (?:ra |co |ban hanh )?"
    r"(?:sau|truoc|moi|cu|som|muon)(?: hon| nhat)?",
    r"(?:cai|ban) nao (?:duoc )?(?:ra(?: doi)?|ban hanh|ky) (?:sau|truoc|som|muon)(?: hon| nhat)?",
)
"""Which of several documents came first, asked for."""

LATER = pattern(r"(?:van ban|quyet dinh|ke hoach|ban|cai|han|moc) (?:sau|moi)(?: hon| nhat| nay)?")

EARLIER = pattern(
    r"(?:van ban|quyet dinh|ke hoach|ban|cai|han|moc) (?:truoc|cu)(?: hon| nhat| do)?"
)
"""The last or the first of the documents that were talked of."""

SAME_DOCUMENT = pattern(
    r"(?:van ban|ke hoach|quyet dinh|ban) (?:do|nay|ay|kia|vua roi|tren|vua noi)"
)
"""The document that was talked of."""

MANY_DOCUMENTS = pattern(
    r"(?:nhung|cac|bao nhieu|may|danh sach) (?:van ban|ke hoach|tai lieu|quyet dinh)",
    r"(?:con|co|them|khac)(?: \w+){0,3} (?:van ban|ke hoach|tai lieu|quyet dinh) nao",
    r"(?:van ban|ke hoach|quyet dinh) nao (?:nua|khac)",
)
"""Documents beside the one that was talked of, asked for."""
