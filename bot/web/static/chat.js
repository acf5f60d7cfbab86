/* The chat page: shows the conversation log as the server streams it, and keeps what is
   written here until the server has it. */

import { answered, caption, retire, said, separator, spoke } from "./bubbles.js";
import { element } from "./elements.js";
import { keep, recall } from "./memory.js";
import { dequeue, isQueued, isTooLong, outgoing, packed, queue, unpacked } from "./outgoing.js";
import { pause, readOut } from "./playback.js";
import { voiceButton } from "./voice.js";

const RETRY_FIRST_MS = 1000;
const RETRY_LONGEST_MS = 15000;
const SILENCE_MS = 45000; // the server beats every 15 seconds
const HIDDEN_MS = 60000; // a tab nobody sees gives its connection back
const BANNER_DELAY_MS = 1200; // a short hiccup is nobody's concern
const TYPING_DELAY_MS = 300;
const TYPING_LONG_MS = 15000;
const STILL_WAITED_FOR_MS = 10 * 60000;
const NEAR_PX = 64;

const byId = (id) => document.getElementById(id);
const scroller = byId("scroller");
const log = byId("log");
const pending = byId("pending");
const text = byId("text");
const notice = byId("notice");

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
const unheard = new Set(); // those of the waiting that are voice notes not yet understood
const recorded = new Map(); // voice notes on their way, by id: `sound` and `seconds`
let readOutFor = ""; // the voice note just spoken on this page: its answer is read out
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
  const doing = unheard.size > 0 ? "đang nghe" : "đang trả lời";
  typingSoon = setTimeout(say, TYPING_DELAY_MS, `Bạn Học Số ${doing}…`);
  typingLong = setTimeout(say, TYPING_LONG_MS, "Vẫn đang trả lời, xin chờ thêm chút nữa…");
}

const noteOf = (place, id) => place.querySelector(`[data-id="${CSS.escape(id)}"]`);

/** What the person wrote or said; a voice note comes without text. */
function showSent(entry) {
  noteOf(pending, entry.id)?.remove();
  if (isQueued(entry.id)) dequeue(entry.id);
  if (entry.id !== readOutFor) readOutFor = "";
  retire(entry.text);
  const node = entry.text ? said(entry.text) : spoke(recorded.get(entry.id));
  node.dataset.id = entry.id;
  recorded.delete(entry.id);
  const isRecent = Date.now() - entry.at * 1000 < STILL_WAITED_FOR_MS;
  if (isRecent && !done.has(entry.id)) {
    waiting.add(entry.id);
    if (!entry.text) unheard.add(entry.id);
  }
  return node;
}

function showAnswer(entry) {
  waiting.delete(entry.id);
  unheard.delete(entry.id);
  done.add(entry.id);
  retire();
  return answered(entry.replies, send);
}

function showHeard(entry) {
  unheard.delete(entry.id);
  const node = noteOf(log, entry.id);
  if (node) caption(node, entry.text);
  if (!restored) return;
  follow();
  typing();
}

function show(entry) {
  if (entry.direction === "heard") {
    showHeard(entry);
    return;
  }
  byId("welcome").hidden = true;
  const node = entry.direction === "in" ? showSent(entry) : showAnswer(entry);
  log.append(separator(entry.at), node);
  if (!restored) return;
  if (entry.direction === "in") follow();
  else reveal(node);
  if (entry.direction === "out" && entry.id === readOutFor) readOut(node);
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

function newId() {
  // randomUUID is missing where the page comes over plain http from another machine.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function showPending(message) {
  if (noteOf(pending, message.id)) return;
  if (message.sound && !recorded.has(message.id)) {
    recorded.set(message.id, { sound: unpacked(message), seconds: message.seconds });
  }
  const node = message.sound
    ? spoke(recorded.get(message.id))
    : said(message.text, message.title);
  node.dataset.id = message.id;
  node.append(element("span", "state", connected ? "" : "Đang giữ lại, sẽ tự gửi khi có mạng."));
  pending.append(node);
}

function mark(id, state) {
  const node = noteOf(pending, id);
  if (node) node.querySelector(".state").textContent = state;
  follow();
}

function onTaken(id) {
  if (!done.has(id)) waiting.add(id);
  typing();
}

const post = outgoing({ isConnected: () => connected, mark, onTaken });

/** Into the queue, and seen at once. */
function put(message) {
  post.add(message);
  byId("welcome").hidden = true;
  retire(message.text);
  showPending(message);
  toNewest();
  post.flush();
}

/** Send a text; false where it is too long. */
function send(content, title) {
  const message = { id: newId(), text: content, title };
  if (isTooLong(message)) {
    tell("Tin nhắn dài quá. Xin chia thành nhiều tin ngắn hơn.");
    return false;
  }
  readOutFor = "";
  put(message);
  return true;
}

/** Send a voice note, a Blob of so many seconds. */
async function sendNote(sound, seconds) {
  const id = newId();
  recorded.set(id, { sound, seconds });
  readOutFor = id;
  put({ id, text: "", sound: await packed(sound), mime: sound.type, seconds });
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
  post.flush();
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
  if (send(text.value.trim() || "xin chào")) text.value = "";
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

voiceButton({
  onStart() {
    pause(); // else the microphone hears it
    readOutFor = "";
  },
  onNote: sendNote,
});

/** Who scanned the code of a group finds it written already, and only has to send it. */
function writeCode() {
  const code = new URLSearchParams(location.search).get("ma");
  if (!code || !/^[a-z]{1,8}(-[a-z]{1,8}){3}$/.test(code)) return;
  text.value = `mã ${code.replace(/-/g, " ")}`;
  history.replaceState(null, "", location.pathname);
}

writeCode();
document.documentElement.classList.add("js");
setLarge(recall("bhs.large", false));
connect();
