import { h, fill } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { access } from '../api.js';
import { plain } from './notice.js';

/** The tags of one picture, to be read and, by those who may, changed. `save(tags)` stores them and answers what is stored. */
export class TagEditor {
  constructor(tags, save) {
    this.save = save;
    this.element = h('section', { class: 'card stack' });
    this.read(tags);
  }

  read(tags) {
    const all = Object.entries(tags);
    const edit = h('button', { type: 'button', class: 'button', onclick: () => this.edit(tags) }, icon('tag'), t('tags.edit'));
    fill(
      this.element,
      h('h2', {}, t('tags')),
      all.length === 0
        ? h('p', { class: 'quiet' }, t('tags.none'))
        : h('ul', { class: 'chips' }, all.map(([name, value]) => h('li', { class: 'chip still' }, name + ': ' + value))),
      access.write ? h('div', {}, edit) : null,
    );
  }

  edit(tags) {
    const rows = h('div', { class: 'stack' });
    const problem = h('p', { class: 'bad', role: 'alert' });
    const addRow = (name = '', value = '') => {
      const row = h(
        'div',
        { class: 'tag-row' },
        h('input', { type: 'text', value: name, maxlength: '64', 'aria-label': t('tag.name'), placeholder: t('tag.name') }),
        h('input', { type: 'text', value, maxlength: '256', 'aria-label': t('tag.value'), placeholder: t('tag.value') }),
        h('button', { type: 'button', class: 'button bare only-icon', 'aria-label': t('tag.remove'), onclick: () => row.remove() }, icon('close')),
      );
      rows.append(row);
      return row;
    };
    Object.entries(tags).forEach(([name, value]) => addRow(name, value));
    const first = addRow();
    const submitted = async (event) => {
      event.preventDefault();
      const typed = [...rows.children].map((row) => [...row.querySelectorAll('input')].map((input) => input.value.trim()));
      try {
        this.read(await this.save(Object.fromEntries(typed.filter(([name]) => name !== ''))));
        this.element.querySelector('button')?.focus();
      } catch (failure) {
        problem.textContent = plain(failure);
      }
    };
    fill(
      this.element,
      h('h2', {}, t('tags')),
      h(
        'form',
        { class: 'stack', onsubmit: submitted },
        rows,
        problem,
        h(
          'div',
          { class: 'row' },
          h('button', { class: 'button first' }, t('save')),
          h('button', { type: 'button', class: 'button', onclick: () => addRow().querySelector('input').focus() }, icon('add'), t('tags.add')),
          h('button', { type: 'button', class: 'button bare', onclick: () => this.read(tags) }, t('cancel')),
        ),
      ),
    );
    first.querySelector('input').focus();
  }
}
