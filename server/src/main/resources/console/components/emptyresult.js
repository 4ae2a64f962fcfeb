import { h } from '../dom.js';
import { t } from '../i18n.js';
import { href } from '../router.js';
import { score } from '../format.js';
import { access } from '../api.js';
import { notice } from './notice.js';

/** Says why nothing is shown and what to try. `change(part)` searches with that part of the query changed. */
export function emptyResult(query, hits, change) {
  const button = (text, part) => h('button', { type: 'button', class: 'button first', onclick: () => change(part) }, text);
  if (hits.length > 0) {
    // Rounded down, so that the best one is not left out again.
    const best = Math.floor(hits[0].score * 100) / 100;
    return notice('search', t('none.least'), t('none.least.text', { best: score(best), least: score(query.least) }), button(t('none.least.try', { best: score(best) }), { least: Math.max(0, best) }));
  }
  if (query.tags.length > 0) {
    const tags = query.tags.map(([name, value]) => name + ': ' + value).join(', ');
    return notice('tag', t('none.tags'), t('none.tags.text', { tags }), button(t('none.tags.try'), { tags: [] }));
  }
  const add = access.write ? [h('a', { class: 'button first', href: href('add') }, t('add.pictures'))] : [];
  return query.id === null
    ? notice('image', t('none.empty'), t('none.empty.text'), ...add)
    : notice('image', t('none.alone'), t('none.alone.text'), ...add);
}
