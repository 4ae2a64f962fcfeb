import { h, announce } from '../dom.js';
import { t } from '../i18n.js';

const LEAST = 0.03;
const STEP = 0.05;

const within = (value, most) => Math.min(Math.max(value, 0), most);

/**
 * A picture on which a box is drawn with pointer or keys. `changed(region)` gets {x, y, w, h} in shares of the picture, or null, once the box is let go.
 */
export class RegionBox {
  constructor(image, changed) {
    this.changed = changed;
    this.region = null;
    this.corner = h('span', { class: 'corner' });
    this.box = h('div', { class: 'box', tabindex: '0', role: 'group', 'aria-label': t('region.box') }, this.corner);
    this.shade = h('div', { class: 'shade', hidden: true }, this.box);
    this.element = h('div', { class: 'frame' }, image, this.shade);
    this.element.addEventListener('pointerdown', (event) => this.begin(event));
    this.box.addEventListener('keydown', (event) => this.key(event));
  }

  /** Shows a box, or none, without telling. */
  show(region) {
    this.region = region;
    this.shade.hidden = region === null;
    if (region !== null) {
      const places = { left: region.x, top: region.y, width: region.w, height: region.h };
      Object.entries(places).forEach(([name, share]) => (this.box.style[name] = share * 100 + '%'));
    }
  }

  /** Begins with a box in the middle, for those who have no pointer. */
  showMiddle() {
    this.show({ x: 0.25, y: 0.25, w: 0.5, h: 0.5 });
    this.box.focus();
    this.tell();
  }

  /** Takes the box away. */
  clear() {
    this.show(null);
    announce(t('region.whole'));
    this.changed(null);
  }

  begin(event) {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    const bounds = this.element.getBoundingClientRect();
    const at = (moved) => ({
      x: within((moved.clientX - bounds.left) / bounds.width, 1),
      y: within((moved.clientY - bounds.top) / bounds.height, 1),
    });
    const from = at(event);
    const before = this.region;
    const drag = this.dragOf(event.target, from);
    const move = (moved) => this.show(drag(at(moved)));
    const end = (ended) => {
      this.element.removeEventListener('pointermove', move);
      this.element.removeEventListener('pointerup', end);
      this.element.removeEventListener('pointercancel', end);
      const region = ended.type === 'pointerup' ? drag(at(ended)) : before;
      if (region === null || region.w < LEAST || region.h < LEAST) {
        this.show(before);
      } else {
        this.show(region);
        this.tell();
      }
    };
    this.element.setPointerCapture(event.pointerId);
    this.element.addEventListener('pointermove', move);
    this.element.addEventListener('pointerup', end);
    this.element.addEventListener('pointercancel', end);
  }

  /** What a drag makes of the box: a new one, one of another size, or one at another place. */
  dragOf(target, from) {
    const old = this.region;
    if (old !== null && target === this.corner) {
      return (to) => ({ ...old, w: within(to.x - old.x, 1 - old.x), h: within(to.y - old.y, 1 - old.y) });
    }
    if (old !== null && target === this.box) {
      return (to) => ({ ...old, x: within(old.x + to.x - from.x, 1 - old.w), y: within(old.y + to.y - from.y, 1 - old.h) });
    }
    return (to) => ({
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      w: Math.abs(from.x - to.x),
      h: Math.abs(from.y - to.y),
    });
  }

  key(event) {
    const steps = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    if (event.key === 'Escape') {
      event.preventDefault();
      this.clear();
    } else if (event.key in steps) {
      event.preventDefault();
      const [dx, dy] = steps[event.key];
      const { x, y, w, h: height } = this.region;
      this.show(
        event.shiftKey
          ? { x, y, w: Math.max(STEP, within(w + dx, 1 - x)), h: Math.max(STEP, within(height + dy, 1 - y)) }
          : { x: within(x + dx, 1 - w), y: within(y + dy, 1 - height), w, h: height },
      );
      this.tell();
    }
  }

  tell() {
    const { x, y, w, h: height } = this.region;
    const percent = (share) => Math.round(share * 100);
    announce(t('region.now', { x: percent(x), y: percent(y), w: percent(w), h: percent(height) }));
    this.changed(this.region);
  }
}
