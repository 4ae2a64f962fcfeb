import { h } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { access } from '../api.js';
import { href } from '../router.js';
import { bytes, number, time } from '../format.js';
import { preview } from './tile.js';

/** Pictures of which one is enough, side by side with what differs. `page` carries out what is decided. */
export class DuplicateGroup {
  constructor(group, page) {
    this.group = group;
    this.page = page;
    const name = 'group-' + group.id;
    this.element = h(
      'article',
      { class: 'card stack duplicates', 'aria-labelledby': name, data: { group: group.id } },
      h(
        'div',
        { class: 'row' },
        h('h2', { class: 'grow', id: name }, t('duplicates.group.' + group.kind, { count: group.size, text: number(group.size) })),
        access.write && group.kind !== 'part' ? this.button('check', t('duplicates.apart.all'), () => page.apart({ pictures: this.ids() })) : null,
      ),
      h('ul', { class: 'side-by-side' }, group.pictures.map((picture) => this.picture(picture))),
      group.size > group.pictures.length ? h('p', { class: 'small quiet' }, t('duplicates.rest', { text: number(group.size - group.pictures.length) })) : null,
    );
  }

  ids() {
    return this.group.pictures.map((picture) => picture.id);
  }

  button(name, text, work, label) {
    return h('button', { type: 'button', class: 'button', 'aria-label': label, onclick: work }, icon(name), text);
  }

  picture(picture) {
    const isBest = picture.id === this.group.best;
    return h(
      'li',
      { class: isBest ? 'tile best' : 'tile', data: { id: picture.id } },
      h('a', { class: 'look', href: href('picture/' + picture.id) }, preview(picture)),
      isBest ? h('span', { class: 'score' }, t('duplicates.best')) : null,
      h('div', { class: 'about' }, h('span', { class: 'key', title: picture.key }, picture.key), this.facts(picture, isBest)),
      access.write ? h('div', { class: 'deeds' }, this.deeds(picture)) : null,
    );
  }

  deeds(picture) {
    const { group, page } = this;
    const others = this.ids().filter((id) => id !== picture.id);
    const keep = this.button('check', t('duplicates.keep'), () => page.keep({ groups: [group.id], keep: [picture.id] }), t('duplicates.keep.one', { key: picture.key }));
    const apart = this.button('close', t('duplicates.apart'), () => page.apart({ pictures: others, from: picture.id }), t('duplicates.apart.one', { key: picture.key }));
    return [keep, picture.id === group.best && group.size === 2 ? null : apart];
  }

  /** What is not the same for all pictures is set off. */
  facts(picture, isBest) {
    const { pictures } = this.group;
    const differs = (value) => new Set(pictures.map(value)).size > 1;
    const fact = (name, text, isDifferent) => [h('dt', { class: 'unseen' }, t(name)), h('dd', { class: isDifferent ? 'differs' : null }, text)];
    return h(
      'dl',
      { class: 'what' },
      fact('duplicates.size', number(picture.width) + ' × ' + number(picture.height), differs((each) => each.width + 'x' + each.height)),
      picture.bytes === null ? null : fact('duplicates.bytes', bytes(picture.bytes), differs((each) => each.bytes)),
      fact('duplicates.type', picture.type.replace('image/', '').toUpperCase(), differs((each) => each.type)),
      fact('duplicates.added', time(picture.added), differs((each) => time(each.added))),
      isBest ? null : fact('duplicates.relation', t('duplicates.is.' + picture.relation) + ' · ' + number(picture.confidence * 100, 1) + ' %', false),
    );
  }
}
