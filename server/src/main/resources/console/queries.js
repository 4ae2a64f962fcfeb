/** Pictures that were given to search with, kept as long as the page is open, so that back and forward find them again. */

const MOST = 30;
const kept = new Map();
let last = 0;

/** Keeps a picture and answers the number that stands for it in an address. */
export function remember(blob) {
  const number = ++last + '-' + Date.now().toString(36);
  kept.set(number, blob);
  if (kept.size > MOST) {
    kept.delete(kept.keys().next().value);
  }
  return number;
}

/** The picture of that number, or undefined where it is no longer kept. */
export function recall(number) {
  return kept.get(number);
}
