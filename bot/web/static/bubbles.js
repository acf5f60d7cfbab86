/* What is seen: bubbles, buttons, cards, times. Everything from outside enters by textContent. */

import { element } from "./elements.js";
import { playable, player } from "./playback.js";

const PAUSE_MS = 30 * 60000; // after it the time is shown again
const SHORT_TITLE = 24; // letters; buttons with more stand one under the other

/** The address as a URL, or null where it is not http(s). */
function webAddress(address) {
  try {
    const url = new URL(address, location.href);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** A bubble with the text as it is; only addresses of this very site become links. */
function bubble(content) {
  const node = element("p", "bubble");
  node.dir = "auto";
  for (const part of content.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)…])/)) {
    const url = /^https?:\/\//.test(part) ? webAddress(part) : null;
    if (url && url.origin === location.origin) {
      const link = element("a", "", part);
      link.href = url.href;
      node.append(link);
    } else {
      node.append(part);
    }
  }
  return node;
}

function picture(address) {
  const url = webAddress(address);
  if (!url || url.origin !== location.origin) return null;
  const node = element("img", "picture");
  node.src = url.href;
  node.alt = "Hình minh hoạ";
  return node;
}

/** The sound of a reply; null where it is not one of this site. */
function voiceOf(address) {
  const url = webAddress(address);
  return url && url.origin === location.origin ? player("Nghe", playable(url.pathname)) : null;
}

/** A file as a card to press: name of what it is, and how it comes. */
function attachment(address) {
  const url = webAddress(address);
  if (!url) return null;
  const link = element("a", "attachment");
  link.href = url.href;
  if (url.origin === location.origin) {
    link.download = "";
  } else {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  const certificate = /certificate|chung-nhan/i.test(url.pathname);
  const kind = /\.([a-z]{2,5})$/i.exec(url.pathname);
  const words = element("span");
  words.append(
    element("strong", "", certificate ? "Giấy chứng nhận" : "Tệp đính kèm"),
    element("span", "small", kind ? `Bấm để tải về · ${kind[1].toUpperCase()}` : "Bấm để tải về"),
  );
  const sign = element("span", "sign", "↓");
  sign.setAttribute("aria-hidden", "true");
  link.append(sign, words);
  return link;
}

const titles = new Map(); // what stands on a button, by what it sends
let live = []; // the buttons that may be pressed now

function choices(buttons, press) {
  const group = element("div", "choices");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Lựa chọn");
  if (buttons.some(({ title }) => title.length > SHORT_TITLE)) group.classList.add("list");
  for (const { title, payload } of buttons) {
    titles.set(payload, title);
    const button = element("button", "", title);
    button.type = "button";
    button.dataset.payload = payload;
    button.addEventListener("click", () => {
      if (live.includes(button)) press(payload, title);
    });
    live.push(button);
    group.append(button);
  }
  return group;
}

/** The live buttons have had their time; the one that was pressed stays marked. */
export function retire(sent) {
  for (const button of live) {
    button.parentElement.classList.add("past");
    if (button.dataset.payload === sent) button.classList.add("chosen");
    if (document.activeElement === button) {
      // Disabling it would throw the keyboard's focus away: Tab goes on from here.
      button.setAttribute("aria-disabled", "true");
      button.addEventListener("blur", () => (button.disabled = true), { once: true });
    } else {
      button.disabled = true;
    }
  }
  live = [];
}

function turn(side, speaker) {
  const node = element("div", `turn ${side}`);
  node.append(element("span", "unseen", speaker));
  return node;
}

/** What the person said: a press as the words on the button. */
export function said(sent, title) {
  const node = turn("in", "Đã gửi:");
  const unknownPress = /^#[a-z_]+(:[\w-]+)?(@[\w.-]+)?$/.test(sent) ? "(đã bấm một nút)" : sent;
  node.append(bubble(title || titles.get(sent) || unknownPress));
  return node;
}

/** A voice note of the person; `recorded` (`sound`, a Blob, and `seconds`) where it is at hand. */
export function spoke(recorded) {
  const node = turn("in", "Đã gửi:");
  const note = bubble("");
  note.append(element("span", recorded ? "unseen" : "", "Tin nhắn thoại"));
  if (recorded) note.append(player("Nghe lại", recorded.sound, recorded.seconds));
  node.append(note);
  return node;
}

/** Writes under a voice note what was understood of it. */
export function caption(node, heard) {
  const line = element("span", "heard");
  line.dir = "auto";
  line.append(element("span", "unseen", "Nghe được: "), `“${heard}”`);
  node.querySelector(".bubble").append(line);
}

/** One answer of the bot; `press(payload, title)` is called for its buttons. */
export function answered(replies, press) {
  const node = turn("out", "Bạn Học Số:");
  for (const reply of replies) {
    const voice = reply.audio && voiceOf(reply.audio);
    if (reply.text || voice) {
      const words = bubble(reply.text);
      if (voice) words.append(voice);
      node.append(words);
    }
    const extras = [
      reply.image && picture(reply.image),
      reply.attachment && attachment(reply.attachment),
      reply.buttons && reply.buttons.length > 0 && choices(reply.buttons, press),
    ];
    node.append(...extras.filter(Boolean));
  }
  return node;
}

const asDay = new Intl.DateTimeFormat("vi-VN", { weekday: "long", day: "numeric", month: "long" });
const asHour = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit" });
let lastAt = null;

/** A line with the time (seconds since the epoch) where a new day or a long pause begins. */
export function separator(at) {
  const moment = new Date(at * 1000);
  const newDay = !lastAt || lastAt.toDateString() !== moment.toDateString();
  const due = newDay || moment - lastAt > PAUSE_MS;
  lastAt = moment;
  if (!due) return "";
  const hour = asHour.format(moment);
  const time = element("time", "", newDay ? `${asDay.format(moment)} · ${hour}` : hour);
  time.dateTime = moment.toISOString();
  const line = element("p", "time");
  line.append(time);
  return line;
}
