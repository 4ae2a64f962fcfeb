import { h, fill, download } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { number, span } from '../format.js';
import { uploads } from '../uploads.js';

/** As many lines of a long list as anybody reads. */
const LINES = 100;
const ICONS = { waiting: 'minus', sending: 'retry', added: 'check', known: 'check', failed: 'warning' };

/** How far the pictures are that this page sends. */
export class UploadCard {
  constructor() {
    this.element = h('section', { class: 'card stack', hidden: true, 'aria-label': t('uploads') });
    this.bar = h('div', {});
    this.percent = h('div', { class: 'progress', role: 'progressbar', 'aria-label': t('uploads'), 'aria-valuemin': 0, 'aria-valuemax': 100 }, this.bar);
    this.totals = h('div', { class: 'totals' });
    this.actions = h('div', { class: 'row' });
    this.lines = h('ul', { class: 'files', tabindex: '0', 'aria-label': t('uploads.files') });
    fill(this.element, h('h2', {}, t('uploads')), this.percent, this.totals, this.actions, this.lines);
    this.draw = () => this.show();
    uploads.addEventListener('change', this.draw);
    this.show();
  }

  close() {
    uploads.removeEventListener('change', this.draw);
  }

  show() {
    this.element.hidden = uploads.total === 0;
    if (uploads.total === 0) {
      return;
    }
    const share = Math.floor((100 * uploads.finished) / uploads.total);
    this.bar.style.width = share + '%';
    this.percent.setAttribute('aria-valuenow', share);
    const { added, known, failed } = uploads.counts;
    const left = uploads.secondsLeft;
    fill(
      this.totals,
      h('span', {}, h('strong', {}, number(uploads.finished) + ' / ' + number(uploads.total))),
      h('span', {}, t('import.added', { text: number(added) })),
      h('span', {}, t('import.known', { text: number(known) })),
      h('span', { class: failed > 0 ? 'bad' : null }, t('import.failed', { text: number(failed) })),
      uploads.isRunning ? h('span', {}, t('import.rate', { text: number(uploads.rate, 1) })) : null,
      uploads.isRunning && left !== null ? h('span', {}, t('import.left', { text: span(left) })) : null,
    );
    this.showActions(failed);
    this.showLines();
  }

  showActions(failed) {
    const state = [uploads.isRunning, failed > 0].join();
    if (state === this.state) {
      return;
    }
    this.state = state;
    const button = (name, text, work) => h('button', { type: 'button', class: 'button', onclick: work }, icon(name), text);
    fill(
      this.actions,
      uploads.isRunning ? button('close', t('uploads.stop'), () => uploads.stop()) : button('check', t('uploads.clear'), () => uploads.reset()),
      failed > 0 ? button('retry', t('import.retry'), () => uploads.retry()) : null,
      failed > 0 ? button('download', t('import.failures'), saveFailures) : null,
    );
  }

  /** Failures first, then what is on its way, then what was last. */
  showLines() {
    const recent = uploads.items.slice(Math.max(0, uploads.next - LINES), uploads.next + 20).filter((item) => item.state !== 'failed');
    const items = [...uploads.failures.slice(0, LINES), ...recent.reverse()].slice(0, LINES);
    fill(
      this.lines,
      items.map((item) =>
        h(
          'li',
          { class: item.state === 'failed' ? 'bad' : null, data: { state: item.state } },
          icon(ICONS[item.state]),
          h('span', { class: 'name' }, item.path, item.reason === '' ? null : h('span', { class: 'small' }, ' — ' + item.reason)),
          h('span', { class: 'quiet' }, t('upload.' + item.state)),
        ),
      ),
    );
  }
}

function saveFailures() {
  const lines = uploads.failures.map((item) => [item.path, item.reason].map((text) => '"' + text.replaceAll('"', '""').replace(/^(?=[=+\-@])/, "'") + '"').join(','));
  download('failures.csv', 'text/csv;charset=utf-8', '\ufeffname,reason\r\n' + lines.join('\r\n') + '\r\n');
}
