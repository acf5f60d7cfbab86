"""Messages and what they name: (intent, sentence), a phrase marked as [phrase](entity:value).

The day is 2025-11-22. Composed for these tests.
"""

from __future__ import annotations

__all__ = ["SENTENCES"]

_BY_INTENT = {
    "choose_module": """
        Cho tôi học [mô đun 3](module:M03)
        cho hoc [mo dun 3](module:M03) voi
        mở [m03](module:M03) giúp bác
        mở [M-03](module:M03) đi
        vào [module 11](module:M11)
        học [mô-đun số 12](module:M12) nhé
        học [học phần thứ hai](module:M02) trước
        cho bác vào [mô đun mười một](module:M11)
        tôi muốn học [mô đun ba](module:M03)
        cho em vô [hp 7](module:M07)
        Tôi muốn học về [VNeID](module:M03)
        bác muốn học [vê nê i đê](module:M03)
        cho tôi học cái [vi en ai đi](module:M03) ấy
        muon hoc [dinh danh dien tu](module:M03)
        học [định danh mức 2](module:M03) ở đâu
        dạy cô [quét mã QR](module:M05)
        chỉ tui [chuyển tiền](module:M05) với
        day toi [chuyen khoan](module:M05)
        học [dịch vụ công](module:M04)
        e hc [mxh](module:M08)
        tôi chọn [trí tuệ nhân tạo](module:M11)
        tôi chọn [trí tuê nhân tạo](module:M11)
        hoc [tri tue nhan tao](module:M11)
        cho học [AI](module:M11) đi
        học [chống lừa đảo](module:M09) trước
        học [chống lừa đáo](module:M09) trước
        học [phòng tránh lừa đảo](module:M09) và [bảo vệ dữ liệu cá nhân](module:M10)
        học [bán hàng online](module:M07) trên điện thoại
        học [dùng điện thoại](module:M01)
        học qua điện thoại được không
        cho tôi xem số điện thoại
        học cái khác
        mở mô đun 13
    """,
    "start_quiz": """
        kiểm tra tôi [mô đun 5](module:M05)
        đố tôi về [wifi](module:M02) đi
        lam quiz [phan 9](module:M09)
        hỏi tôi mấy câu đi
    """,
    "ask_howto": """
        mất máy thì VNeID có sao không
        chuyển khoản nhầm thì làm thế nào
        Làm định danh mức 2 ở [Công an xã](unit:Công an xã) phải không
        nút thứ hai để làm gì
        gọi bác sĩ trên mạng thế nào
        70 tuổi có mở được tài khoản không
        thẻ bảo hiểm y tế trên điện thoại ở đâu
    """,
    "answer": """
        [b](choice:2)
        [Câu B](choice:2) ạ
        chọn [A](choice:1) ạ
        [câu thứ hai](choice:2)
        [cau thu hai](choice:2) a
        [số ba](choice:3)
        [câu bê](choice:2)
        bác nghĩ là [số 2](choice:2)
        tôi nghĩ [phương án 3](choice:3) mới đúng
        [đáp án thứ tư](choice:4) đúng không em
        [2](choice:2). Gọi công an
        cái cuối cùng
        không phải câu b
        a hay b
        cúp máy ngay
    """,
    "ask_deadline": """
        Hạn báo cáo theo [Quyết định 550](document:QD550) là ngày nào
        hạn [QĐ550](document:QD550)
        hạn của [QĐ-550](document:QD550) với
        [550/QĐ-BKHCN](document:QD550) phải xong khi nào
        han bao cao [quyet dinh 550](document:QD550)
        [qd so 550](document:QD550) nop khi nao
        [quyết định năm trăm năm mươi](document:QD550) hạn nào
        [quyết định năm năm không](document:QD550) hạn nào
        [quyết định một nghìn một trăm bốn mươi ba](document:QD1143) xong khi nào
        [qđ 1143](document:QD1143) deadline khi nào
        [Kế hoạch 01-KH/BCĐTW](document:KH01) có mốc nào
        [kế hoạch 01](document:KH01) có mốc nào
        [KH 01](document:KH01) bao giờ xong
        [kế hoạch của Đắk Nông](document:KHDN) nộp ngày nào
        [ke hoach dak nong](document:KHDN) han ngay nao
        [kh đắk nông](document:KHDN) nộp bc ngày nào
        [kế hoạch của UBND tỉnh Đắk Nông](document:KHDN) ghi hạn nào
        [kế hoạch Hải Phòng](document:KHHP) xong tháng mấy
        [kh hp](document:KHHP) xong khi nào
        [Sở KHCN](unit:Sở Khoa học và Công nghệ) nộp khi nào
        [sở KH&CN](unit:Sở Khoa học và Công nghệ) nộp khi nào
        [so khcn](unit:Sở Khoa học và Công nghệ) nop khi nao
        còn [Hải Phòng](province:Hải Phòng) thì sao
        con [hai phong](province:Hải Phòng) thi sao
        [hải phòg](province:Hải Phòng) hạn ngày nào
        con [hue](province:Huế) thi sao
        việc [tháng 6/2025](month:2025-06) của [Văn phòng Bộ](unit:Văn phòng Bộ)
        [tháng tới](month:2025-12) có hạn gì
        việc nào phải xong trước [20/12](date:12-20)
        còn việc nào trong [quý 4](date:Q4) không
        mười lăm hay hai mươi thì nộp
        [lam dong](province:Lâm Đồng) bao cao truoc ngay nao
        hai phòng ban nào phải nộp
    """,
    "ask_task": """
        [Cục Chuyển đổi số quốc gia](unit:Cục Chuyển đổi số quốc gia) làm gì
        [Cục CĐSQG](unit:Cục Chuyển đổi số quốc gia) làm gì
        [cục cđs](unit:Cục Chuyển đổi số quốc gia) làm gì
        [cuc chuyen doi so](unit:Cục Chuyển đổi số quốc gia) lam gi
        [Sở GDĐT](unit:Sở Giáo dục và Đào tạo) [Đắk Nông](province:Đắk Nông) phải làm gì
        [sở giáo dục](unit:Sở Giáo dục và Đào tạo) làm gì
        [so noi vu](unit:Sở Nội vụ) phai lam gi
        [Công an tỉnh](unit:Công an tỉnh) được giao gì
        nhiệm vụ của [UBND xã](unit:Ủy ban nhân dân xã)
        nhiệm vụ của [uỷ ban nhân dân xã](unit:Ủy ban nhân dân xã)
        [học viện bưu chính](unit:Học viện Công nghệ Bưu chính Viễn thông) lo phần nào
        [vụ kinh tế xã hội số](unit:Vụ Kinh tế và Xã hội số) làm gì
        [Vụ KH-TC](unit:Vụ Kế hoạch - Tài chính) làm gì
        [phòng CNTT](unit:Phòng Công nghệ thông tin) phụ trách gì
        [Đoàn Thanh niên](unit:Đoàn Thanh niên) có nhiệm vụ gì
        [Bộ Công an](unit:Bộ Công an) phối hợp việc gì
        [bộ khcn](unit:Bộ Khoa học và Công nghệ) giao gì trong [nghị quyết 57](document:NQ57)
        ai soạn [thông tư 02/2025](document:TT02)
        [Luật AI](document:LUAT134) bắt ai báo
        [QĐ 757](document:QD757) và [QĐ 1596](document:QD1596) khác gì
        việc của [hội nông dân](unit:Hội Nông dân)
        phong trào bình dân học vụ số do ai làm
        mục 2.4 giao cho ai
        ai được phân công phần việc nào
        ai duoc phan cong phan viec nao
        quyết định nào giao việc này
    """,
    "ask_target": """
        bao nhiêu phần trăm [người dân](group:dan) có VNeID
        chỉ tiêu cho [cán bộ, công chức](group:cbcc) là gì
        chi tieu [can bo cong chuc](group:cbcc)
        [học sinh](group:hssv) đạt bao nhiêu [năm 2026](date:2026)
        [hssv](group:hssv) thì sao
        [NLĐ](group:nld) trong doanh nghiệp thì sao
        [nông dân](group:nong_dan) và [tiểu thương](group:tieu_thuong) đạt mấy phần trăm
        [người cao tuổi](group:nguoi_cao_tuoi) thì thế nào
        được công nhận bao nhiêu người
        duoc cong nhan bao nhieu
    """,
    "set_profile": """
        Gọi tôi là [bác](address_form:bac)
        goi toi la [chu](address_form:chu)
        kêu chú là [chú](address_form:chu) nha
        gọi [cô](address_form:co) đi
        [bác](address_form:bac) thôi
        đừng gọi tôi là bạn, tôi già rồi
        đừng kêu bạn nữa, gọi [cô](address_form:co) đi
        Gọi tôi là [đồng chí](address_form:dong_chi)
        tôi [70 tuổi](age:70), quê ở [Nghệ An](province:Nghệ An)
        em ở [hà nôi](province:Hà Nội)
        em o [ha nam](province:Hà Nam)
        tôi ở [Sài Gòn](province:Thành phố Hồ Chí Minh)
        nhà ở [tp.hcm](province:Thành phố Hồ Chí Minh)
        quê [daklak](province:Đắk Lắk)
        ở [Đắc Lắc](province:Đắk Lắk)
        ở tỉnh [Hòa Bình](province:Hòa Bình)
        em là [sinh viên](group:hssv)
        cô là [tiểu thương](group:tieu_thuong) ngoài chợ
        tôi tên là Hòa
    """,
    "set_reminder": """
        nhắc tôi học lúc [7h30 tối](time:19:30)
        nhắc bác lúc [8 giờ sáng](time:08:00)
        nhac toi hoc luc [20h](time:20:00)
    """,
    "start_learning": """
        bác muốn học
        cô muốn học trên điện thoại
        bác cần học ngay
        bac can hoc ngay
    """,
    "check_scam": """
        có người gọi xưng cán bộ ngân hàng hỏi mã OTP
        số 0912345678 gọi tôi có phải lừa đảo không
        nó gọi tôi là bác rồi bảo chuyển tiền
        goi lai chau xem
        người giả danh gọi tôi
    """,
    "out_of_scope": """
        thế giới hòa bình bao giờ mới có
        mua điện thoại đa năng ở đâu
        tôi đi làm đồng về mệt quá
        toi di lam dong ve
        thời tiết [Đà Nẵng](province:Đà Nẵng) thế nào
        diễn biến trận bóng ra sao
    """,
}

SENTENCES = [
    (intent, line.strip())
    for intent, lines in _BY_INTENT.items()
    for line in lines.strip().splitlines()
]
