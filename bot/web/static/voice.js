/* The button to talk with: held while talking, or pressed once before and once after. */

import { element } from "./elements.js";
import { obstacle, record } from "./recorder.js";

const MOST_SECONDS = 60;
const LAST_SECONDS = 10; // these are counted down
const TAP_MS = 350; // who lets go sooner has not held the button
const DOUBLE_SECONDS = 0.7; // a second tap so soon is part of the first
const AWAY_PX = 90; // from the middle of the button
const BARS = 24;
const TICK_MS = 100;
const CALM_TICK_MS = 500; // for people whom movement disturbs
const QUIET_SECONDS = 3;
const QUIET_LEVEL = 0.15;
const PASSING_MS = 4000;
const ASKING_MS = 600; // a microphone that is allowed opens sooner

// One line on a telephone: the button must not move away from under the finger.
const HINTS = {
  idle: "Giữ để nói, hoặc chạm một lần",
  held: "Thả tay để gửi, trượt ra để bỏ",
  tapped: "Đang ghi. Nói xong thì bấm “Gửi”",
  away: "Thả tay là bỏ, không gửi",
  quiet: "Chưa nghe rõ. Xin nói to, gần máy hơn",
  last: "Sắp hết giờ. Hết giờ sẽ tự gửi",
  sent: "Đã gửi lời nói",
  discarded: "Đã bỏ, không gửi gì",
};
const ASKING = "Đang mở micrô. Nếu máy hỏi, xin chọn “Cho phép”.";
const HIDDEN = "Đã dừng ghi vì trang bị che đi, chưa gửi gì. Xin nói lại.";

const PROBLEMS = {
  SecurityError:
    "Trang này chưa mở bằng địa chỉ an toàn (https) nên không dùng micrô được. Xin viết chữ, " +
    "hoặc mở lại trang bằng địa chỉ bắt đầu bằng https.",
  NotSupportedError:
    "Trình duyệt này chưa ghi âm được. Xin viết chữ, hoặc mở trang bằng trình duyệt mới hơn.",
  NotAllowedError:
    "Trình duyệt chưa cho dùng micrô. Xin bấm vào hình ổ khoá cạnh địa chỉ trang, chọn cho phép " +
    "micrô, rồi bấm nút Nói lần nữa. Viết chữ vẫn được.",
  NotFoundError: "Máy này không có micrô. Xin cắm tai nghe có micrô, hoặc viết chữ.",
  NotReadableError:
    "Micrô đang bận. Xin tắt cuộc gọi hay ứng dụng ghi âm khác, rồi bấm nút Nói lần nữa.",
};
const OTHER_PROBLEM = "Chưa ghi âm được. Xin thử lần nữa, hoặc viết chữ.";

const byId = (id) => document.getElementById(id);

/** Makes the button work. `onStart()` comes before anything is recorded; `onNote(sound, seconds)`
    brings what is to be sent, `sound` being a Blob. */
