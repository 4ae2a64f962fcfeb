import { h, fill, download } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { access, call } from '../api.js';
import { number } from '../format.js';
import { confirm, dialog } from './dialog.js';
import { toast, toastProblem } from './toast.js';
import { csv } from './export.js';

/** The most pictures that can be chosen at once. */
const MOST = 10_000;
const AT_ONCE = 1000;

/**
 * The pictures that are chosen, and what can be done with them. `changed()` is called when the boxes must be drawn anew, `all()` answers the parameters
 * of the list they are chosen from, `reload()` reads it again.
 */
export class Selection {
  constructor({ changed, all, reload }) {
    this.records = new Map();
    this.total = 0;
    this.tell = changed;
    this.all = all;
    this.reload = reload;
    this.bar = h('div', { class: 'chosen', role: 'region', 'aria-label': t('selection'), hidden: true });
    this.everything = h('button', { type: 'button', class: 'button', onclick: () => this.selectAll() }, icon('check'), t('select.all'));
  }

  get size() {
    return this.records.size;
  }

  has(id) {
    return this.records.has(id);
  }

  set(record, isOn) {
    if (isOn) {
      this.records.set(record.id, record);
    } else {
      this.records.delete(record.id);
    }
  }

  clear() {
    this.records.clear();
    this.show();
    this.tell();
  }

  /** Shows how many are chosen and what can be done. */
  show() {
    this.bar.hidden = this.size === 0;
    const button = (name, text, work, className = 'button') => h('button', { type: 'button', class: className, onclick: () => work().catch(toastProblem) }, icon(name), text);
    fill(
      this.bar,
      h('strong', { role: 'status' }, t('selected', { count: this.size, text: number(this.size) })),
      access.write ? button('tag', t('tag.them'), () => this.tag()) : null,
      button('download', t('export.csv'), async () => this.exportAs('csv')),
      button('download', t('export.json'), async () => this.exportAs('json')),
      access.write ? button('trash', t('delete'), () => this.remove(), 'button danger') : null,
      button('close', t('select.none'), async () => this.clear()),
    );
  }

  async selectAll() {
    this.everything.disabled = true;
    try {
      const params = this.all();
      params.set('limit', AT_ONCE);
      let page;
      do {
        page = await call('GET', '/images', { params });
        page.images.forEach((record) => this.records.set(record.id, record));
        params.set('cursor', page.next ?? '');
      } while (page.next !== null && this.size + AT_ONCE <= MOST);
      if (page.next !== null) {
        toast(t('select.most', { count: number(this.size) }));
      }
    } catch (problem) {
      toastProblem(problem);
    } finally {
      this.everything.disabled = false;
      this.show();
      this.tell();
    }
  }

  async remove() {
    const count = this.size;
    if (!(await confirm(t('delete.title', { count, text: number(count) }), t('delete.text'), t('delete.do', { count, text: number(count) })))) {
      return;
    }
    let deleted = 0;
    for (const ids of this.parts()) {
      deleted += (await call('POST', '/images/delete', { json: { ids } })).deleted;
    }
    toast(t('deleted', { count: deleted, text: number(deleted) }));
    this.clear();
    this.reload();
  }

  async tag() {
    const change = await dialog(t('tag.title', { count: this.size, text: number(this.size) }), tagForm);
    if (change === null) {
      return;
    }
    let changed = 0;
    for (const ids of this.parts()) {
      changed += (await call('POST', '/images/tags', { json: { ids, ...change } })).changed;
    }
    toast(t('tagged', { count: changed, text: number(changed) }));
    this.clear();
    this.reload();
  }

  exportAs(form) {
    const records = [...this.records.values()];
    if (form === 'csv') {
      download('likeness.csv', 'text/csv;charset=utf-8', csv(records));
    } else {
      download('likeness.json', 'application/json', JSON.stringify(records, null, 2) + '\n');
    }
  }

  parts() {
    const ids = [...this.records.keys()];
    return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, i) => ids.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
  }
}

function tagForm(close) {
  const name = h('input', { type: 'text', required: true, maxlength: '64', autofocus: true });
  const value = h('input', { type: 'text', maxlength: '256' });
  const submitted = (event) => {
    event.preventDefault();
    close(event.submitter.value === 'remove' ? { remove: [name.value.trim()] } : { set: { [name.value.trim()]: value.value.trim() } });
  };
  return h(
    'form',
    { class: 'stack', onsubmit: submitted },
    h('label', { class: 'field' }, h('span', {}, t('tag.name')), name),
    h('label', { class: 'field' }, h('span', {}, t('tag.value')), value),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', class: 'button', onclick: () => close(null) }, t('cancel')),
      h('button', { class: 'button danger', name: 'do', value: 'remove' }, t('tag.remove')),
      h('button', { class: 'button first', name: 'do', value: 'set' }, t('tag.set')),
    ),
  );
}
