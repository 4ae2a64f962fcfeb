import { h } from '../dom.js';
import { emptyTile } from './tile.js';

/** Tiles in the page at once, at most. */
const MOST_TILES = 280;
const GAP = 14;
const CAPTION = 36;
const ROWS_AHEAD = 2;
/** So few that a frame stays short. */
const NEW_A_FRAME = 10;
/** Browsers stop growing an element at some 16 million px; above this, places are squeezed together. */
const TALLEST = 12_000_000;
/** How long a place must be looked at before it is fetched, so that a long scroll does not fetch all that it passes. */
const SETTLED_MILLIS = 90;
const PAGES_KEPT = 60;

/**
 * A grid of any length of which only what can be seen is in the page. Scrolls with the window.
 *
 * `source`: {total, pageSize, load(page, signal)}, where load answers the records of a page; `draw(record, place, signal)` makes a tile.
 */
export class FarGrid {
  constructor(label, draw) {
    this.draw = draw;
    this.source = { total: 0, pageSize: 1, load: async () => [] };
    this.pages = new Map();
    this.loading = new Map();
    this.tiles = new Map();
    this.element = h('ul', { class: 'far', 'aria-label': label });
    this.onScroll = () => this.later();
    this.resizes = new ResizeObserver(() => this.later());
    this.element.addEventListener('keydown', (event) => this.key(event));
  }

  /** Begins to follow the window. */
  open() {
    window.addEventListener('scroll', this.onScroll, { passive: true });
    window.addEventListener('resize', this.onScroll);
    this.resizes.observe(this.element);
  }

  /** Ends all that goes on. */
  close() {
    window.removeEventListener('scroll', this.onScroll);
    window.removeEventListener('resize', this.onScroll);
    this.resizes.disconnect();
    this.forget();
  }

  /** Shows other records, of which the first page may be known already. */
  show(source, first) {
    this.forget();
    this.source = source;
    if (first !== undefined) {
      this.pages.set(0, first);
    }
    this.render();
  }

  /** Draws all tiles anew, as their records are kept. */
  redraw() {
    this.tiles.forEach((tile) => this.remove(tile));
    this.tiles.clear();
    this.render();
  }

  /** The record at a place, or undefined where it is not fetched. */
  at(place) {
    return this.pages.get(Math.floor(place / this.source.pageSize))?.[place % this.source.pageSize];
  }

  forget() {
    this.loading.forEach((controller) => controller.abort());
    this.loading.clear();
    this.pages.clear();
    this.tiles.forEach((tile) => this.remove(tile));
    this.tiles.clear();
  }

  later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.render();
    });
  }

  /** Columns and sizes that fit the width, so few rows that the page never holds too many tiles. */
  measure() {
    const width = this.element.clientWidth;
    const least = width < 620 ? 104 : 168;
    let columns = Math.max(1, Math.floor((width + GAP) / (least + GAP)));
    let side;
    let rows;
    do {
      side = (width - GAP * (columns - 1)) / columns;
      rows = Math.ceil(window.innerHeight / (side + CAPTION + GAP)) + 1 + 2 * ROWS_AHEAD;
    } while (rows * columns > MOST_TILES && columns-- > 1);
    return { columns, side, rows, pitch: side + CAPTION + GAP };
  }

  render() {
    const { total } = this.source;
    const size = this.measure();
    const length = Math.ceil(total / size.columns) * size.pitch;
    const height = Math.min(length, TALLEST);
    this.element.style.height = height + 'px';
    const top = Math.max(0, -this.element.getBoundingClientRect().top);
    // Where places are squeezed, a share of the way down is that share of all rows.
    const squeezed = length - height;
    const shift = squeezed === 0 ? 0 : (squeezed * top) / Math.max(1, height - window.innerHeight);
    const firstRow = Math.max(0, Math.floor((top + shift) / size.pitch) - ROWS_AHEAD);
    const first = firstRow * size.columns;
    const end = Math.min(total, (firstRow + size.rows) * size.columns);
    this.size = size;
    this.tiles.forEach((tile, place) => {
      if ((place < first || place >= end) && !tile.element.contains(document.activeElement)) {
        this.remove(tile);
        this.tiles.delete(place);
      }
    });
    let made = 0;
    for (let place = first; place < end && made < NEW_A_FRAME; place++) {
      made += this.put(place, size, shift) ? 1 : 0;
    }
    if (made === NEW_A_FRAME) {
      this.later();
    }
    this.fetchSoon(first, end);
  }

  /** Shows the tile of a place where it must be; true where it had to be made. */
  put(place, size, shift) {
    const record = this.at(place);
    let tile = this.tiles.get(place);
    let isNew = false;
    if (tile !== undefined && tile.record !== record) {
      this.remove(tile);
      tile = undefined;
    }
    if (tile === undefined) {
      const controller = new AbortController();
      const content = record === undefined ? emptyTile('div') : this.draw(record, place, controller.signal);
      content.style.height = '100%';
      const element = h('li', { 'aria-setsize': this.source.total, 'aria-posinset': place + 1 }, content);
      tile = { record, element, controller };
      isNew = true;
      this.tiles.set(place, tile);
      this.element.append(element);
    }
    const x = (place % size.columns) * (size.side + GAP);
    const y = Math.floor(place / size.columns) * size.pitch - shift;
    tile.element.style.transform = `translate(${x}px, ${y}px)`;
    tile.element.style.width = size.side + 'px';
    tile.element.style.height = size.side + CAPTION + 'px';
    return isNew;
  }

  remove(tile) {
    tile.controller.abort();
    tile.element.remove();
  }

  fetchSoon(first, end) {
    clearTimeout(this.timer);
    const from = Math.floor(first / this.source.pageSize);
    const to = Math.floor(Math.max(first, end - 1) / this.source.pageSize);
    this.loading.forEach((controller, page) => {
      if (page < from || page > to) {
        controller.abort();
        this.loading.delete(page);
      }
    });
    const missing = [];
    for (let page = from; page <= to && end > first; page++) {
      if (!this.pages.has(page) && !this.loading.has(page)) {
        missing.push(page);
      }
    }
    if (missing.length > 0) {
      this.timer = setTimeout(() => missing.forEach((page) => this.fetch(page)), this.pages.size === 0 ? 0 : SETTLED_MILLIS);
    }
  }

  async fetch(page) {
    const controller = new AbortController();
    this.loading.set(page, controller);
    try {
      const records = await this.source.load(page, controller.signal);
      if (controller.signal.aborted) {
        return;
      }
      this.pages.set(page, records);
      if (this.pages.size > PAGES_KEPT) {
        this.pages.delete(this.pages.keys().next().value);
      }
      this.later();
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        this.onProblem?.(problem);
      }
    } finally {
      if (this.loading.get(page) === controller) {
        this.loading.delete(page);
      }
    }
  }

  /** Arrows go from tile to tile. */
  key(event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.size.columns, ArrowDown: this.size.columns };
    const from = [...this.tiles].find(([, tile]) => tile.element.contains(event.target))?.[0];
    if (from === undefined || !(event.key in steps) || event.target.matches('input[type="text"]')) {
      return;
    }
    const to = from + steps[event.key];
    const link = this.tiles.get(to)?.element.querySelector('a');
    if (link) {
      event.preventDefault();
      link.focus({ preventScroll: true });
      link.scrollIntoView({ block: 'nearest' });
    }
  }
}

