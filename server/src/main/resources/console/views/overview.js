import { h, fill } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { call } from '../api.js';
import { href } from '../router.js';
import { bytes, number, span } from '../format.js';
import { stageChart } from '../components/chart.js';
import { failed } from '../components/notice.js';

const AGAIN_MILLIS = 5000;
const STAGES = ['fetch', 'decode', 'preview', 'embed', 'index'];

/** How the server is, now and during the last minutes. */
export class OverviewView {
  constructor(root) {
    this.stopping = new AbortController();
    this.problem = h('div', {});
    this.figures = h('dl', { class: 'figures' });
    this.charts = h('div', { class: 'charts' });
    this.health = h('ul', { class: 'health' });
    this.imports = h('div', { class: 'stack' });
    const section = (title, ...content) => h('section', { class: 'stack' }, h('h2', {}, title), content);
    fill(
      root,
      h(
        'div',
        { class: 'stack' },
        h('header', { class: 'page-head' }, h('h1', { tabindex: '-1' }, t('overview'))),
        this.problem,
        this.figures,
        section(t('overview.stages'), h('p', { class: 'small quiet' }, h('span', { class: 'key-line' }), t('chart.rate'), ' \u2003', h('span', { class: 'key-line late-line' }), t('chart.latency')), this.charts),
        section(t('overview.health'), h('div', { class: 'card' }, this.health)),
        section(t('imports'), this.imports),
      ),
    );
    this.again();
  }

  show() {
    return t('overview');
  }

  dispose() {
    this.stopping.abort();
    clearTimeout(this.timer);
  }

  async again() {
    const { signal } = this.stopping;
    try {
      const [stats, recent, imports] = await Promise.all([
        call('GET', '/stats', { signal }),
        call('GET', '/v1/stats/recent', { signal }),
        call('GET', '/imports', { signal }),
      ]);
      this.problem.replaceChildren();
      this.showFigures(stats);
      this.showHealth(stats.health);
      fill(this.charts, STAGES.filter((stage) => stage in recent.stages).map((stage) => stageChart(stage, recent.stages[stage], recent.bucket_seconds)));
      this.showImports(imports.imports.filter((each) => each.state === 'running'));
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(this.problem, failed(problem));
      }
    }
    if (!signal.aborted) {
      this.timer = setTimeout(() => this.again(), AGAIN_MILLIS);
    }
  }

  showFigures(stats) {
    const figure = (name, value, about, isWord) =>
      h('div', { class: 'card figure' }, h('dt', { class: 'small quiet' }, name), h('dd', {}, h('b', { class: isWord ? 'word' : null }, value)), about ? h('dd', { class: 'small quiet' }, about) : null);
    fill(
      this.figures,
      figure(t('figure.pictures'), number(stats.pictures), t('figure.collections', { count: stats.collections, text: number(stats.collections) })),
      figure(t('figure.disk'), bytes(stats.data_bytes), t('figure.disk.free', { text: bytes(stats.disk.free_bytes) })),
      figure(
        t('figure.memory'),
        bytes(stats.memory.resident_bytes ?? stats.memory.used_bytes),
        t('figure.memory.most', { used: bytes(stats.memory.used_bytes), most: bytes(stats.memory.max_bytes) }),
      ),
      figure(t('figure.model'), stats.model.name, t('figure.dimension', { text: number(stats.model.dimension) }), true),
      figure(t('figure.store'), stats.store === 'embedded' ? t('store.embedded') : stats.store, t('figure.queues', { decode: number(stats.queues.decode), embed: number(stats.queues.embed) }), true),
      figure(t('figure.uptime'), span(stats.uptime_s), t('figure.version', { text: stats.version }), true),
    );
  }

  showHealth(health) {
    fill(
      this.health,
      Object.entries(health).map(([name, { status, detail }]) =>
        h(
          'li',
          {},
          h('span', { class: status === 'up' ? 'good' : 'bad' }, icon(status === 'up' ? 'check' : 'warning')),
          h('div', {}, h('strong', {}, t('health.' + name) + ': ' + t('health.is.' + status)), h('p', { class: 'small quiet' }, detail)),
        ),
      ),
    );
  }

  showImports(running) {
    fill(
      this.imports,
      running.length === 0
        ? h('p', { class: 'quiet' }, t('imports.none'))
        : running.map((one) =>
            h(
              'a',
              { class: 'card row', href: href('add') },
              h('strong', { class: 'grow' }, one.source.location),
              h('span', { class: 'numeric' }, number(one.finished) + (one.total === null ? '' : ' / ' + number(one.total))),
              h('span', { class: 'quiet numeric' }, t('import.rate', { text: number(one.pictures_per_second, 1) })),
            ),
          ),
    );
  }
}