export function voiceButton({ onStart, onNote }) {
  const composer = byId("composer");
  const button = byId("record");
  const hint = byId("hint");
  const clock = byId("clock");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const bars = Array.from({ length: BARS }, () => element("i"));
  byId("level").append(...bars);

  let asking = false; // for the microphone
  let current = null; // what is being recorded
  let wanted = true; // it is to be sent
  let holding = false; // the finger that began it is still on the button
  let away = false; // it has slid away from there
  let ending = false; // the button was pressed to end it
  let downAt = 0;
  let levels = [];
  let passing = 0;

  function say(words, isProblem = false) {
    clearTimeout(passing);
    hint.classList.toggle("problem", isProblem);
    if (hint.textContent !== words) hint.textContent = words;
  }

  function sayBriefly(words) {
    say(words);
    passing = setTimeout(say, PASSING_MS, HINTS.idle);
  }

  const sayHowToEnd = () => say(away ? HINTS.away : holding ? HINTS.held : HINTS.tapped);

  function draw(level) {
    levels = calm.matches ? Array(BARS).fill(level) : [...levels.slice(1), level];
    bars.forEach((bar, place) => bar.style.setProperty("--level", levels[place].toFixed(2)));
  }

  function showTime(seconds) {
    const left = Math.ceil(MOST_SECONDS - seconds);
    const isLast = left <= LAST_SECONDS;
    clock.classList.toggle("last", isLast);
    const passed = Math.floor(seconds);
    const time = `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, "0")}`;
    clock.textContent = isLast ? `còn ${Math.max(0, left)}` : time;
    return isLast;
  }

  /** Shows the recording as it goes on, until the function it returns is called. */
  function follow() {
    let loudest = null;
    let warned = false;
    levels = Array(BARS).fill(0);
    draw(0);
    showTime(0);
    composer.classList.add("recording");
    byId("record-name").textContent = "Gửi";
    sayHowToEnd();
    const timer = setInterval(tick, calm.matches ? CALM_TICK_MS : TICK_MS);

    function tick() {
      const seconds = current.seconds();
      const level = current.level();
      draw(level ?? 0);
      if (level !== null) loudest = Math.max(loudest ?? 0, level);
      if (showTime(seconds) && !warned) {
        warned = true;
        say(HINTS.last);
      } else if (warned) {
        // That the time runs out matters more than how loud it is.
      } else if (hint.textContent === HINTS.quiet && loudest >= QUIET_LEVEL) {
        sayHowToEnd();
      } else if (seconds > QUIET_SECONDS && loudest !== null && loudest < QUIET_LEVEL && !away) {
        say(HINTS.quiet);
      }
      if (seconds >= MOST_SECONDS) end(!away);
    }

    return () => {
      clearInterval(timer);
      composer.classList.remove("recording", "away");
      byId("record-name").textContent = "Nói";
    };
  }

  async function begin() {
    if (asking || current) return;
    onStart();
    const problem = obstacle();
    if (problem) {
      say(PROBLEMS[problem], true);
      return;
    }
    asking = true;
    wanted = true;
    const soon = setTimeout(say, ASKING_MS, ASKING);
    try {
      current = await record();
    } catch (error) {
      say(PROBLEMS[error.name] ?? OTHER_PROBLEM, true);
      return;
    } finally {
      clearTimeout(soon);
      asking = false;
    }
    if (!wanted) current.stop();
    const done = follow();
    const sound = await current.ended;
    const seconds = current.seconds();
    done();
    current = null;
    holding = away = false;
    if (wanted && sound.size) {
      sayBriefly(HINTS.sent);
      onNote(sound, seconds);
    } else if (hint.textContent !== HIDDEN) {
      sayBriefly(HINTS.discarded);
    }
  }

  function end(send) {
    wanted = wanted && send;
    if (current) current.stop();
  }

  const canEnd = () => current !== null && current.seconds() > DOUBLE_SECONDS;

  function discard() {
    if (!asking && !current) return;
    end(false);
    button.focus();
  }

  button.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    button.setPointerCapture(event.pointerId);
    ending = canEnd();
    if (asking || current) return;
    holding = true;
    away = false;
    downAt = performance.now();
    begin();
  });
  button.addEventListener("pointermove", (event) => {
    if (!holding || !current) return;
    const box = button.getBoundingClientRect();
    const across = event.clientX - (box.left + box.width / 2);
    const along = event.clientY - (box.top + box.height / 2);
    const isAway = Math.hypot(across, along) > AWAY_PX;
    if (isAway === away) return;
    away = isAway;
    composer.classList.toggle("away", away);
    sayHowToEnd();
  });
  button.addEventListener("pointerup", () => {
    if (!holding && !ending) return;
    const wasTap = holding && performance.now() - downAt < TAP_MS && !away;
    const isLeft = away;
    holding = away = false;
    if (!current) return; // the microphone opens only now: it goes on as if tapped
    if (wasTap) sayHowToEnd();
    else end(!isLeft);
  });
  // A question of the browser, or a call, has taken the finger off: nothing is sent unasked.
  button.addEventListener("lostpointercapture", () => {
    if (!holding) return;
    holding = away = false;
    composer.classList.remove("away");
    if (current) sayHowToEnd();
  });
  // From a keyboard or a screen reader; those of a finger have been seen to above.
  button.addEventListener("click", (event) => {
    if (event.detail !== 0) return;
    if (canEnd()) end(true);
    else begin();
  });
  button.addEventListener("keydown", (event) => event.repeat && event.preventDefault());
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  byId("discard").addEventListener("click", discard);
  document.addEventListener("keydown", (event) => event.key === "Escape" && discard());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden || !current) return;
    say(HIDDEN, true);
    end(false);
  });
  say(HINTS.idle);
}
