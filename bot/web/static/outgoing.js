/* What is on its way to the server: messages and voice notes, kept until the server has them. */

import { keep, recall } from "./memory.js";

const RETRY_MS = 3000;
const POST_TIMEOUT_MS = 20000;
const NOTE_TIMEOUT_MS = 60000; // a minute of speech over a slow line
const LARGEST_BODY = 200000; // bytes, as the server has it

export const queue = () => recall("bhs.queue", []);
export const isQueued = (id) => queue().some((message) => message.id === id);
export const dequeue = (id) => keep("bhs.queue", queue().filter((message) => message.id !== id));

const asBody = ({ id, text }) => JSON.stringify({ id, text });
export const isTooLong = (message) => new TextEncoder().encode(asBody(message)).length > LARGEST_BODY;

/** The recording (a Blob) as text that can be stored. */
export function packed(sound) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(sound);
  });
}

/** The recording of a queued voice note, as it was. */
export function unpacked({ sound, mime }) {
  const bytes = Uint8Array.from(atob(sound), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: mime });
}

function give(message, signal) {
  const [path, type, body] = message.sound
    ? [`/chat/messages/${message.id}/voice`, message.mime, unpacked(message)]
    : ["/chat/messages", "application/json", asBody(message)];
  return fetch(path, { method: "POST", headers: { "Content-Type": type }, body, signal });
}

/** Sends the queue in order whenever `isConnected()`.

    `mark(id, words)` says how it stands with a message, `onTaken(id)` that the server has it. */
export function outgoing({ isConnected, mark, onTaken }) {
  let sending = false;
  let resend = 0;

  function add(message) {
    keep("bhs.queue", [...queue(), message]);
  }

  async function flush() {
    if (sending || !isConnected()) return;
    sending = true;
    clearTimeout(resend);
    let next;
    while ((next = queue()[0]) && (await post(next)));
    sending = false;
  }

  /** Give one message to the server; true where the next one may follow. */
  async function post(message) {
    const giveUp = new AbortController();
    const patience = message.sound ? NOTE_TIMEOUT_MS : POST_TIMEOUT_MS;
    const timer = setTimeout(() => giveUp.abort(), patience);
    let status = 0;
    let detail = "";
    try {
      const answer = await give(message, giveUp.signal);
      status = answer.status;
      if (!answer.ok) detail = (await answer.json()).detail;
    } catch {
      detail ||= "Chưa gửi được.";
    } finally {
      clearTimeout(timer);
    }
    if (status === 0 || status === 408 || status === 429 || status >= 500) {
      mark(message.id, `${detail} Tin được giữ lại và sẽ tự gửi.`);
      resend = setTimeout(flush, RETRY_MS);
      return false;
    }
    dequeue(message.id);
    if (status >= 400) {
      mark(message.id, `Không gửi được. ${detail}`);
      return true;
    }
    mark(message.id, "");
    onTaken(message.id);
    return true;
  }

  return { add, flush };
}
