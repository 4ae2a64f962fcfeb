import { h, fill, debounced } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { call } from '../api.js';
import { go, href, restoreScroll } from '../router.js';
import { number } from '../format.js';
import { FarGrid } from '../components/fargrid.js';
import { emptyTile, libraryTile } from '../components/tile.js';
import { TagFilter, tagsOf } from '../components/tagfilter.js';
import { failed, notice } from '../components/notice.js';
import { toastProblem } from '../components/toast.js';
import { Selection } from '../components/selection.js';
import { welcome } from './welcome.js';

const PAGE = 100;

/** All stored pictures, in a grid without an end. */
export class LibraryView {
  constructor(root) {
    this.root = root;
    this.asking = new AbortController();
    this.selection = new Selection({
      changed: () => this.grid.redraw(),
      all: () => this.filterParams(),
      reload: () => this.load(false),
    });
    this.grid = new FarGrid(t('library'), (record, place, signal) =>
      libraryTile(record, this.selection.has(record.id), (event) => this.pick(record, place, event), signal),
    );
    this.grid.onProblem = toastProblem;
    this.build();
    this.grid.open();
  }

  show(route, wasHere) {
    const { params } = route;
    this.order = params.get('order') === 'oldest' ? 'oldest' : 'newest';
    this.prefix = params.get('key_prefix') ?? '';
    this.tags = tagsOf(params);
    this.orderField.value = this.order;
    if (document.activeElement !== this.prefixField) {
      this.prefixField.value = this.prefix;
    }
    this.filter.show(this.tags, []);
    this.load(wasHere);
    return t('library');
  }

  dispose() {
    this.asking.abort();
    this.grid.close();
  }

  build() {
    this.orderField = h(
      'select',
      { onchange: () => this.change({ order: this.orderField.value }) },
      h('option', { value: 'newest' }, t('order.newest')),
      h('option', { value: 'oldest' }, t('order.oldest')),
    );
    this.prefixField = h('input', {
      type: 'text',
      placeholder: 'shop/2024/',
      oninput: debounced(300, () => this.change({ prefix: this.prefixField.value }, true)),
    });
    this.filter = new TagFilter((tags) => this.change({ tags }));
    this.count = h('p', { class: 'quiet', role: 'status' });
    this.place = h('div', {}, h('ul', { class: 'tiles' }, Array.from({ length: 18 }, () => emptyTile())));
    fill(
      this.root,
      h(
        'header',
        { class: 'page-head' },
        h('h1', { tabindex: '-1' }, t('library')),
        this.count,
        h('div', { class: 'end' }, this.selection.everything),
      ),
      h(
        'div',
        { class: 'toolbar' },
        h('label', { class: 'field' }, h('span', {}, t('order')), this.orderField),
        h('label', { class: 'field' }, h('span', {}, t('key.prefix')), this.prefixField),
        this.filter.element,
        this.selection.bar,
      ),
      this.place,
    );
  }

  filterParams() {
    const params = new URLSearchParams({ order: this.order });
    if (this.prefix !== '') {
      params.set('key_prefix', this.prefix);
    }
    this.tags.forEach(([name, value]) => params.append('tag.' + name, value));
    return params;
  }

  /** Shows another list; with `replace` in the place of this one in the history. */
  change(part, replace = false) {
    Object.assign(this, part);
    const params = this.filterParams();
    if (this.order === 'newest') {
      params.delete('order');
    }
    go('library', params, replace);
  }

  /** Finds out how many pictures there are and where pages begin; the first page is shown meanwhile. */
  async load(wasHere) {
    this.asking.abort();
    this.asking = new AbortController();
    const signal = this.asking.signal;
    const params = this.filterParams();
    try {
      const finding = call('GET', '/images/pages', { params: params + '&limit=' + PAGE, signal });
      // Its failure is told where it is waited for.
      finding.catch(() => {});
      const first = await this.page(params, null, signal);
      fill(this.place, this.grid.element);
      this.grid.show({ total: first.length, pageSize: PAGE, load: async () => first }, first);
      const marks = await finding;
      if (marks.count === 0) {
        await this.showNothing();
        return;
      }
      this.count.textContent = t('pictures', { count: marks.count, text: number(marks.count) });
      this.selection.total = marks.count;
      this.grid.show({ total: marks.count, pageSize: PAGE, load: (page, stop) => this.page(params, marks.cursors[page], stop) }, first);
      if (wasHere) {
        restoreScroll();
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(this.place, failed(problem));
      }
    }
  }

  async page(params, cursor, signal) {
    const query = new URLSearchParams(params);
    query.set('limit', PAGE);
    if (cursor !== null) {
      query.set('cursor', cursor);
    }
    const { images } = await call('GET', '/images', { params: query, signal });
    this.filter.show(this.tags, images);
    return images;
  }

  async showNothing() {
    this.count.textContent = t('pictures', { count: 0, text: '0' });
    this.selection.total = 0;
    if (this.prefix === '' && this.tags.length === 0) {
      fill(this.place, await welcome(() => this.load(false)));
    } else {
      const all = h('a', { class: 'button first', href: href('library') }, t('library.all'));
      fill(this.place, notice('library', t('library.none'), t('library.none.text'), all));
    }
  }

  /** Ticks a picture; with Shift all from the last one ticked. */
  pick(record, place, event) {
    const isOn = event.target.checked;
    const from = event.shiftKey && this.lastPicked !== undefined ? this.lastPicked : place;
    for (let each = Math.min(from, place); each <= Math.max(from, place); each++) {
      const one = this.grid.at(each);
      if (one !== undefined) {
        this.selection.set(one, isOn);
      }
    }
    this.lastPicked = place;
    this.selection.show();
    this.grid.tiles.forEach((tile) => {
      const card = tile.element.firstChild;
      const box = card.querySelector('input[type="checkbox"]');
      if (box !== null) {
        box.checked = this.selection.has(tile.record.id);
        card.classList.toggle('selected', box.checked);
      }
    });
    this.grid.element.classList.toggle('picking', this.selection.size > 0);
  }
}
