/* Sounds to listen to: replies read aloud, and what the person said. Never two at once. */

import { element } from "./elements.js";

const audio = new Audio();
const playsOpus = audio.canPlayType('audio/ogg; codecs="opus"') !== "";
const players = new WeakMap(); // what is behind a node
let current = null; // the player whose sound is loaded
let made = ""; // an address that was made for a Blob

/** The address of a spoken reply, in a format that this browser plays. */
export const playable = (address) => (playsOpus ? address : address.replace(/\.ogg$/, ".m4a"));

const asTime = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** A button to listen with and to pause; `sound` is an address or a Blob of so many seconds. */
export function player(words, sound, seconds) {
  const node = element("span", "player");
  node.setAttribute("aria-live", "off"); // in a log that is read out, the time would be too
  const button = element("button", "play");
  button.type = "button";
  const sign = element("span", "sign");
  sign.setAttribute("aria-hidden", "true");
  const name = element("span", "", words);
  button.append(sign, name);
  const track = element("span", "track");
  track.setAttribute("aria-hidden", "true");
  const time = element("span", "clock", seconds ? asTime(seconds) : "");
  const problem = element("span", "small problem");
  problem.setAttribute("role", "alert");
  node.append(button, track, time, problem);

  function refresh() {
    const isCurrent = current === me;
    const plays = isCurrent && !audio.paused;
    const at = isCurrent ? audio.currentTime : 0;
    const whole = seconds || (isCurrent && Number.isFinite(audio.duration) ? audio.duration : 0);
    node.classList.toggle("plays", plays);
    name.textContent = plays ? "Tạm dừng" : at && !audio.ended ? "Nghe tiếp" : words;
    track.style.setProperty("--done", whole ? Math.min(1, at / whole).toFixed(3) : 0);
    time.textContent = at || whole ? asTime(at || whole) : "";
  }

  const me = { sound, refresh, say: (text) => (problem.textContent = text) };
  players.set(node, me);
  button.addEventListener("click", () => {
    if (current === me && !audio.paused) audio.pause();
    else play(me);
  });
  return node;
}

/** Plays from where this player was left, or from the beginning where another one came between. */
function play(me) {
  me.say("");
  if (current !== me) {
    const before = current;
    current = me;
    URL.revokeObjectURL(made);
    made = typeof me.sound === "string" ? "" : URL.createObjectURL(me.sound);
    audio.src = made || me.sound;
    before?.refresh();
  }
  // Where the browser forbids it, the button is there to be pressed.
  audio.play().catch(() => {});
}

/** Reads aloud what is in a node just shown, where it can be listened to. */
export function readOut(node) {
  const found = node.querySelector(".player");
  if (found) play(players.get(found));
}

export const pause = () => audio.pause();

for (const event of ["play", "pause", "ended", "timeupdate", "durationchange"]) {
  audio.addEventListener(event, () => current?.refresh());
}
audio.addEventListener("error", () => {
  const failed = current;
  current = null; // pressed again, it is fetched again
  failed?.refresh();
  failed?.say("Chưa nghe được. Xin bấm lại sau ít phút.");
});
