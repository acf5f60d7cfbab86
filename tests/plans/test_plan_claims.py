"""What is claimed is confirmed or put right in the first words of the answer."""

from __future__ import annotations

import pytest
from asking import ask

from bot.plans.register import Register, load_register
from bot.settings import ROOT

CLAIMS = (
    ("Mục 4.4 Đắk Nông giao Sở KHCN đúng không", "Không", "KHDN-IV.4.4", "Công an tỉnh"),
    ("khung kỹ năng số do Cục Chuyển đổi số quốc gia chủ trì phải không", "Không", "QD550-2.4", ""),
    ("trợ lý ảo do Cục Chuyển đổi số quốc gia chủ trì phải không", "Đúng", "QD550-2.5", ""),
    ("Mục 2.5 QĐ 550 hạn tháng 9/2025 đúng không", "Không", "QD550-2.5", "Tháng 6/2025"),
    ("Mục 2.5 QĐ 550 hạn tháng 6/2025 đúng không", "Đúng", "QD550-2.5", "Tháng 6/2025"),
    ("Nhiệm vụ 2.1 QĐ 1143 hạn 30/6 đúng không", "Chưa đúng", "QD1143-2.1", "Tháng 06/2025"),
    ("Đắk Nông nộp báo cáo trước ngày 15 đúng không", "Không", "KHDN-VI.7-3", "trước ngày 20"),
    ("báo cáo của Hải Phòng hằng quý đúng không", "Không", "KHHP-IV.2-3", "hằng năm"),
    ("trợ lý ảo hạn tháng 6/2025 đúng không", "Chưa đúng với mọi văn bản", "QD1143-2.4", "Tháng 9"),
    ("mục 2.4 QĐ 550 hạn tháng 4 chứ", "Đúng", "QD550-2.4", "Tháng 4/2025"),
    ("QĐ 550 có 20 nhiệm vụ đúng không", "Không", "", "Có 22 việc"),
    ("QĐ 550 có 14 nhiệm vụ đúng không", "Đúng nếu chỉ tính mục 2", "", "mục 2: 14"),
    ("QĐ 1143 ban hành ngày 4/6/2025 phải không", "Đúng", "", "1143/QĐ-BKHCN"),
    ("QĐ 550 ban hành ngày 4/6/2025 phải không", "Không", "", "14/4/2025"),
    ("Kế hoạch Đắk Nông ban hành ngày 16/5/2025 đúng không", "Chưa rõ", "", "không ghi số"),
    ("QĐ 550 do Phạm Đức Long ký đúng không", "Không", "", "Nguyễn Mạnh Hùng"),
    ("QĐ 1143 do Phạm Đức Long ký đúng không", "Đúng", "", "Phạm Đức Long"),
    ("chỉ tiêu VNeID Hải Phòng là 70% đúng không", "Không", "KHHP-dan-xn", "80%"),
    ("chỉ tiêu VNeID Đắk Nông là 70% đúng không", "Đúng con số", "KHDN-dan-xn", "trên 70%"),
    ("chỉ tiêu VNeID Đắk Nông là trên 70% đúng không", "Đúng:", "KHDN-dan-xn", "trên 70%"),
    ("40 triệu người là chỉ tiêu năm 2026 đúng không", "Không", "KH01-2026-dan-xn", "60 triệu"),
)


@pytest.fixture(name="register", scope="module")
def _register() -> Register:
    return load_register(ROOT / "knowledge" / "plans")


@pytest.mark.parametrize(("claim", "first", "named", "stands"), CLAIMS)
def test_a_claim_is_judged_first_and_what_stands_is_said(
    register: Register, claim: str, first: str, named: str, stands: str
) -> None:
    given = ask(register, claim)
    text = "\n".join(given.texts)
    assert text.startswith(first), text
    assert {named} - {""} <= {*given.tasks, *given.targets}, text
    assert stands in text
