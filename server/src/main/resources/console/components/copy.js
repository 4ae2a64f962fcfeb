import { h } from '../dom.js';
import { t } from '../i18n.js';
import { percent } from '../format.js';
import { preview } from './tile.js';
import { dialog } from './dialog.js';

const SPACE = 'http://www.w3.org/2000/svg';

/** What a hit is to the picture searched for, and how sure that is; opens the comparison. `query()` answers the picture searched for as an image. */
export function copyBadge(hit, query) {
  const text = t('verdict.is', { verdict: t('verdict.' + hit.verdict), sure: percent(hit.confidence) });
  return h(
    'button',
    { type: 'button', class: 'verdict', data: { verdict: hit.verdict }, 'aria-label': t('verdict.compare', { text, key: hit.key }), onclick: () => compare(hit, query, text) },
    text,
  );
}

function compare(hit, query, text) {
  return dialog(t('verdict.title'), (close) => [
    h('p', { class: 'quiet' }, text + ' · ' + hit.key),
    h(
      'div',
      { class: 'sides' },
      side(query(), hit.region.query, t('query')),
      side(preview(hit), hit.region.hit, t('verdict.stored')),
    ),
    wipe(hit, query()),
    h('div', { class: 'row' }, h('button', { type: 'button', class: 'button', onclick: () => close(true) }, t('close'))),
  ]);
}

/** A picture and the part of it that lies in the other one. */
function side(image, corners, caption) {
  return h('figure', { class: 'side' }, h('div', { class: 'outlined' }, image, outline(corners)), h('figcaption', { class: 'small quiet' }, caption));
}

function outline(corners) {
  const svg = document.createElementNS(SPACE, 'svg');
  svg.setAttribute('viewBox', '0 0 1 1');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const polygon = document.createElementNS(SPACE, 'polygon');
  polygon.setAttribute('points', corners.map(([x, y]) => x + ',' + y).join(' '));
  svg.append(polygon);
  return svg;
}

/** The stored picture, over which the one searched for is laid where it belongs; a slider uncovers one or the other. */
function wipe(hit, above) {
  const below = preview(hit);
  const cover = h('div', { class: 'cover' }, above);
  const stage = h('div', { class: 'stage' }, below, cover);
  const place = () => {
    const { clientWidth: width, clientHeight: height } = below;
    if (width > 0 && above.naturalWidth > 0) {
      above.style.transform = cssMatrix(hit.transform, above.naturalWidth, above.naturalHeight, width, height);
    }
  };
  below.addEventListener('load', place);
  above.addEventListener('load', place);
  new ResizeObserver(place).observe(stage);
  const set = (share) => (cover.style.clipPath = `inset(0 ${100 - share}% 0 0)`);
  const input = h('input', { type: 'range', min: 0, max: 100, step: 1, 'aria-label': t('verdict.wipe'), oninput: () => set(Number(input.value)) });
  input.value = 50;
  set(50);
  return h('div', { class: 'wipe stack' }, stage, h('label', { class: 'slider' }, h('span', { class: 'small quiet' }, t('verdict.wipe')), input));
}

/** The map of shares onto shares as one of px onto px. */
function cssMatrix([a, b, c, d, e, f], fromWidth, fromHeight, width, height) {
  const entries = [(a * width) / fromWidth, (d * height) / fromWidth, (b * width) / fromHeight, (e * height) / fromHeight, c * width, f * height];
  return 'matrix(' + entries.map((entry) => entry.toFixed(6)).join(',') + ')';
}
