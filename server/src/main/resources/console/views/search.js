import { h, fill, debounced, announce } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { call } from '../api.js';
import { go, note, href, restoreScroll } from '../router.js';
import { number, score, millis } from '../format.js';
import { hero, queryButtons, addressForm } from '../components/dropzone.js';
import { hitTile, emptyTile, preview } from '../components/tile.js';
import { copyBadge } from '../components/copy.js';
import { TagFilter, tagsOf, filterOf } from '../components/tagfilter.js';
import { failed } from '../components/notice.js';
import { QueryPicture } from '../components/querypicture.js';
import { emptyResult } from '../components/emptyresult.js';
import { welcome } from './welcome.js';

/** The most that a search asks for; the sliders choose among these. */
const MOST = 200;
const SHOWN = 48;
/** So many of the most similar pictures are looked at for copies. */
const LOOKED_AT = 50;

/** What an address asks for. */
function asked(params) {
  const region = params.get('region')?.split(',').map(Number) ?? [];
  return {
    id: params.get('id'),
    q: params.get('q'),
    url: params.get('url'),
    region: region.length === 4 && region.every(Number.isFinite) ? { x: region[0], y: region[1], w: region[2], h: region[3] } : null,
    tags: tagsOf(params),
    most: Math.min(MOST, Math.max(1, Number(params.get('n') ?? SHOWN) || SHOWN)),
    least: Math.min(1, Math.max(0, Number(params.get('min') ?? 0) || 0)),
  };
}

function addressOf(query) {
  const params = new URLSearchParams();
  const put = (name, value) => value !== null && params.append(name, value);
  put('id', query.id);
  put('q', query.q);
  put('url', query.url);
  put('region', query.region && [query.region.x, query.region.y, query.region.w, query.region.h].map((share) => share.toFixed(4)).join(','));
  query.tags.forEach(([name, value]) => params.append('tag.' + name, value));
  put('n', query.most === SHOWN ? null : query.most);
  put('min', query.least === 0 ? null : query.least);
  return params;
}

const isSet = (query) => query.id !== null || query.q !== null || query.url !== null;

/** The page to search by picture. */
export class SearchView {
  constructor(root) {
    this.root = root;
    this.hits = [];
    this.last = '';
    this.asking = new AbortController();
  }

  show(route, wasHere) {
    this.query = asked(route.params);
    if (isSet(this.query)) {
      this.search(wasHere);
    } else {
      this.begin();
    }
    return isSet(this.query) ? t('found.title') : t('search');
  }

  dispose() {
    this.asking.abort();
  }

  /** Without a picture: where to give one, and some that are stored. */
  async begin() {
    this.stop();
    this.last = '';
    this.panel = null;
    const stored = h('div', { class: 'stack' });
    fill(this.root, h('div', { class: 'stack' }, hero(), stored));
    try {
      const { images } = await call('GET', '/images', { params: 'limit=24', signal: this.asking.signal });
      if (images.length === 0) {
        fill(this.root, await welcome(() => this.begin()));
        return;
      }
      const links = images.map((record) =>
        h('a', { href: href('search', { id: record.id }) }, preview(record, this.asking.signal, t('more.like', { key: record.key }))),
      );
      fill(stored, h('h2', {}, t('begin.stored')), h('div', { class: 'strip' }, links));
    } catch (problem) {
      this.fail(stored, problem);
    }
  }

  /** With a picture: finds what is like it, unless only the sliders moved. */
  async search(wasHere) {
    if (!this.panel) {
      this.build();
    }
    this.showControls();
    const wanted = JSON.stringify([this.query.id, this.query.q, this.query.url, this.query.region, this.query.tags]);
    if (wanted === this.last) {
      this.showHits();
      return;
    }
    this.stop();
    const signal = this.asking.signal;
    this.last = wanted;
    fill(this.tiles, Array.from({ length: 12 }, () => emptyTile()));
    fill(this.place, this.tiles);
    this.count.textContent = t('searching');
    this.same.textContent = '';
    try {
      await this.picture.show(this.query, signal);
      const answer = await call('POST', '/search', { ...this.picture.body(this.query, filterOf(this.query.tags), MOST), signal });
      this.hits = answer.hits;
      this.took = answer.took_ms.total;
      this.filter.show(this.query.tags, this.hits);
      this.showHits();
      if (wasHere) {
        restoreScroll();
      }
      await this.findCopies(signal);
    } catch (problem) {
      this.last = '';
      this.count.textContent = '';
      this.fail(this.place, problem);
    }
  }

