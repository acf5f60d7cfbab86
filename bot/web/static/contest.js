// Puts what the server says now in place of what is shown, so that who reads keeps their place.
// Without scripts the page fetches itself anew as a whole.

const LONGEST_PAUSE = 30;

let failures = 0;

async function update() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    failures = 0;
  } catch {
    failures += 1;
  }
  wait();
}

function show(page) {
  for (const part of ["header", "main"]) {
    const held = document.querySelector(part);
    const fresh = page.querySelector(part);
    if (held.innerHTML !== fresh.innerHTML) {
      held.replaceChildren(...fresh.childNodes);
    }
  }
  document.body.className = page.body.className;
  document.body.dataset.refresh = page.body.dataset.refresh;
}

function wait() {
  const seconds = Number(document.body.dataset.refresh);
  if (seconds) {
    setTimeout(update, 1000 * Math.min(seconds * 2 ** failures, LONGEST_PAUSE));
  }
}

wait();
