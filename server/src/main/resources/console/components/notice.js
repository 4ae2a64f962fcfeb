import { h } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';

/** What went wrong, in words for the visitor: what it means, and what the server said about it. */
export function plain(problem) {
  if (problem.name !== 'Problem') {
    console.error(problem);
    return t('problem.bug', { detail: problem.message });
  }
  const name = 'problem.' + problem.type.replace(/^.*\//, '');
  const meaning = t(name) === name ? t('problem.other', { status: problem.status }) : t(name);
  return problem.message === '' ? meaning : meaning + ' ' + problem.message;
}

/** A page or a part of one that has nothing to show: says why and what to do. */
export function notice(kind, title, text, ...actions) {
  return h(
    'div',
    { class: 'notice' + (kind === 'warning' ? ' bad' : ''), role: kind === 'warning' ? 'alert' : null },
    icon(kind),
    h('h2', {}, title),
    text ? h('p', {}, text) : null,
    actions.length > 0 ? h('div', { class: 'row' }, actions) : null,
  );
}

/** What went wrong, in the place of what should be there. */
export function failed(problem, ...actions) {
  return notice('warning', t('problem.title'), plain(problem), ...actions);
}
