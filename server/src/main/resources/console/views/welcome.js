import { h, fill } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { access, call } from '../api.js';
import { href } from '../router.js';
import { notice, plain } from '../components/notice.js';
import { announce } from '../dom.js';

const AGAIN_MILLIS = 400;

/** What a library that is still empty shows: three ways to begin. `done()` is called when there are pictures. */
export async function welcome(done) {
  const title = h('header', { class: 'page-head' }, h('h1', { tabindex: '-1' }, t('welcome.title')));
  if (!access.write) {
    return h('div', {}, title, notice('image', t('welcome.empty'), t('welcome.readonly')));
  }
  return h(
    'div',
    { class: 'stack' },
    h('div', {}, h('h1', { tabindex: '-1' }, t('welcome.title')), h('p', { class: 'quiet' }, t('welcome.text'))),
    h(
      'div',
      { class: 'ways' },
      samplesWay(done),
      way('image', 'welcome.own', h('a', { class: 'button', href: href('add', { from: 'files' }) }, icon('add'), t('welcome.own.do'))),
      way('server', 'welcome.folder', h('a', { class: 'button', href: href('add', { from: 'folder' }) }, icon('folder'), t('welcome.folder.do'))),
    ),
  );
}

function way(name, text, ...action) {
  return h('section', { class: 'card way' }, icon(name), h('h2', {}, t(text)), h('p', { class: 'quiet' }, t(text + '.text')), action);
}

function samplesWay(done) {
  const bar = h('div', {});
  const state = h('p', { class: 'small quiet', role: 'status' });
  const progress = h('div', { class: 'progress', hidden: true }, bar);
  const begin = async () => {
    button.disabled = true;
    progress.hidden = false;
    try {
      let samples = await call('POST', '/samples');
      while (samples.state === 'running') {
        bar.style.width = (100 * samples.finished) / samples.total + '%';
        state.textContent = t('samples.progress', samples);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
        samples = await call('GET', '/samples');
      }
      if (samples.failed > 0) {
        fill(state, h('span', { class: 'bad' }, t('samples.failed', samples) + ' ' + (samples.problem ?? '')));
        button.disabled = false;
      }
      if (samples.finished > samples.failed) {
        announce(t('samples.done'));
        done();
      }
    } catch (problem) {
      fill(state, h('span', { class: 'bad' }, plain(problem)));
      button.disabled = false;
    }
  };
  const button = h('button', { type: 'button', class: 'button first', onclick: begin }, icon('sparkles'), t('welcome.samples.do'));
  return way('sparkles', 'welcome.samples', progress, state, button);
}
