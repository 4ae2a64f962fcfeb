import { h, fill } from './dom.js';
import { t, language, choose } from './i18n.js';
import { icon } from './icons.js';
import { access, call, connect, forget, onTokenNeeded, useCollection } from './api.js';
import { href, parse, start, stayIn } from './router.js';
import { askToken } from './components/dialog.js';
import { failed } from './components/notice.js';
import { brings, searchTransfer, filesOf } from './intake.js';
import { uploads } from './uploads.js';
import { SearchView } from './views/search.js';
import { LibraryView } from './views/library.js';
import { PictureView } from './views/picture.js';
import { AddView } from './views/add.js';
import { OverviewView } from './views/overview.js';
import { MapView } from './views/map.js';
import { DuplicatesView } from './views/duplicates.js';
import { toast } from './components/toast.js';

const VIEWS = { search: SearchView, library: LibraryView, picture: PictureView, add: AddView, overview: OverviewView, map: MapView, duplicates: DuplicatesView };
const PAGES = ['search', 'library', 'map', 'duplicates', 'add', 'overview'];

let view = null;
let shown = '';
let collection = '';
let collections = [];

/** The frame: navigation, the page, and where things are said. */
function frame() {
  const main = h('main', { class: 'page', id: 'page' });
  const pages = PAGES.filter((name) => name !== 'add' || access.write);
  fill(
    document.getElementById('app'),
    h('a', { class: 'skip', href: '#page', onclick: (event) => {
      event.preventDefault();
      main.querySelector('h1')?.focus();
    } }, t('skip')),
    h(
      'div',
      { class: 'shell' },
      h(
        'header',
        { class: 'side' },
        h('a', { class: 'brand', href: '#/' }, h('img', { src: '/console/icon.svg', alt: '' }), h('span', {}, 'Likeness')),
        collectionChoice(),
        h('nav', { class: 'nav', 'aria-label': t('nav') }, pages.map((name) => h('a', { href: href(name), data: { page: name } }, icon(name), t(name)))),
        h('div', { class: 'side-end' }, workingLink(), preferences()),
      ),
      main,
    ),
    h('div', { class: 'toasts', id: 'toasts' }),
    h('div', { class: 'unseen', id: 'announcer', 'aria-live': 'polite' }),
  );
}

/** Which pictures all pages are about, where there is more than one collection. */
function collectionChoice() {
  if (collections.length < 2) {
    return null;
  }
  const options = collections.map(({ name }) => h('option', { value: name === 'default' ? '' : name }, name));
  const choice = h('select', { 'aria-label': t('collection'), class: 'collection', value: collection, onchange: () => {
    stayIn(choice.value);
    location.hash = href(parse(location.hash).name === 'picture' ? 'library' : parse(location.hash).name);
  } }, options);
  choice.value = collection;
  return choice;
}

/** Makes the pages be about another collection. */
function enter(name) {
  collection = name;
  stayIn(name);
  useCollection(name);
  view?.dispose();
  view = null;
  frame();
}

/** Says on every page that pictures are on their way. */
function workingLink() {
  const text = h('span', { class: 'numeric' });
  const link = h('a', { class: 'working', href: href('add'), hidden: true }, text);
  uploads.addEventListener('change', () => {
    link.hidden = !uploads.isRunning;
    text.textContent = t('uploads.working', { done: uploads.finished, total: uploads.total });
  });
  return link;
}

function preferences() {
  const other = language() === 'en' ? 'zh' : 'en';
  const switchTo = () => {
    choose(other);
    rebuild();
  };
  const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const theme = h('button', { type: 'button', class: 'button bare only-icon', 'aria-label': t('theme') });
  const drawTheme = () => fill(theme, icon(isDark() ? 'sun' : 'moon'));
  theme.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    localStorage.setItem('likeness.theme', next);
    drawTheme();
  });
  drawTheme();
  const leave = h('button', { type: 'button', class: 'button bare', onclick: () => {
    forget();
    location.reload();
  } }, t('token.forget'));
  return [
    h('div', { class: 'row' }, h('button', { type: 'button', class: 'button bare', lang: other === 'zh' ? 'zh-CN' : 'en', onclick: switchTo }, other === 'zh' ? '中文' : 'English'), theme),
    access.token ? leave : null,
    h('a', { class: 'docs small', href: '/docs', target: '_blank' }, t('docs')),
  ];
}

/** Builds everything anew, in another language. */
function rebuild() {
  view?.dispose();
  view = null;
  frame();
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function show(route, wasHere) {
  if (route.collection !== collection) {
    enter(route.collection);
  }
  const name = route.name in VIEWS ? route.name : 'search';
  const isNew = name !== shown || view === null;
  if (isNew) {
    view?.dispose();
    const root = h('div', { class: 'stack-page' });
    fill(document.getElementById('page'), root);
    view = new VIEWS[name](root);
    const wasEmpty = shown === '';
    shown = name;
    document.querySelectorAll('.nav a').forEach((link) => {
      const isHere = link.dataset.page === name;
      isHere ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
    });
    document.title = view.show(route, wasHere) + ' · Likeness';
    if (!wasEmpty) {
      root.querySelector('h1')?.focus({ preventScroll: true });
    }
  } else {
    document.title = view.show(route, wasHere) + ' · Likeness';
  }
}

/** A picture may be dropped or pasted anywhere. */
function takePictures() {
  const over = h('div', { class: 'drop-over', hidden: true }, icon('image'), h('span', {}));
  document.body.append(over);
  let depth = 0;
  const isAdding = () => shown === 'add' && access.write;
  const hide = () => {
    depth = 0;
    over.hidden = true;
  };
  document.addEventListener('dragenter', (event) => {
    if (brings(event.dataTransfer)) {
      depth++;
      over.lastChild.textContent = isAdding() ? t('drop.add') : t('drop.search');
      over.hidden = false;
    }
  });
  document.addEventListener('dragleave', () => {
    if (--depth <= 0) {
      hide();
    }
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', async (event) => {
    event.preventDefault();
    hide();
    if (isAdding() && event.dataTransfer.files.length > 0) {
      view.take(await filesOf(event.dataTransfer));
    } else if (!searchTransfer(event.dataTransfer)) {
      toast(t('drop.nothing'), true);
    }
  });
  document.addEventListener('paste', (event) => {
    const isTyping = event.target.closest?.('input, textarea') !== null && event.clipboardData.files.length === 0;
    if (!isTyping && !document.querySelector('dialog') && searchTransfer(event.clipboardData)) {
      event.preventDefault();
    }
  });
}

async function begin() {
  onTokenNeeded(askToken);
  try {
    await connect();
    collections = (await call('GET', '/v1/collections')).collections;
  } catch (problem) {
    const again = h('button', { type: 'button', class: 'button first', onclick: () => location.reload() }, icon('retry'), t('again'));
    fill(document.getElementById('app'), h('main', { class: 'page' }, h('h1', { class: 'unseen' }, 'Likeness'), failed(problem, again)));
    return;
  }
  frame();
  takePictures();
  start(show);
}

begin();
