/* Pieces of a page. */

/** A new element; what comes from outside enters only as its text. */
export function element(tag, className, content) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (content !== undefined) node.textContent = content;
  return node;
}
