import { h, fill, debounced } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { call } from '../api.js';
import { go, href } from '../router.js';
import { number } from '../format.js';
import { MapCanvas } from '../components/mapcanvas.js';
import { preview } from '../components/tile.js';
import { failed } from '../components/notice.js';
import { welcome } from './welcome.js';

const AGAIN_MILLIS = 1200;

/** The library as a map: what looks alike lies together. */
export class MapView {
  constructor(root) {
    this.root = root;
    this.stopping = new AbortController();
    this.count = h('p', { class: 'quiet', role: 'status' });
    this.place = h('div', {});
    fill(root, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1' }, t('map')), this.count), this.place);
    this.load();
  }

  show() {
    return t('map');
  }

  dispose() {
    this.stopping.abort();
    clearTimeout(this.timer);
    this.canvas?.close();
  }

  async load() {
    const { signal } = this.stopping;
    try {
      const map = await call('GET', '/map', { signal });
      if (map.pictures === 0) {
        this.count.textContent = '';
        fill(this.place, await welcome(() => this.load()));
        return;
      }
      this.showMap(map);
      if (map.state === 'computing') {
        this.timer = setTimeout(() => this.load(), AGAIN_MILLIS);
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(this.place, failed(problem));
      }
    }
  }

  showMap(map) {
    if (map.points.length === 0) {
      this.count.textContent = t('map.computing');
      fill(this.place, h('div', { class: 'map skeleton', 'aria-hidden': 'true' }));
      return;
    }
    const some = map.points.length < map.pictures;
    this.count.textContent =
      t(some ? 'map.some' : 'map.all', { shown: number(map.points.length), all: number(map.pictures) }) + (map.state === 'computing' ? ' ' + t('map.renewing') : '');
    if (!this.canvas) {
      this.build();
    }
    this.canvas.show(map.points);
  }

  build() {
    this.canvas = new MapCanvas(
      (id) => go('picture/' + id),
      debounced(250, (id) => this.showUnder(id)),
    );
    this.under = h('a', { class: 'under', hidden: true });
    const button = (name, text, work) => h('button', { type: 'button', class: 'button only-icon', 'aria-label': text, title: text, onclick: work }, icon(name));
    fill(
      this.place,
      h(
        'div',
        { class: 'map' },
        this.canvas.element,
        this.under,
        h(
          'div',
          { class: 'controls' },
          button('add', t('map.nearer'), () => this.canvas.zoomBy(1.6)),
          button('minus', t('map.farther'), () => this.canvas.zoomBy(1 / 1.6)),
          button('home', t('map.home'), () => this.canvas.home()),
        ),
      ),
      h('p', { class: 'small quiet' }, t('map.hint')),
    );
  }

  /** Names the picture in the middle, for keys and for those who listen. */
  async showUnder(id) {
    this.under.hidden = id === null;
    if (id === null) {
      return;
    }
    try {
      const record = await call('GET', '/images/' + id, { signal: this.stopping.signal });
      this.under.href = href('picture/' + id);
      fill(this.under, preview(record, this.stopping.signal, ''), h('span', { 'aria-live': 'polite' }, t('map.middle', { key: record.key })));
    } catch {
      // It may have been deleted since the map was made.
      this.under.hidden = true;
    }
  }
}
