import { h } from '../dom.js';
import { t } from '../i18n.js';
import { number, millis } from '../format.js';

const SPACE = 'http://www.w3.org/2000/svg';
const WIDTH = 300;
const HEIGHT = 64;

/** A small chart of one stage: pictures a second as an area, milliseconds as a dashed line, each on a scale of its own. */
export function stageChart(stage, series, bucketSeconds) {
  const rates = series.count.map((count) => count / bucketSeconds);
  const times = series.mean_ms;
  const recent = lastOf(rates);
  const busy = times.filter((_, i) => series.count[i] > 0);
  const latency = busy.length === 0 ? 0 : busy[busy.length - 1];
  const text = t('chart.text', { stage: t('stage.' + stage), rate: number(recent, 1), peak: number(Math.max(0, ...rates), 1), latency: millis(latency) });
  return h(
    'figure',
    { class: 'card chart', data: { stage } },
    h('header', {}, h('h3', {}, t('stage.' + stage)), h('span', { class: 'small quiet numeric' }, number(recent, 1) + ' /s · ' + (busy.length === 0 ? '–' : millis(latency)))),
    drawing(rates, times, text),
    h('div', { class: 'axis small quiet', 'aria-hidden': 'true' }, h('span', {}, t('chart.from')), h('span', {}, t('chart.now'))),
  );
}

function lastOf(rates) {
  return rates.length === 0 ? 0 : rates[rates.length - 1];
}

function drawing(rates, times, text) {
  const svg = shape('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': text });
  const line = points(rates);
  svg.append(
    shape('path', { class: 'ground', d: `M0 ${HEIGHT}H${WIDTH}` }),
    shape('path', { class: 'area', d: `M0 ${HEIGHT}L${line}L${WIDTH} ${HEIGHT}Z` }),
    shape('path', { class: 'line', d: 'M' + line }),
    shape('path', { class: 'late', d: segments(times) }),
  );
  return svg;
}

function points(values) {
  const most = Math.max(1e-9, ...values);
  const step = WIDTH / Math.max(1, values.length - 1);
  return values.map((value, i) => `${(i * step).toFixed(1)} ${(HEIGHT - 1 - (value / most) * (HEIGHT - 6)).toFixed(1)}`).join('L');
}

/** A line through the steps in which something was done; a single one is a short line. */
function segments(times) {
  const places = points(times).split('L');
  return times.map((time, i) => (time === 0 ? '' : (i > 0 && times[i - 1] > 0 ? 'L' : 'M') + places[i] + 'h1')).join('') || 'M0 0';
}

function shape(tag, attributes) {
  const element = document.createElementNS(SPACE, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}
