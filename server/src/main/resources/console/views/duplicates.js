import { h, fill, download, announce } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { access, bytesOf, call, events } from '../api.js';
import { go, note } from '../router.js';
import { number, span, time } from '../format.js';
import { confirm } from '../components/dialog.js';
import { failed, notice } from '../components/notice.js';
import { toast, toastProblem } from '../components/toast.js';
import { DuplicateGroup } from '../components/duplicategroup.js';

const KINDS = ['', 'exact', 'edited', 'part'];
const AT_ONCE = 20;
const AGAIN_MILLIS = 3000;

/** The duplicates of a library: the search for them, the groups found, and what to do about each. */
export class DuplicatesView {
  constructor(root) {
    this.stopping = new AbortController();
    this.kind = '';
    this.next = null;
    this.count = h('p', { class: 'quiet', role: 'status' });
    this.search = h('section', { class: 'card stack', 'aria-label': t('duplicates.search') });
    this.tools = h('div', { class: 'row' });
    this.undo = h('div', { class: 'row' });
    this.list = h('div', { class: 'stack' });
    this.more = h('div', { class: 'row' });
    fill(root, h('div', { class: 'stack' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1' }, t('duplicates')), this.count), this.search, this.tools, this.undo, this.list, this.more));
  }

  show(route) {
    const kind = route.params.get('kind') ?? '';
    this.kind = KINDS.includes(kind) ? kind : '';
    this.load();
    return t('duplicates');
  }

  dispose() {
    this.stopping.abort();
  }

  params(more = {}) {
    const params = new URLSearchParams({ limit: AT_ONCE, ...more });
    if (this.kind !== '') {
      params.set('kind', this.kind);
    }
    return params;
  }

  /** Shows the groups from the first one on. */
  async load() {
    try {
      const page = await call('GET', '/duplicates', { params: this.params(), signal: this.stopping.signal });
      fill(this.list);
      this.take(page);
      if (page.search.state === 'running') {
        this.follow();
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(this.list, failed(problem));
      }
    }
  }

  take(page) {
    this.counts = page.counts;
    this.showSearch(page.search);
    this.showTools(page);
    this.showUndo(page.undo);
    page.groups.forEach((group) => this.list.append(new DuplicateGroup(group, this).element));
    this.next = page.next;
    fill(this.more, page.next === null ? null : h('button', { type: 'button', class: 'button', onclick: () => this.loadMore() }, t('duplicates.more')));
    if (page.groups.length === 0 && this.list.children.length === 0) {
      fill(this.list, this.nothing(page.search));
    }
  }

  nothing(search) {
    if (search.total === 0) {
      return notice('image', t('duplicates.empty'), t('duplicates.empty.text'));
    }
    return search.state === 'none' ? notice('duplicates', t('duplicates.never'), t('duplicates.never.text')) : notice('check', t('duplicates.none'), t('duplicates.none.text'));
  }

  async loadMore() {
    try {
      this.take(await call('GET', '/duplicates', { params: this.params({ cursor: this.next }), signal: this.stopping.signal }));
    } catch (problem) {
      toastProblem(problem);
    }
  }

  showSearch(search) {
    const isRunning = search.state === 'running';
    const share = search.total > 0 ? Math.floor((100 * search.finished) / search.total) : 100;
    const button = (name, text, work, kind = 'button') => h('button', { type: 'button', class: kind, onclick: work }, icon(name), text);
    const left = search.seconds_left;
    fill(
      this.search,
      h('div', { class: 'row' }, h('strong', { class: 'grow' }, t('duplicates.search')), h('span', { class: search.state === 'failed' ? 'bad' : 'quiet', data: { state: search.state } }, t('duplicates.' + search.state))),
      search.state === 'none' ? null : h('div', { class: 'progress', role: 'progressbar', 'aria-label': t('duplicates.search'), 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': share }, h('div', { style: { width: share + '%' } })),
      h(
        'div',
        { class: 'totals' },
        h('strong', {}, number(search.finished) + ' / ' + number(search.total)),
        h('span', {}, t('duplicates.pairs', { text: number(search.pairs) })),
        isRunning ? h('span', {}, t('import.rate', { text: number(search.pictures_per_second, 1) })) : null,
        isRunning && left !== null ? h('span', {}, t('import.left', { text: span(left) })) : null,
        search.ended === null ? null : h('span', {}, time(search.ended)),
        search.unreadable > 0 ? h('span', { class: 'bad' }, t('duplicates.unreadable', { text: number(search.unreadable) })) : null,
      ),
      search.problem ? h('p', { class: 'bad' }, search.problem) : null,
      access.write
        ? h(
            'div',
            { class: 'row' },
            isRunning ? button('close', t('duplicates.cancel'), () => this.act('DELETE')) : button('search', t('duplicates.start'), () => this.act('POST', {}), 'button first'),
            isRunning || search.state === 'none' ? null : button('retry', t('duplicates.again'), () => this.act('POST', { again: true })),
          )
        : null,
    );
    const shown = this.counts ?? { groups: 0, surplus: 0 };
    this.count.textContent = search.state === 'none' ? '' : t('duplicates.count', { groups: shown.groups, text: number(shown.groups), surplus: number(shown.surplus) });
  }

  showTools(page) {
    const option = (kind) => h('option', { value: kind }, t('duplicates.kind.' + (kind || 'all')));
    const choice = h('select', { id: 'duplicates-kind', onchange: () => {
      note('duplicates', { kind: choice.value });
      this.kind = choice.value;
      this.load();
    } }, KINDS.map(option));
    choice.value = this.kind;
    const save = (format) => () => bytesOf('GET', '/duplicates/export', { params: new URLSearchParams(this.kind === '' ? { format } : { format, kind: this.kind }) }).then((blob) => download('duplicates.' + format, '', blob), toastProblem);
    const button = (name, text, work, kind = 'button') => h('button', { type: 'button', class: kind, onclick: work }, icon(name), text);
    const any = page.counts.groups > 0;
    fill(
      this.tools,
      h('label', { class: 'field', for: 'duplicates-kind' }, h('span', {}, t('duplicates.kind')), choice),
      any ? button('download', t('export.csv'), save('csv')) : null,
      any ? button('download', t('export.json'), save('json')) : null,
      any && access.write ? button('trash', t('duplicates.keep.all'), () => this.keep({ all: true, ...(this.kind === '' ? {} : { kind: this.kind }) }), 'button danger') : null,
    );
  }

  showUndo(decisions) {
    const last = decisions[0];
    fill(
      this.undo,
      last === undefined || !access.write
        ? null
        : h(
            'div',
            { class: 'chosen' },
            h('strong', {}, t('duplicates.last.' + last.kind, { count: last.count, text: number(last.count) })),
            h('span', { class: 'small quiet' }, t('duplicates.undo.until')),
            h('button', { type: 'button', class: 'button', onclick: () => this.undoLast(last) }, icon('retry'), t('duplicates.undo')),
          ),
    );
  }

  async act(method, json) {
    try {
      this.showSearch(await call(method, '/duplicates', { json }));
      await this.load();
    } catch (problem) {
      toastProblem(problem);
    }
  }

  /** Deletes what a choice leaves over, once the visitor has seen how many pictures that are. */
  async keep(what) {
    try {
      const { count } = await call('POST', '/duplicates/keep', { json: { ...what, dry_run: true } });
      const text = number(count);
      if (!(await confirm(t('delete.title', { count, text }), t('duplicates.keep.text'), t('delete.do', { count, text })))) {
        return;
      }
      const { deleted } = await call('POST', '/duplicates/keep', { json: { ...what, confirm: count } });
      toast(t('deleted', { count: deleted, text: number(deleted) }));
    } catch (problem) {
      toastProblem(problem);
    }
    await this.again();
  }

  /** Remembers that pictures are no duplicates. */
  async apart(json) {
    try {
      await call('POST', '/duplicates/apart', { json });
      announce(t('duplicates.apart.done'));
    } catch (problem) {
      toastProblem(problem);
    }
    await this.again();
  }

  async undoLast(last) {
    try {
      const { count } = await call('POST', '/duplicates/undo', { json: { id: last.id } });
      toast(t('duplicates.undone.' + last.kind, { count, text: number(count) }));
    } catch (problem) {
      toastProblem(problem);
    }
    await this.again();
  }

  /** Shows what is there now; whoever works with keys goes on at the same place. */
  async again() {
    const focused = [...this.list.querySelectorAll('article')].findIndex((each) => each.contains(document.activeElement));
    await this.load();
    const article = this.list.querySelectorAll('article')[Math.max(0, Math.min(focused, this.list.children.length - 1))];
    (article?.querySelector('button') ?? this.search.querySelector('button'))?.focus();
  }

  picture(id) {
    go('picture/' + id);
  }

  /** Follows the search to its end; where the connection breaks, again after a while. */
  async follow() {
    if (this.following) {
      return;
    }
    this.following = true;
    const { signal } = this.stopping;
    let last = null;
    while (!signal.aborted && last?.state !== 'done') {
      try {
        await events('/duplicates/events', signal, (search) => {
          last = search;
          this.showSearch(search);
        });
      } catch {
        // Said by the page when it is loaded again.
      }
      if (last !== null && last.state !== 'running') {
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
    }
    this.following = false;
    if (!signal.aborted) {
      announce(t('duplicates.done'));
      this.load();
    }
  }
}
