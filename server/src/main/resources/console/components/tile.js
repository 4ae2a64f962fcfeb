import { h } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { href } from '../router.js';
import { showPreview } from '../api.js';
import { score } from '../format.js';

/** The preview of a picture; fades in once it is there. */
export function preview(record, signal, text = record.key) {
  const image = h('img', { alt: text, decoding: 'async', draggable: 'false', onload: () => image.classList.add('shown') });
  showPreview(image, record, signal).catch(() => {});
  return image;
}

/** A picture that was found: preview, score, key, imgPath, and the way to more of its kind. */
export function hitTile(hit) {
  return h(
    'li',
    { class: 'tile', data: { id: hit.id } },
    h('a', { class: 'look', href: href('picture/' + hit.id) }, preview(hit)),
    h('span', { class: 'score', title: t('score.title') }, h('span', { class: 'unseen' }, t('score') + ' '), score(hit.score)),
    hit.match === null || hit.match === undefined ? null : h('span', { class: 'match ' + hit.match, title: t('match.title') }, t('match.' + hit.match)),
    h(
      'div',
      { class: 'about' },
      h('span', { class: 'key', title: hit.key }, hit.key),
      h('span', { class: 'path', title: hit.imgPath }, hit.imgPath === '' ? '\u00a0' : hit.imgPath),
    ),
    h(
      'a',
      { class: 'more', href: href('search', { id: hit.id }), 'aria-label': t('more.like', { key: hit.key }) },
      icon('similar'),
      t('more'),
    ),
  );
}

/** A picture of the library. `picked(event)` is called when its box is ticked. */
export function libraryTile(record, isPicked, picked, signal) {
  const box = h('input', { type: 'checkbox', checked: isPicked, 'aria-label': t('select.one', { key: record.key }), onclick: picked });
  return h(
    'div',
    { class: isPicked ? 'tile selected' : 'tile', data: { id: record.id } },
    h('a', { class: 'look', href: href('picture/' + record.id) }, preview(record, signal)),
    h('div', { class: 'about' }, h('span', { class: 'key', title: record.key }, record.key)),
    h('label', { class: 'pick' }, box),
  );
}

/** Stands where a picture will be. */
export function emptyTile(tag = 'li') {
  return h(tag, { class: 'tile empty', 'aria-hidden': 'true' }, h('div', { class: 'look skeleton' }), h('div', { class: 'about' }));
}
