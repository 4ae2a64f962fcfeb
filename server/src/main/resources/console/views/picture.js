import { h, fill } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { access, call } from '../api.js';
import { go, href, restoreScroll } from '../router.js';
import { number, time } from '../format.js';
import { preview, hitTile, emptyTile } from '../components/tile.js';
import { failed, notice } from '../components/notice.js';
import { confirm } from '../components/dialog.js';
import { chooseButton } from '../components/dropzone.js';
import { toast, toastProblem } from '../components/toast.js';
import { TagEditor } from '../components/tageditor.js';

const NEIGHBOURS = 12;

/** The page of one picture. */
export class PictureView {
  constructor(root) {
    this.root = root;
    this.asking = new AbortController();
  }

  show(route, wasHere) {
    this.asking.abort();
    this.asking = new AbortController();
    this.load(route.rest[0] ?? '', wasHere);
    return t('picture');
  }

  dispose() {
    this.asking.abort();
  }

  async load(id, wasHere) {
    const signal = this.asking.signal;
    try {
      const record = await call('GET', '/images/' + encodeURIComponent(id), { signal });
      const like = h('ul', { class: 'tiles', 'aria-label': t('neighbours') }, Array.from({ length: 6 }, () => emptyTile()));
      const place = h('div', {}, like);
      fill(this.root, this.head(record), this.body(record), h('section', { class: 'stack' }, h('h2', {}, t('neighbours')), place));
      if (document.activeElement === document.body) {
        this.root.querySelector('h1').focus({ preventScroll: true });
      }
      document.title = record.key + ' · Likeness';
      const { hits } = await call('POST', '/search', { json: { id, limit: NEIGHBOURS }, signal });
      fill(like, hits.map(hitTile));
      if (hits.length === 0) {
        fill(place, notice('image', t('none.alone'), t('none.alone.text')));
      }
      if (wasHere) {
        restoreScroll();
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(this.root, failed(problem, h('a', { class: 'button', href: href('library') }, t('library'))));
      }
    }
  }

  head(record) {
    const replace = (files) => this.replace(record, files[0]).catch(toastProblem);
    const remove = () => this.remove(record).catch(toastProblem);
    return h(
      'header',
      { class: 'page-head' },
      h('h1', { tabindex: '-1', class: 'cut' }, record.key),
      h(
        'div',
        { class: 'end' },
        h('a', { class: 'button first', href: href('search', { id: record.id }) }, icon('similar'), t('more')),
        record.original === null ? null : h('a', { class: 'button', href: record.original, target: '_blank', rel: 'noopener noreferrer' }, icon('open'), t('original')),
        access.write ? chooseButton(t('replace'), { accept: 'image/*', 'data-role': 'replace' }, replace, 'button') : null,
        access.write ? h('button', { type: 'button', class: 'button danger', onclick: remove }, icon('trash'), t('delete')) : null,
      ),
    );
  }

  body(record) {
    const fact = (name, ...value) => [h('dt', {}, name), h('dd', {}, value)];
    const tags = new TagEditor(record.tags, async (changed) => {
      const patched = await call('PATCH', '/images/' + record.id, { json: { tags: { ...cleared(record.tags), ...changed } } });
      record.tags = patched.tags;
      toast(t('saved'));
      return patched.tags;
    });
    return h(
      'div',
      { class: 'picture' },
      h('figure', { class: 'big' }, preview(record, this.asking.signal)),
      h(
        'div',
        { class: 'stack' },
        h(
          'dl',
          { class: 'facts card' },
          fact(t('field.key'), record.key),
          fact(t('field.id'), h('span', { class: 'mono' }, record.id)),
          fact('imgPath', record.imgPath === '' ? h('span', { class: 'quiet' }, t('field.none')) : record.imgPath),
          fact(t('field.size'), number(record.width) + ' × ' + number(record.height) + ' px'),
          fact(t('field.type'), record.type),
          fact(t('field.added'), time(record.added)),
          fact(t('field.original'), record.original === null ? h('span', { class: 'quiet' }, t('field.no.original')) : h('a', { href: record.original, target: '_blank', rel: 'noopener noreferrer' }, record.original)),
          fact('SHA-256', h('span', { class: 'mono small' }, record.digest)),
        ),
        tags.element,
      ),
    );
  }

  async replace(record, file) {
    const form = new FormData();
    form.append('file', file);
    form.append('key', record.key);
    form.append('imgPath', record.imgPath);
    form.append('tags', JSON.stringify(record.tags));
    const put = await call('PUT', '/images', { form });
    toast(t('replaced'));
    go('picture/' + put.id, {}, true);
  }

  async remove(record) {
    if (await confirm(t('delete.title', { count: 1, text: '1' }), record.key + ' — ' + t('delete.text'), t('delete.do', { count: 1, text: '1' }))) {
      await call('DELETE', '/images/' + record.id);
      toast(t('deleted', { count: 1, text: '1' }));
      go('library');
    }
  }
}

/** A patch that takes all tags away. */
function cleared(tags) {
  return Object.fromEntries(Object.keys(tags).map((name) => [name, null]));
}
