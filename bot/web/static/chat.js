/* The chat page: shows the conversation log as the server streams it, and keeps what is
   written here until the server has it. */

import { answered, element, retire, said, separator } from "./bubbles.js";

const RETRY_FIRST_MS = 1000;
const RETRY_LONGEST_MS = 15000;
const REFUSED_RETRY_MS = 3000;
const SILENCE_MS = 45000; // the server beats every 15 seconds
const HIDDEN_MS = 60000; // a tab nobody sees gives its connection back
const POST_TIMEOUT_MS = 20000;
const BANNER_DELAY_MS = 1200; // a short hiccup is nobody's concern
const TYPING_DELAY_MS = 300;
const TYPING_LONG_MS = 15000;
const STILL_WAITED_FOR_MS = 10 * 60000;
const NEAR_PX = 64;
const LARGEST_BODY = 200000; // bytes, as the server has it

const byId = (id) => document.getElementById(id);
const scroller = byId("scroller");
const log = byId("log");
const pending = byId("pending");
const text = byId("text");
const notice = byId("notice");

/* ---- What this browser remembers ---- */

const memory = {}; // where the browser refuses storage: for this visit only

function recall(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? memory[key] ?? otherwise;
  } catch {
    return memory[key] ?? otherwise;
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    memory[key] = value;
  }
}

const queue = () => recall("bhs.queue", []);
const dequeue = (id) => keep("bhs.queue", queue().filter((message) => message.id !== id));

/* ---- Where the page is scrolled to ---- */

let following = true;

const bottom = () => scroller.scrollHeight - scroller.clientHeight;
const nearBottom = (top) => bottom() - top < NEAR_PX;

function noteScroll() {
  following = nearBottom(scroller.scrollTop);
  byId("newest").hidden = following;
}

function toNewest() {
  scroller.scrollTop = bottom();
  noteScroll();
}

/** After a change of size: whoever was at the end stays there (the welcome has none). */
function follow() {
  if (!restored) return;
  if (following && byId("welcome").hidden) toNewest();
  else noteScroll();
}

/** Show new replies from their beginning: whoever reads slowly need not scroll back. */
function reveal(node) {
  if (!following) return;
  const top = node.offsetTop - 16;
  scroller.scrollTop = nearBottom(top) ? bottom() : top;
  noteScroll();
}

/* ---- The conversation ---- */

const waiting = new Set(); // ids of messages without replies yet
const done = new Set();
let restored = false; // the whole past has been shown
let typingSoon = 0;
let typingLong = 0;

function typing() {
  clearTimeout(typingSoon);
  clearTimeout(typingLong);
  const line = byId("typing");
  if (!restored || !connected || waiting.size === 0) {
    line.hidden = true;
    return;
  }
  const say = (words) => {
    line.hidden = false;
    byId("typing-text").textContent = words;
    follow();
  };
  typingSoon = setTimeout(say, TYPING_DELAY_MS, "Bạn Học Số đang trả lời…");
  typingLong = setTimeout(say, TYPING_LONG_MS, "Vẫn đang trả lời, xin chờ thêm chút nữa…");
}

function show(entry) {
  byId("welcome").hidden = true;
  let node;
  if (entry.direction === "in") {
    const note = pending.querySelector(`[data-id="${CSS.escape(entry.id)}"]`);
    if (note) note.remove();
    if (queue().some((message) => message.id === entry.id)) dequeue(entry.id);
    retire(entry.text);
    node = said(entry.text);
    const recent = Date.now() - entry.at * 1000 < STILL_WAITED_FOR_MS;
    if (recent && !done.has(entry.id)) waiting.add(entry.id);
  } else {
    waiting.delete(entry.id);
    done.add(entry.id);
    retire();
    node = answered(entry.replies, send);
  }
  log.append(separator(entry.at), node);
  if (!restored) return;
  if (entry.direction === "in") follow();
  else reveal(node);
  typing();
}

/** The past is complete: from now on new lines are read out. */
function finishRestoring() {
  restored = true;
  for (const message of queue()) showPending(message);
  const empty = !log.hasChildNodes() && !pending.hasChildNodes();
  byId("welcome").hidden = !empty;
  if (empty) noteScroll();
  else toNewest();
  setTimeout(() => log.setAttribute("aria-live", "polite"), 500);
}

/* ---- Sending ---- */

let sending = false;
let resend = 0;

