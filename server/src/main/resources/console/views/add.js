import { h, fill } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { access, call } from '../api.js';
import { note } from '../router.js';
import { chooseButton } from '../components/dropzone.js';
import { notice, plain } from '../components/notice.js';
import { UploadCard } from '../components/uploadcard.js';
import { ImportList } from '../components/importlist.js';
import { uploads } from '../uploads.js';

const WAYS = { files: 'image', urls: 'list', folder: 'server' };

/** The page to add pictures: files from here, a list of addresses, or a folder of the server's. */
export class AddView {
  constructor(root) {
    this.root = root;
    if (!access.write) {
      fill(root, h('h1', { tabindex: '-1' }, t('add')), notice('warning', t('readonly'), t('readonly.text')));
      return;
    }
    this.uploadCard = new UploadCard();
    this.imports = new ImportList();
    this.way = h('div', {});
    this.tabs = h('div', { class: 'tabs', role: 'group', 'aria-label': t('add.how') });
    this.keyFrom = h('select', {}, ['name', 'relative-path', 'digest'].map((each) => h('option', { value: each }, t('key.' + each))));
    this.tags = h('input', { type: 'text', placeholder: t('add.tags.placeholder') });
    fill(
      root,
      h(
        'div',
        { class: 'stack' },
        h('header', { class: 'page-head' }, h('h1', { tabindex: '-1' }, t('add.title'))),
        this.tabs,
        this.way,
        h(
          'div',
          { class: 'two' },
          h('label', { class: 'field' }, h('span', {}, t('add.key')), this.keyFrom),
          h('label', { class: 'field' }, h('span', {}, t('add.tags')), this.tags),
        ),
        this.uploadCard.element,
        this.imports.element,
      ),
    );
  }

  show(route) {
    const from = route.params.get('from') ?? 'files';
    if (access.write) {
      this.choose(from in WAYS ? from : 'files');
    }
    return t('add');
  }

  dispose() {
    this.uploadCard?.close();
    this.imports?.close();
  }

  choose(from) {
    fill(
      this.tabs,
      Object.entries(WAYS).map(([name, image]) =>
        h(
          'button',
          {
            type: 'button',
            class: 'button',
            'aria-pressed': String(name === from),
            onclick: () => {
              note('add', { from: name });
              this.choose(name);
              this.tabs.children[Object.keys(WAYS).indexOf(name)].focus();
            },
          },
          icon(image),
          t('add.' + name),
        ),
      ),
    );
    const build = { files: () => this.filesWay(), urls: () => this.urlsWay(), folder: () => this.folderWay() };
    fill(this.way, build[from]());
  }

  /** Sends files; also what is dropped on the page. */
  take(files) {
    const pictures = files.filter(({ file }) => file.type === '' || file.type.startsWith('image/'));
    if (pictures.length > 0) {
      uploads.add(pictures, { keyFrom: this.keyFrom.value, tags: this.readTags() });
    }
  }

  /** The tags that are typed, as "name=value, name=value". */
  readTags() {
    const typed = this.tags.value.split(/[,，;]/).map((each) => each.split(/[=:：]/)).filter(([name, ...value]) => name.trim() !== '' && value.length > 0);
    return Object.fromEntries(typed.map(([name, ...value]) => [name.trim(), value.join('=').trim()]));
  }

  filesWay() {
    const one = (files) => this.take(files.map((file) => ({ file, path: file.webkitRelativePath || file.name })));
    return h(
      'div',
      { class: 'hero small-hero' },
      icon('image'),
      h('h2', {}, t('add.drop')),
      h('p', {}, t('add.drop.text')),
      h(
        'div',
        { class: 'row' },
        chooseButton(t('add.choose'), { accept: 'image/*', multiple: true, 'data-role': 'files' }, one),
        chooseButton(t('add.choose.folder'), { webkitdirectory: true, 'data-role': 'folder' }, one, 'button'),
      ),
    );
  }

  urlsWay() {
    const list = h('textarea', { placeholder: 'https://example.com/1.jpg\nhttps://example.com/2.jpg', required: true });
    return this.form(
      h('label', { class: 'field' }, h('span', {}, t('add.urls.label')), list),
      t('add.urls.do'),
      async () => {
        const urls = list.value.split(/\s+/).filter((line) => line !== '');
        const lines = urls.map((url) => JSON.stringify({ url }));
        const form = new FormData();
        form.append('file', new Blob([lines.join('\n') + '\n'], { type: 'application/jsonl' }), 'urls.jsonl');
        form.append('key_from', this.keyFrom.value);
        form.append('tags', JSON.stringify(this.readTags()));
        const started = await call('POST', '/imports', { form });
        list.value = '';
        return started;
      },
    );
  }

  folderWay() {
    const path = h('input', { type: 'text', placeholder: '/pictures/2024', required: true, autocomplete: 'off', spellcheck: 'false' });
    return this.form(
      [h('label', { class: 'field' }, h('span', {}, t('add.folder.label')), path), h('p', { class: 'quiet small' }, t('add.folder.text'))],
      t('add.folder.do'),
      () => call('POST', '/imports', { json: { path: path.value.trim(), key_from: this.keyFrom.value, tags: this.readTags() } }),
    );
  }

  /** A form that starts an import of the server's. */
  form(fields, text, start) {
    const problem = h('p', { class: 'bad', role: 'alert', hidden: true });
    const button = h('button', { class: 'button first' }, icon('add'), text);
    const submitted = async (event) => {
      event.preventDefault();
      button.disabled = true;
      problem.hidden = true;
      try {
        this.imports.begin(await start());
      } catch (failure) {
        problem.textContent = plain(failure);
        problem.hidden = false;
      } finally {
        button.disabled = false;
      }
    };
    return h('form', { class: 'card stack', onsubmit: submitted }, fields, problem, h('div', {}, button));
  }
}
