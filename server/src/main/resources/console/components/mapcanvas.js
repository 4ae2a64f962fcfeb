import { h } from '../dom.js';
import { t } from '../i18n.js';
import { Thumbnails } from './thumbnails.js';

const MARGIN = 0.06;
const DEEPEST = 400;
/** Sides of a thumbnail in px; between them it grows with the zoom. */
const SMALLEST = 26;
const LARGEST = 140;
const MOST_DRAWN = 600;
const DRAG_PX = 5;

/** A map of points that is dragged and zoomed with pointer, wheel, fingers and keys. `opened(id)` is called for a picture, `under(id)` for what lies in the middle. */
export class MapCanvas {
  constructor(opened, under) {
    this.opened = opened;
    this.under = under;
    this.points = [];
    this.view = { x: 0.5, y: 0.5, zoom: 1 };
    this.pointers = new Map();
    this.thumbnails = new Thumbnails(() => this.later());
    this.element = h('canvas', { tabindex: '0', role: 'application', 'aria-label': t('map.label') });
    this.context = this.element.getContext('2d');
    this.element.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.element.addEventListener('pointerdown', (event) => this.down(event));
    this.element.addEventListener('pointermove', (event) => this.move(event));
    this.element.addEventListener('pointerup', (event) => this.up(event));
    this.element.addEventListener('pointercancel', (event) => this.pointers.delete(event.pointerId));
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.resizes = new ResizeObserver(() => this.later());
    this.resizes.observe(this.element);
  }

  show(points) {
    this.points = points;
    this.later();
  }

  close() {
    this.resizes.disconnect();
    this.thumbnails.close();
  }

  /** Brings a point of the canvas `factor` times nearer. */
  zoomBy(factor, px = this.width / 2, py = this.height / 2) {
    const before = this.toMap(px, py);
    this.view.zoom = Math.min(DEEPEST, Math.max(0.8, this.view.zoom * factor));
    const after = this.toMap(px, py);
    this.view.x += before.x - after.x;
    this.view.y += before.y - after.y;
    this.later();
  }

  /** Shows all of it. */
  home() {
    this.view = { x: 0.5, y: 0.5, zoom: 1 };
    this.later();
  }

  get width() {
    return this.element.clientWidth;
  }

  get height() {
    return this.element.clientHeight;
  }

  get scale() {
    return { x: this.width * (1 - 2 * MARGIN) * this.view.zoom, y: this.height * (1 - 2 * MARGIN) * this.view.zoom };
  }

  toMap(px, py) {
    return { x: this.view.x + (px - this.width / 2) / this.scale.x, y: this.view.y + (py - this.height / 2) / this.scale.y };
  }