function newId() {
  // randomUUID is missing where the page comes over plain http from another machine.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const asBody = ({ id, text }) => JSON.stringify({ id, text });

function showPending(message) {
  if (pending.querySelector(`[data-id="${message.id}"]`)) return;
  const node = said(message.text, message.title);
  node.dataset.id = message.id;
  node.append(element("span", "state", connected ? "" : "Đang giữ lại, sẽ tự gửi khi có mạng."));
  pending.append(node);
}

function markPending(id, state) {
  const node = pending.querySelector(`[data-id="${id}"]`);
  if (node) node.querySelector(".state").textContent = state;
  follow();
}

/** Take a message into the queue and show it at once; false where it is too long. */
function send(content, title) {
  const message = { id: newId(), text: content, title };
  if (new TextEncoder().encode(asBody(message)).length > LARGEST_BODY) {
    tell("Tin nhắn dài quá. Xin chia thành nhiều tin ngắn hơn.");
    return false;
  }
  keep("bhs.queue", [...queue(), message]);
  byId("welcome").hidden = true;
  retire(content);
  showPending(message);
  toNewest();
  flush();
  return true;
}

async function flush() {
  if (sending || !connected) return;
  sending = true;
  clearTimeout(resend);
  let next;
  while ((next = queue()[0]) && (await post(next)));
  sending = false;
}

/** Give one message to the server; true where the next one may follow. */
async function post(message) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), POST_TIMEOUT_MS);
  let status = 0;
  let detail = "";
  try {
    const answer = await fetch("/chat/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: asBody(message),
      signal: giveUp.signal,
    });
    status = answer.status;
    if (!answer.ok) detail = (await answer.json()).detail;
  } catch {
    detail ||= "Chưa gửi được.";
  } finally {
    clearTimeout(timer);
  }
  if (status === 0 || status === 429 || status >= 500) {
    markPending(message.id, `${detail} Tin được giữ lại và sẽ tự gửi.`);
    resend = setTimeout(flush, REFUSED_RETRY_MS);
    return false;
  }
  dequeue(message.id);
  if (status >= 400) {
    markPending(message.id, `Không gửi được. ${detail}`);
    return true;
  }
  markPending(message.id, "");
  if (!done.has(message.id)) waiting.add(message.id);
  typing();
  return true;
}

/* ---- The connection ---- */

let source = null;
let cursor = "";
let connected = false;
let retryIn = RETRY_FIRST_MS;
let retry = 0;
let silence = 0;
let banner = 0;
let lostSoon = 0;

function tell(words, forMs = 6000) {
  clearTimeout(banner);
  notice.className = "";
  notice.textContent = words;
  banner = setTimeout(() => (notice.textContent = ""), forMs);
}

function disconnect() {
  clearTimeout(retry);
  clearTimeout(silence);
  if (source) source.close();
  source = null;
  connected = false;
}

function lost() {
  disconnect();
  typing();
  lostSoon ||= setTimeout(() => {
    clearTimeout(banner);
    notice.className = "lost";
    notice.textContent = "Mất kết nối, đang tự nối lại. Tin viết lúc này vẫn được giữ và sẽ gửi sau.";
  }, BANNER_DELAY_MS);
  retry = setTimeout(connect, retryIn);
  retryIn = Math.min(retryIn * 2, RETRY_LONGEST_MS);
}

function alive() {
  clearTimeout(silence);
  silence = setTimeout(lost, SILENCE_MS);
}

function caughtUp() {
  connected = true;
  retryIn = RETRY_FIRST_MS;
  clearTimeout(lostSoon);
  lostSoon = 0;
  if (notice.className === "lost") tell("Đã nối lại.", 3000);
  for (const state of pending.querySelectorAll(".state")) state.textContent = "";
  if (!restored) finishRestoring();
  typing();
  flush();
}

function connect() {
  disconnect();
  source = new EventSource(`/chat/events${cursor && `?after=${encodeURIComponent(cursor)}`}`);
  alive();
  source.onmessage = (event) => {
    alive();
    cursor = event.lastEventId;
    show(JSON.parse(event.data));
  };
  source.addEventListener("beat", alive);
  source.addEventListener("caught-up", caughtUp);
  source.onerror = lost;
}

let asleep = 0;
document.addEventListener("visibilitychange", () => {
  clearTimeout(asleep);
  if (document.hidden) asleep = setTimeout(disconnect, HIDDEN_MS);
  else if (!source) connect();
});
window.addEventListener("online", connect);
window.addEventListener("offline", lost);
window.addEventListener("pagehide", disconnect);
window.addEventListener("pageshow", (event) => event.persisted && connect());

/* ---- The controls ---- */

function grow() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + text.offsetHeight - text.clientHeight}px`;
}

function submit(event) {
  event.preventDefault();
  if (text.value.trim() && send(text.value.trim())) text.value = "";
  grow();
  text.focus();
}

function setLarge(on) {
  document.documentElement.classList.toggle("large", on);
  byId("large").setAttribute("aria-pressed", String(on));
  grow();
  follow();
}

/** The keyboard of a telephone covers part of the page: use what is left of it. */
function fit() {
  const view = window.visualViewport;
  if (view.scale === 1) document.documentElement.style.setProperty("--height", `${view.height}px`);
}

byId("composer").addEventListener("submit", submit);
text.addEventListener("input", grow);
text.addEventListener("keydown", (event) => {
  // While Telex puts a letter together, Enter belongs to the input method.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
});
byId("start").addEventListener("click", () => {
  send("xin chào");
  scroller.focus();
});
byId("newest").addEventListener("click", () => {
  toNewest();
  scroller.focus();
});
byId("large").addEventListener("click", () => {
  const on = !document.documentElement.classList.contains("large");
  keep("bhs.large", on);
  setLarge(on);
});
scroller.addEventListener("scroll", noteScroll, { passive: true });
log.addEventListener("load", follow, true); // pictures take their height late
if (window.ResizeObserver) new ResizeObserver(follow).observe(scroller);
if (window.visualViewport) window.visualViewport.addEventListener("resize", fit);
if (document.fonts) document.fonts.ready.then(follow);

document.documentElement.classList.add("js");
setLarge(recall("bhs.large", false));
connect();
