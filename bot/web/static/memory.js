/* What this browser remembers between visits. */

const memory = {}; // where the browser refuses storage, or has no room: for this visit only

export function recall(key, otherwise) {
  try {
    return memory[key] ?? JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    delete memory[key];
  } catch {
    memory[key] = value;
  }
}
