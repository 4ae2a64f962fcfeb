import { h, fill, download } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { access, bytesOf, call, events } from '../api.js';
import { number, span, time } from '../format.js';
import { toastProblem } from './toast.js';
import { failed } from './notice.js';

const MOST = 20;
const AGAIN_MILLIS = 3000;

/** The imports that the server runs or has run; they go on without this page, which follows them. */
export class ImportList {
  constructor() {
    this.cards = new Map();
    this.stopping = new AbortController();
    this.list = h('div', { class: 'stack' });
    this.element = h('section', { class: 'stack', hidden: true }, h('h2', {}, t('imports')), this.list);
    this.load();
  }

  close() {
    this.stopping.abort();
  }

  async load() {
    try {
      const { imports } = await call('GET', '/imports', { signal: this.stopping.signal });
      this.element.hidden = imports.length === 0;
      imports.slice(0, MOST).forEach((each) => {
        const isNew = !this.cards.has(each.id);
        this.show(each);
        if (isNew && each.state === 'running') {
          this.follow(each.id);
        }
      });
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        this.element.hidden = false;
        fill(this.list, failed(problem));
      }
    }
  }

  /** Shows an import that has just begun. */
  begin(started) {
    this.element.hidden = false;
    this.show(started, true);
    this.follow(started.id);
  }

  show(one, first = false) {
    let card = this.cards.get(one.id);
    if (card === undefined) {
      card = h('article', { class: 'card stack', data: { import: one.id } });
      this.cards.set(one.id, card);
      first ? this.list.prepend(card) : this.list.append(card);
    }
    card.dataset.state = one.state;
    const share = one.total > 0 ? Math.floor((100 * one.finished) / one.total) : one.state === 'running' ? 5 : 100;
    const bar = h('div', { style: { width: share + '%' } });
    const now = one.total === null ? null : share;
    fill(
      card,
      h('div', { class: 'row' }, h('strong', { class: 'grow' }, one.source.location), h('span', { class: one.state === 'failed' ? 'bad' : 'quiet' }, t('import.' + one.state + '.state'))),
      h('div', { class: 'progress', role: 'progressbar', 'aria-label': t('import.of', { name: one.source.location }), 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': now }, bar),
      totals(one),
      one.problem ? h('p', { class: 'bad' }, one.problem) : null,
      errors(one),
      this.actions(one),
    );
  }

  actions(one) {
    const act = (method, path) => () => {
      call(method, '/imports/' + one.id + path).then((changed) => {
        this.show(changed);
        if (changed.state === 'running') {
          this.follow(one.id);
        }
      }, toastProblem);
    };
    const save = () => bytesOf('GET', '/imports/' + one.id + '/failures').then((blob) => download('failures-' + one.id + '.csv', 'text/csv', blob), toastProblem);
    const button = (name, text, work) => h('button', { type: 'button', class: 'button', onclick: work }, icon(name), text);
    const isRunning = one.state === 'running';
    return h(
      'div',
      { class: 'row' },
      isRunning && access.write ? button('close', t('import.cancel'), act('DELETE', '')) : null,
      !isRunning && one.failed > 0 && access.write ? button('retry', t('import.retry'), act('POST', '/retry')) : null,
      one.failed > 0 ? button('download', t('import.failures'), save) : null,
    );
  }

  /** Follows an import to its end; where the connection breaks, again after a while. */
  async follow(id) {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      let last = null;
      try {
        await events('/imports/' + id + '/events', signal, (one) => {
          last = one;
          this.show(one);
        });
      } catch (problem) {
        if (problem.name === 'Problem' && problem.status === 404) {
          return;
        }
      }
      if (last !== null && last.state !== 'running') {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
    }
  }
}

function totals(one) {
  const left = one.seconds_left;
  return h(
    'div',
    { class: 'totals' },
    h('strong', {}, number(one.finished) + (one.total === null ? '' : ' / ' + number(one.total))),
    h('span', {}, t('import.added', { text: number(one.added) })),
    h('span', {}, t('import.known', { text: number(one.known) })),
    one.skipped > 0 ? h('span', {}, t('import.skipped', { text: number(one.skipped) })) : null,
    h('span', { class: one.failed > 0 ? 'bad' : null }, t('import.failed', { text: number(one.failed) })),
    one.state === 'running' ? h('span', {}, t('import.rate', { text: number(one.pictures_per_second, 1) })) : null,
    one.state === 'running' && left !== null ? h('span', {}, t('import.left', { text: span(left) })) : null,
    h('span', {}, time(one.started)),
  );
}

function errors(one) {
  return one.last_errors.length === 0
    ? null
    : h('ul', { class: 'files', tabindex: '0', 'aria-label': t('import.errors') }, one.last_errors.map((error) => h('li', {}, icon('warning'), h('span', { class: 'name' }, error.name, h('span', { class: 'bad' }, ' — ' + error.reason)))));
}