  /** Asks which hits are the picture itself; those come first then. The hits are shown already. */
  async findCopies(signal) {
    const { json, form } = this.picture.body(this.query, filterOf(this.query.tags), LOOKED_AT);
    form?.append('only', 'copies');
    let hits;
    try {
      ({ hits } = await call('POST', '/search', { json: json && { ...json, only: 'copies' }, form, signal }));
    } catch (problem) {
      if (problem.name === 'AbortError') {
        throw problem;
      }
      // The hits are there and stay.
      this.same.textContent = t('same.unknown', { detail: problem.message });
      return;
    }
    const ids = new Set(hits.map((hit) => hit.id));
    this.hits = [...hits, ...this.hits.filter((hit) => !ids.has(hit.id))];
    this.same.textContent = hits.length === 0 ? t('same.none') : t('same.some', { count: hits.length, text: number(hits.length) });
    announce(this.same.textContent);
    this.showHits();
  }

  build() {
    this.picture = new QueryPicture((region) => this.change({ region }, false));
    this.filter = new TagFilter((tags) => this.change({ tags }, false));
    this.most = slider('most', { min: 1, max: MOST, step: 1 }, (value) => this.change({ most: value }, true), (value) => number(value));
    this.least = slider('least', { min: 0, max: 1, step: 0.01 }, (value) => this.change({ least: value }, true), score);
    this.count = h('p', { class: 'quiet', role: 'status' });
    this.same = h('p', { class: 'same', role: 'status' });
    this.tiles = h('ul', { class: 'tiles', 'aria-label': t('found.title') });
    this.place = h('div', {}, this.tiles);
    this.panel = h(
      'section',
      { class: 'panel', 'aria-label': t('query') },
      this.picture.element,
      h('div', { class: 'stack' }, h('div', { class: 'sliders stack' }, this.most.element, this.least.element), this.filter.element),
    );
    fill(
      this.root,
      h('header', { class: 'page-head found-head' }, h('h1', { tabindex: '-1' }, t('found.title')), this.count, h('div', { class: 'end' }, queryButtons('button'), addressFormIn())),
      h('div', { class: 'found' }, this.panel, h('section', { class: 'stack', 'aria-label': t('found.title') }, this.same, this.place)),
    );
  }

  showControls() {
    this.most.set(this.query.most);
    this.least.set(this.query.least);
    this.filter.show(this.query.tags, []);
  }

  /** Shows those of the hits that the sliders leave. */
  showHits() {
    // A copy may be far from the picture; it is left out only where somebody asks for a least score.
    const good = this.hits.filter((hit) => this.query.least === 0 || hit.score >= this.query.least);
    const shown = good.slice(0, this.query.most);
    this.count.textContent = t('found.count', { shown: number(shown.length), count: shown.length, took: millis(this.took) });
    if (shown.length === 0) {
      fill(this.place, emptyResult(this.query, this.hits, (change) => this.change(change, false)));
      announce(t('found.none'));
      return;
    }
    const known = new Map([...this.tiles.children].map((tile) => [tile.dataset.id, tile]));
    this.tiles.replaceChildren(...shown.map((hit) => (known.get(hit.id)?.hit === hit ? known.get(hit.id) : withHit(this.tile(hit), hit))));
    fill(this.place, this.tiles);
  }

  tile(hit) {
    const tile = hitTile(hit);
    if (hit.verdict) {
      tile.classList.add('copy');
      tile.append(copyBadge(hit, () => this.picture.again()));
    }
    return tile;
  }

  /** Another search is a page of its own; a slider only changes the address of this one. */
  change(part, isSlider) {
    this.query = { ...this.query, ...part };
    if (isSlider) {
      this.showHits();
      this.noteLater ??= debounced(200, () => note('search', addressOf(this.query)));
      this.noteLater();
    } else {
      go('search', addressOf(this.query));
    }
  }

  stop() {
    this.asking.abort();
    this.asking = new AbortController();
  }

  fail(place, problem) {
    if (problem.name !== 'AbortError') {
      fill(place, failed(problem, h('a', { class: 'button', href: href('search') }, icon('search'), t('search.new'))));
    }
  }
}

function withHit(tile, hit) {
  tile.hit = hit;
  return tile;
}

function addressFormIn() {
  const form = addressForm();
  form.classList.add('address');
  return form;
}

function slider(name, range, moved, write) {
  const output = h('output', {});
  const input = h('input', { type: 'range', ...range, oninput: () => {
    output.textContent = write(Number(input.value));
    moved(Number(input.value));
  } });
  const set = (value) => {
    input.value = value;
    output.textContent = write(value);
  };
  return { set, element: h('label', { class: 'slider' }, h('div', {}, h('span', {}, t('slider.' + name)), output), input) };
}
