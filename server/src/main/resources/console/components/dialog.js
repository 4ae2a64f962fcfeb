import { h, fill } from '../dom.js';
import { t } from '../i18n.js';

let titles = 0;

/** Shows a dialog and answers what `close` was called with, or null where it was dismissed. `build(close)` answers its content. */
export function dialog(title, build, canDismiss = true) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const name = 'dialog-title-' + titles++;
    const element = h('dialog', { 'aria-labelledby': name });
    let result = null;
    const close = (value) => {
      result = value;
      element.close();
    };
    fill(element, h('div', { class: 'stack' }, h('h2', { id: name }, title), build(close)));
    element.addEventListener('cancel', (event) => {
      if (!canDismiss) {
        event.preventDefault();
      }
    });
    element.addEventListener('close', () => {
      element.remove();
      before?.focus?.();
      resolve(result);
    });
    document.body.append(element);
    element.showModal();
  });
}

/** Asks once before something is done that cannot be undone. */
export async function confirm(title, text, action) {
  const answer = await dialog(title, (close) => [
    h('p', { class: 'quiet' }, text),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', class: 'button', autofocus: true, onclick: () => close(false) }, t('cancel')),
      h('button', { type: 'button', class: 'button danger first', onclick: () => close(true) }, action),
    ),
  ]);
  return answer === true;
}

/** Asks for the token; there is no way around it. */
export function askToken(isWrong) {
  return dialog(
    t('token.title'),
    (close) => {
      const input = h('input', { type: 'password', autocomplete: 'off', required: true, autofocus: true, id: 'token' });
      const submitted = (event) => {
        event.preventDefault();
        if (input.value.trim() !== '') {
          close(input.value.trim());
        }
      };
      return h(
        'form',
        { class: 'stack', onsubmit: submitted },
        h('p', { class: 'quiet' }, t('token.text')),
        isWrong ? h('p', { class: 'bad', role: 'alert' }, t('token.wrong')) : null,
        h('label', { class: 'field' }, h('span', {}, t('token.label')), input),
        h('div', { class: 'row' }, h('button', { class: 'button first' }, t('token.enter'))),
      );
    },
    false,
  );
}