  later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  /** Draws every point as a dot and, where there is room, its thumbnail: never one over another, the earlier point first. */
  draw() {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(this.width * ratio), Math.round(this.height * ratio)];
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    }
    const styles = getComputedStyle(this.element);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, this.width, this.height);
    const side = this.side();
    const seen = this.seen(side);
    this.context.fillStyle = styles.getPropertyValue('--strong-line');
    seen.forEach(({ px, py }) => this.context.fillRect(px - 2, py - 2, 4, 4));
    this.drawThumbnails(this.apart(seen, side), side, styles.getPropertyValue('--sunken'));
    this.tellMiddle(seen);
  }

  /** With few points thumbnails are large from the beginning. */
  side() {
    const room = Math.sqrt((this.width * this.height) / Math.max(1, this.points.length)) * this.view.zoom;
    return Math.min(LARGEST, Math.max(SMALLEST, room * 0.45));
  }

  seen(side) {
    const { x: sx, y: sy } = this.scale;
    const found = [];
    for (const point of this.points) {
      const px = (point.x - this.view.x) * sx + this.width / 2;
      const py = (point.y - this.view.y) * sy + this.height / 2;
      if (px > -side && py > -side && px < this.width + side && py < this.height + side) {
        found.push({ id: point.id, px, py });
      }
    }
    return found;
  }

  /** Those that can be drawn without covering one another, found with a grid of cells as large as a thumbnail. */
  apart(seen, side) {
    const cells = new Map();
    const free = [];
    for (const point of seen) {
      const [cx, cy] = [Math.floor(point.px / side), Math.floor(point.py / side)];
      if (free.length < MOST_DRAWN && !isCovered(cells, cx, cy, point, side * 0.9)) {
        cells.set(cellOf(cx, cy), point);
        free.push(point);
      }
    }
    return free;
  }

  drawThumbnails(points, side, waiting) {
    const missing = [];
    for (const { id, px, py } of points) {
      const bitmap = this.thumbnails.get(id);
      const [left, top] = [px - side / 2, py - side / 2];
      if (bitmap) {
        this.context.drawImage(bitmap, left, top, side, side);
      } else if (bitmap === undefined) {
        this.context.fillStyle = waiting;
        this.context.fillRect(left, top, side, side);
        missing.push(id);
      }
    }
    this.drawn = points;
    this.thumbnails.want(missing);
  }

  tellMiddle(seen) {
    const nearest = this.nearest(seen, this.width / 2, this.height / 2);
    if (nearest?.id !== this.middle) {
      this.middle = nearest?.id;
      this.under(this.middle ?? null);
    }
  }

  nearest(points, x, y) {
    let best = null;
    let least = Infinity;
    for (const point of points) {
      const distance = (point.px - x) ** 2 + (point.py - y) ** 2;
      if (distance < least) {
        [best, least] = [point, distance];
      }
    }
    return best;
  }

  wheel(event) {
    event.preventDefault();
    this.zoomBy(Math.exp(-event.deltaY * 0.0016), event.offsetX, event.offsetY);
  }

  down(event) {
    this.element.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    this.travelled = this.pointers.size > 1 ? Infinity : 0;
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) {
      return;
    }
    const now = { x: event.offsetX, y: event.offsetY };
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) {
      const distance = (a) => Math.hypot(a.x - other.x, a.y - other.y);
      this.zoomBy(distance(now) / Math.max(1, distance(before)), (now.x + other.x) / 2, (now.y + other.y) / 2);
    }
    this.view.x -= (now.x - before.x) / this.scale.x;
    this.view.y -= (now.y - before.y) / this.scale.y;
    this.travelled += Math.hypot(now.x - before.x, now.y - before.y);
    this.pointers.set(event.pointerId, now);
    this.later();
  }

  up(event) {
    if (this.pointers.delete(event.pointerId) && this.travelled < DRAG_PX) {
      const hit = this.nearest(this.drawn ?? [], event.offsetX, event.offsetY);
      const half = this.side() / 2;
      if (hit && Math.abs(hit.px - event.offsetX) <= half && Math.abs(hit.py - event.offsetY) <= half) {
        this.opened(hit.id);
      }
    }
  }

  key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const others = {
      '+': () => this.zoomBy(1.5),
      '=': () => this.zoomBy(1.5),
      '-': () => this.zoomBy(1 / 1.5),
      0: () => this.home(),
      Enter: () => this.middle !== undefined && this.opened(this.middle),
    };
    if (event.key in steps) {
      const [dx, dy] = steps[event.key];
      this.view.x += (dx * 60) / this.scale.x;
      this.view.y += (dy * 60) / this.scale.y;
      this.later();
    } else if (event.key in others) {
      others[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  }
}

/** One number for a cell, because twenty thousand texts a frame would be felt. */
const cellOf = (x, y) => x * 65_536 + y;

function isCovered(cells, cx, cy, point, side) {
  for (let x = cx - 1; x <= cx + 1; x++) {
    for (let y = cy - 1; y <= cy + 1; y++) {
      const other = cells.get(cellOf(x, y));
      if (other && Math.abs(other.px - point.px) < side && Math.abs(other.py - point.py) < side) {
        return true;
      }
    }
  }
  return false;
}
