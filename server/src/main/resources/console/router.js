/** Pages have addresses in the fragment, `#/library?order=oldest`, so that every one of them can be shared and needs no more of the server. */

const scrolls = new Map();
let visits = 0;
let shown = 0;
let collection = '';
/** Where a visitor who comes back shall be, until the page is long enough for that. */
let wanted = null;

/** The page of an address: its parts and its parameters. */
export function parse(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split('?', 2);
  const parts = path.split('/').filter((part) => part !== '');
  const params = new URLSearchParams(query ?? '');
  const of = params.get('c') ?? '';
  params.delete('c');
  return { name: parts[0] ?? 'search', rest: parts.slice(1), params, collection: of };
}

/** Makes all addresses be about the collection of this name; empty for the default one. */
export function stayIn(name) {
  collection = name;
}

/** The address of a page; parameters that are null or empty are left out. */
export function href(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of params instanceof URLSearchParams ? params : Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') {
      query.append(name, value);
    }
  }
  if (collection !== '') {
    query.set('c', collection);
  }
  const text = query.toString();
  return '#/' + path + (text === '' ? '' : '?' + text);
}

/** Goes to a page; with `replace` the page before is left out of the history. */
export function go(path, params, replace = false) {
  const address = href(path, params);
  if (replace) {
    history.replaceState(history.state, '', address);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = address;
  }
}

/** Changes the address to say what the page shows now, without showing it anew. */
export function note(path, params) {
  history.replaceState(history.state, '', href(path, params));
}

/** Calls `show(route, wasHere)` now and whenever the address changes; `wasHere` where the visitor comes back. */
export function start(show) {
  history.scrollRestoration = 'manual';
  const changed = () => {
    const known = history.state?.visit;
    if (known !== undefined && known === shown) {
      show(parse(location.hash), false);
      return;
    }
    const isBack = known !== undefined && scrolls.has(known);
    shown = known ?? Date.now() * 1000 + visits++;
    if (known === undefined) {
      history.replaceState({ visit: shown }, '');
    }
    wanted = isBack ? scrolls.get(known) : null;
    show(parse(location.hash), isBack);
    if (!isBack) {
      window.scrollTo(0, 0);
    }
  };
  window.addEventListener('hashchange', changed);
  const scrolled = () => {
    // Before that, the browser scrolls because the page is short.
    if (wanted === null) {
      scrolls.set(shown, window.scrollY);
    }
  };
  window.addEventListener('scroll', scrolled, { passive: true });
  scrolls.set(shown, 0);
  changed();
}

/** Scrolls to where the visitor was; for a page that has become as long as it was. */
export function restoreScroll() {
  window.scrollTo(0, wanted ?? 0);
  wanted = null;
}
