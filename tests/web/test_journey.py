"""A whole way in a real browser on the real bot: from hello to a certificate that verifies."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import urljoin

import zxingcpp
from bot_site import BotSite, running_site
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from bot.learning.library import Library
from bot.runtime import ROLES

FORM = "bac"
PATIENCE = 30_000


def options(page: Page) -> Locator:
    """The buttons with numbers that can be pressed now."""
    return page.get_by_role("button", name=re.compile(r"^\d\. "), disabled=False)


def right_options(library: Library) -> dict[frozenset[str], str]:
    """The right option by all options of a question, as a person called bác reads them."""
    form = library.address_forms.get(FORM)
    return {
        frozenset(library.fill(option.text, form) for option in question.options): library.fill(
            question.key.text, form
        )
        for lesson in library.curriculum.lessons
        for question in lesson.questions
    }


def pass_the_exam(page: Page, library: Library) -> None:
    """Answers every question with the right option."""
    right = right_options(library)
    rule = library.framework.exam
    count = rule.questions_per_module * len(library.curriculum.modules)
    for number in range(1, count + 1):
        expect(page.get_by_text(f"Câu {number}/{count}.")).to_be_visible(timeout=PATIENCE)
        titles = {each[3:].strip(): each for each in options(page).all_inner_texts()}
        title = titles[right[frozenset(titles)]]
        page.get_by_role("button", name=title, exact=True, disabled=False).click()


def certificate_link(site: BotSite, page: Page) -> str:
    """The address of the PDF on the download card."""
    link = page.locator('a[href*="/certificates/"][href$=".pdf"]')
    expect(link).to_be_visible(timeout=PATIENCE)
    return urljoin(site.url, link.get_attribute("href") or "")


def test_from_hello_to_a_certificate_that_verifies(context: BrowserContext, tmp_path: Path) -> None:
    with running_site(tmp_path, ROLES) as site:
        library = site.runtime.services.library
        page = context.new_page()
        page.goto(site.url)
        page.get_by_role("button", name="Bắt đầu").click()
        page.get_by_role("button", name="1. Đồng ý").click(timeout=PATIENCE)
        page.get_by_role("button", name="1. Bác").click(timeout=PATIENCE)
        expect(page.get_by_text("cháu chào bác")).to_be_visible(timeout=PATIENCE)
        box = page.get_by_role("textbox", name="Tin nhắn")
        box.fill("cho bac thi lay giay chung nhan")
        box.press("Enter")
        page.get_by_role("button", name="1. Bắt đầu thi").click(timeout=PATIENCE)
        pass_the_exam(page, library)
        page.get_by_role("button", name="Nhận giấy chứng nhận").click(timeout=PATIENCE)
        expect(page.get_by_text("Tên của bác in trên giấy")).to_be_visible(timeout=PATIENCE)
        box.fill("Nguyễn Thị Ánh Nguyệt")
        box.press("Enter")
        page.get_by_role("button", name="1. Đúng rồi").click(timeout=PATIENCE)

        answer = context.request.get(certificate_link(site, page))
        (paper,) = PdfReader(io.BytesIO(answer.body())).pages
        assert "Nguyễn Thị Ánh Nguyệt" in " ".join(paper.extract_text().split())
        (code,) = [found for image in paper.images for found in zxingcpp.read_barcodes(image.image)]

        page.goto(code.text)
        expect(page.get_by_role("heading", name="Giấy chứng nhận hợp lệ")).to_be_visible()
        expect(page.get_by_text("Nguyễn Thị Ánh Nguyệt")).to_be_visible()
