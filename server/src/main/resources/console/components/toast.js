import { h } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { plain } from './notice.js';

/** Says something for a few seconds; failures stay until they are closed. */
export function toast(text, isBad = false) {
  const place = document.getElementById('toasts');
  const close = h('button', { type: 'button', 'aria-label': t('close'), onclick: () => note.remove() }, icon('close'));
  const note = h('div', { class: isBad ? 'toast bad' : 'toast', role: isBad ? 'alert' : 'status' }, h('span', {}, text), close);
  place.append(note);
  if (!isBad) {
    setTimeout(() => note.remove(), 5000);
  }
}

/** Says what went wrong; what was only given up is not said. */
export function toastProblem(problem) {
  if (problem.name !== 'AbortError') {
    toast(plain(problem), true);
  }
}
