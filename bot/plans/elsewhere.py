"""What an office is asked that no plan of this kind is about.

A question is about a plan where its meaning is nearer to something of the plan than to all of
these: nearness alone says little, because every two Vietnamese sentences are somewhat near.
"""

from __future__ import annotations

__all__ = ["ELSEWHERE"]

_ELSEWHERE = """
    đại hội đoàn, đại hội chi bộ
    bầu cử, họp hội đồng nhân dân
    tiêm phòng, tiêm vắc xin
    khám chữa bệnh, bảo hiểm y tế
    dịch bệnh, sốt xuất huyết
    thi tuyển công chức, viên chức
    tuyển dụng, tìm việc làm
    điểm chuẩn, thi vào lớp 10
    đề thi, bài kiểm tra, giải toán
    trường mầm non, học phí
    học phí đại học tăng
    căng tin, bữa trưa
    thời tiết, mưa bão
    giá vàng, giá nông sản
    giá xăng dầu, giá điện
    giá cà phê, giá hồ tiêu
    làm đường bê tông, kênh mương
    xây cầu, sửa đường
    giao thông, kẹt xe
    thu gom rác thải, môi trường
    bảo vệ rừng, trồng trọt, chăn nuôi
    giải phóng mặt bằng, đền bù đất
    cấp sổ đỏ, đất đai
    cấp căn cước, hộ khẩu
    đăng ký kết hôn, khai sinh
    đăng ký xe, bằng lái xe
    lương, phụ cấp, thưởng tết
    nghỉ lễ, nghỉ phép
    xóa đói giảm nghèo, trợ cấp
    xây nhà, nhà ở xã hội
    nghĩa vụ quân sự
    bóng đá, thể thao
    ca nhạc, phim ảnh, pháo hoa
    du lịch, lễ hội văn hóa
    nộp thuế, vay vốn ngân hàng
    phòng cháy chữa cháy
    cấp nước, cúp điện
    điều động, bổ nhiệm cán bộ
    kỷ luật, tố cáo, khiếu nại
    hiến máu nhân đạo
    đấu thầu, mua sắm ô tô
    đổi tên đường, trụ sở mới
    nấu ăn, quán ngon
    sửa máy in, máy tính hỏng
    hợp đồng, công chứng
    sinh nhật, quà tặng
    lịch họp, lịch công tác của lãnh đạo
    mật khẩu wifi, quên mật khẩu
    viết bài phát biểu, diễn văn khai giảng
    làm thơ, kể chuyện cười
    chào hỏi, tâm sự
    cây cối, động vật, món ăn
    máy bay, tàu xe, đặt vé
    tiểu sử, tuổi, quê quán của lãnh đạo
    ngày hội việc làm, hội chợ
    hội thao, hội diễn văn nghệ
    ngày hội hiến máu, ngày hội văn hóa
    quán phở, quán cà phê gần đây
    họp phụ huynh, lễ khai giảng ở trường con
    học bổng, ký túc xá, tuyển sinh
    học phí
    tuyển dụng
    lịch thi, điểm thi, đăng ký môn học
    lương cơ sở, lương giáo viên tăng
    xe buýt, chỗ đậu xe
    vé xem phim, ca sĩ
    thuê nhà, mua đất
    số điện thoại, giờ làm việc của cơ quan
    làm thêm giờ, làm việc thứ bảy
    bệnh viện, lấy số khám
    mất điện thoại, sim rác
    máy chiếu, phòng họp, văn phòng phẩm
    tiếng Anh, chứng chỉ tin học
    mạng ở nhà chậm, mất mạng, gọi tổng đài
    xin nghỉ, chấm công, tăng ca
    xổ số, lịch âm, xem ngày tốt
    mua máy tính, điện thoại mới
    mức phạt giao thông, uống rượu lái xe
"""
ELSEWHERE = tuple(line.strip() for line in _ELSEWHERE.strip().splitlines())
"""Each a few words about one matter."""
