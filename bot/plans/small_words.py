"""Words that mean little by themselves in a question about plans."""

from __future__ import annotations

from bot.vietnamese.diacritics import strip_diacritics

__all__ = ["ANY_PLAN", "BARE_QUIET", "QUIET", "TELLING_PAIRS"]

_QUIET = """
    chỗ chổ điểm ạ ad ai alo anh á à ấy bác bạn bao bên biết bị bỏ bot bữa buổi các cái càng cần
    câu cậu cả chả chào chắc chi chị chỉ cho chú chủ chứ chưa chúng chuyện chút có còn con cô cơ
    cụ của cũng cùng dạ dám dạo đang đã đâu đây đấy đó đầu đến đều đi đọc đôi đồng đúng được
    dùng dung dưới dl deadline dịch em e gì giúp giùm gấp gọi gồm giao giờ giữa hả hãy hạn hay
    hello hết hen hiểu hình như hoặc hoài hỏi hôm hồi hơn hộ hông hổng hem i ít kẻo kể khác khi
    khoảng không kia kiểu kìa ko là lại lát lâu lần lên liệt loại lúc luôn luon mà mai mang mấy
    mình mỗi mong một mục muốn mốc nào nay này năm nãy nên ngày nghe nghĩ nghĩa họ ngoài ta nha nhá
    nhắc nhanh nhé nhỉ nhỡ nhiêu nhiều nhiệm nhưng những nhờ nhớ no nó nọ nói nộp nữa ok oke ở
    ổn ôi ơi ông bà phải phần phía phút qua quá quên ra rằng rất rõ rồi riêng sao sau sắp sẽ sếp
    sợ sớm sang tại tạm tao thấy theo thế thêm thì thích thôi thời gian thưa thật thứ thường
    tiếp tìm tin tính tôi tới tớ tra cứu trả lời trách trên trì trong trước từ từng tui tuy
    tự ừ uh úi và vẫn vào vậy về vì việc vâng vội với vụ vừa vui lòng cảm ơn xem xin xong ý yêu
    y đơn vị phối hợp phụ đảm thuộc làm kiếm sai chịu tháng tuần quý hiện dự hi hihi haha sáng
    chiều tối trưa mới đặt ghi nêu định lo lun hàng hằng kỳ gửi trình thiếu đủ nếu nhằm khỏi cứ
    chừng độ tầm cỡ đợt kế kiến giải quan tỉnh thành phố chậm trễ vòng nhất hoàn tất tên đáng lẽ
    bảo cũ rà thủ trưởng phòng nội kết quả nhận gần căn cớ lấy nước nơi hai nằm chính cùng
    chung với bằng lắm vẻ luôn đằng ấy nhể hén nghen nè hà hở hử mô răng rứa chừ tê bây bển
    trển dìa dậy vầy bữa giờ cần rồi đây rơi nhóm đối tượng kê hẹn định
"""
QUIET = frozenset(_QUIET.split())
"""Words (with marks) that mean little by themselves in a question: they count in pairs only."""

BARE_QUIET = frozenset(map(strip_diacritics, QUIET))
"""The same without marks."""

TELLING_PAIRS = frozenset({("don", "doc"), ("ngay", "hoi"), ("bao", "chi"), ("moi", "chung")})
"""Words that look like small ones without their marks and say much together: “đôn đốc”."""

ANY_PLAN = frozenset({"ke", "hoach", "quyet", "dinh", "van", "ban", "phong", "trao", "nhiem", "vu"})
"""Words (without marks) for any plan: they do not say which task of it is meant."""
