"""Words and phrases that say the same in simple advice, so that a rewording can be recognised.

One line is one meaning; its first member stands for it. A member may be a negated phrase: “miễn
phí” is “không mất tiền”.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["same"]

_SAME = """
không tốn_tiền = miễn phí, miễn cước, khỏi trả tiền
tốn_tiền = mất tiền, tốn tiền, mất phí, tốn phí, có phí, tính phí, tính tiền, tính cước
tốn_tiền = đóng phí, trả phí, nộp phí, thu phí, chịu phí, mất cước
trả tiền = trả tiền, đóng tiền, nộp tiền, đưa tiền
đòi_tiền = đòi phí, thu tiền, đòi tiền
ngắt_máy = ngắt máy, dập máy, cúp máy, tắt cuộc gọi, ngắt cuộc gọi, tắt máy đi
tắt_nguồn = tắt nguồn, tắt hẳn máy
chạm = bấm, nhấn, ấn, chạm vào, bấm vào, nhấn vào, bấm nút, click, kích
gõ = nhập, đánh, điền, gõ vào
mang = cầm, đem, mang theo, đem theo, cầm theo, đưa
đi = đến, ra, tới, qua, sang, lên
liên_kết = link, đường link, đường dẫn, đường liên kết, liên kết
ứng_dụng = ứng dụng, app, phần mềm
mật_khẩu = mật khẩu, pass, password, mật mã
wifi = wi-fi, wi fi
sim = thẻ sim
tin = tin nhắn, nhắn tin
nhắn = gửi tin, soạn tin
điện_thoại = điện thoại, máy, dế, di động, smartphone
nhờ = xin, đề nghị, yêu cầu, nói với
báo = trình báo, thông báo, phản ánh, khai báo, tố giác
hỏi = hỏi lại, hỏi thăm
xem = nhìn, coi, ngó, đọc, thấy, kiểm tra, tra, kiểm, đối chiếu, so, tìm, hiện, hiển thị, rà
biết = rõ, hiểu, nhận ra
chắc = chắc chắn, chắc hẳn, hẳn
người_lừa = kẻ gian, kẻ lừa, kẻ lừa đảo, kẻ xấu, bọn lừa đảo, bọn lừa, tội phạm
lừa = lừa đảo, bẫy, gạt
giả = giả mạo, nhái, giả danh, làm giả
thật = chính thức, chính hãng, xịn, chính chủ
chép = lưu, cất, sao lưu, sao chép, copy
xóa = bỏ, xoá, gỡ, xóa trắng
sửa = chỉnh, chữa
dùng = sử dụng, xài, áp dụng
làm = thực hiện, tiến hành, thao tác
người_nhà = người nhà, con cháu, người thân, gia đình
cán_bộ = cán bộ, nhân viên, người làm
quầy = chi nhánh, phòng giao dịch, điểm giao dịch
căn_cước = căn cước, cccd, thẻ căn cước, căn cước công dân
bằng_lái = bằng lái, giấy phép lái xe, giấy phép
cùng = kèm, với
nhanh = càng sớm càng tốt, càng nhanh càng tốt, mau, lẹ, chóng, gấp, sớm, ngay, liền, lập tức, luôn
chậm = lâu, muộn, trễ
lại = lần nữa
gần = cạnh, bên, kề, sát, bên cạnh
nơi = chỗ, điểm, địa điểm
trong = ở, tại, trên, nằm
trước = trước hết, trước tiên, đầu tiên, trước đã
ngừng = dừng, ngưng, thôi không
ngừng dùng = thôi dùng
không = chẳng, chả, ko
phải = bắt buộc, buộc, bắt, cần phải, nhất thiết
mặc_dù = tuy, dù, mặc dù, dẫu
tốt = hay, ổn, được việc
nay = bây giờ, hiện nay, hiện giờ, lúc này, hôm nay
ít = hiếm, vài
vẫn = còn, cứ
thường = phần lớn, hầu hết, đa số, bình thường
có_thể = có thể, có lẽ, có khi, biết đâu
giống = như, y như, tựa
trả = thanh toán, chi, nộp, đóng
nhận = lấy, lĩnh
đồng_ý = đồng ý, chịu, bằng lòng
từ_chối = từ chối, khước từ
tự_nói = xưng, tự xưng
gọi = liên hệ, gọi điện, alo, gọi điện thoại, liên lạc
hạ = giảm, bớt, hạ xuống
tăng = nâng, kéo lên
bật = mở, khởi động
thoát = ra khỏi, đóng, rời, đăng xuất
cài = cài đặt, tải, tải về
sạc = cắm sạc
ảnh = hình, hình ảnh, tấm hình, tấm ảnh
tiền = khoản, khoản tiền, số tiền
số_điện_thoại = số điện thoại, số máy
hỏng = hư, trục trặc, lỗi, đơ, treo
hồ_sơ = hồ sơ, giấy tờ, giấy
ủy_ban = ủy ban, uỷ ban, ubnd
công_an = công an
hạn = thời hạn, hạn chót
đăng_ký = đăng ký, ghi danh
cho = để, giúp, hộ, giùm
sau = rồi, tiếp
trẻ = bé, trẻ em, em bé, trẻ con
đăng nhập = đăng nhập
trả lời = trả lời, phản hồi, hồi âm
tài khoản = tài khoản
trách nhiệm = trách nhiệm, chịu trách nhiệm
tích điểm = tích điểm
bảo vệ = bảo vệ
bảo hiểm = bảo hiểm
bảo hành = bảo hành
bảo mật = bảo mật
đặc điểm = đặc điểm
thông báo = tin báo
trong = trong vòng
từng = lần lượt
lúc đầu = lúc đầu, ban đầu, thoạt đầu
chụp = chụp màn hình, chụp ảnh màn hình, chụp ảnh, chụp hình
màn hình = màn hình
làm theo = làm theo, làm theo hướng dẫn, làm theo chỉ dẫn
dần = ngày càng, ngày một, mỗi lúc một
khởi động lại = khởi động lại, tắt đi bật lại, tắt rồi bật lại
không mất = còn nguyên, vẫn nguyên, còn nguyên vẹn, vẫn còn
không đổi = giữ nguyên, để nguyên, giữ như cũ
rộng = rộng rãi, thoáng
giải quyết = giải quyết, xử lý
dễ = dễ dàng
đúng_giờ = đúng giờ, đúng hẹn
khó = khó khăn
ví_dụ = ví dụ, chẳng hạn, như là
chọn = lựa, chọn lấy, lựa chọn
giữ = cất giữ, giữ gìn
thuộc = tùy, tùy theo, phụ thuộc
ghi = viết, ghi lại, chép lại
nghe = bắt máy, nhấc máy
nhiều = lắm, đông
xung_quanh = quanh, xung quanh
đổi = thay, thay đổi, đổi sang
bắt_đầu = khởi đầu, bắt đầu, mở đầu
kết_thúc = chấm dứt, kết thúc
cũ = trước đây, hồi trước
lưu_ý = chú ý, lưu ý, để ý
nguy = nguy hiểm, nguy hại
an = an toàn
khác = khác nhau
"""


def _phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in _SAME.strip().splitlines():
        name, _, members = line.partition(" = ")
        for member in members.split(", "):
            found.setdefault(tuple(member.split()), tuple(name.split()))
    return found


_PHRASES = _phrases()
_LONGEST = max(map(len, _PHRASES))


def same(words: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
    """The words that stand for the phrase at this place of `words`, and the place after it."""
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        found = _PHRASES.get(tuple(words[at : at + size]))
        if found is not None:
            return found, at + size
    return (words[at],), at + 1
