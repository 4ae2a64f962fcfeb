import { call } from './api.js';

const AT_ONCE = 4;
const TELL_MILLIS = 150;
/** Over how long the pictures a second are counted. */
const WINDOW_MILLIS = 15_000;

/**
 * The pictures that this page sends to the server, on whatever page the visitor is meanwhile. Tells of changes with the event "change", a few times a
 * second.
 */
class Uploads extends EventTarget {
  constructor() {
    super();
    this.reset();
    window.addEventListener('beforeunload', (event) => {
      if (this.isRunning) {
        event.preventDefault();
      }
    });
  }

  /** Forgets what is done. */
  reset() {
    this.items = [];
    this.next = 0;
    this.running = 0;
    this.counts = { added: 0, known: 0, failed: 0 };
    this.ended = [];
    this.isStopped = false;
    this.tell();
  }

  get total() {
    return this.items.length;
  }

  get finished() {
    return this.counts.added + this.counts.known + this.counts.failed;
  }

  get isRunning() {
    return this.running > 0 || (this.next < this.items.length && !this.isStopped);
  }

  get failures() {
    return this.items.filter((item) => item.state === 'failed');
  }

  /** Pictures a second, lately. */
  get rate() {
    const now = performance.now();
    this.ended = this.ended.filter((at) => now - at < WINDOW_MILLIS);
    const since = Math.min(WINDOW_MILLIS, now - this.begun);
    return since < 500 ? 0 : (this.ended.length * 1000) / since;
  }

  /** Seconds until all is done, or null where that cannot be said. */
  get secondsLeft() {
    return this.rate > 0 ? (this.total - this.finished) / this.rate : null;
  }

  /** Sends files. `settings`: {keyFrom, tags}. */
  add(files, settings) {
    if (!this.isRunning) {
      this.begun = performance.now();
      this.ended = [];
    }
    this.isStopped = false;
    this.items.push(...files.map(({ file, path }) => ({ file, path, settings, state: 'waiting', reason: '' })));
    this.fill();
  }

  /** Sends those again that failed. */
  retry() {
    const again = this.failures;
    this.items = this.items.filter((item) => item.state !== 'failed');
    this.next -= again.length;
    this.counts.failed = 0;
    this.add(again, again[0]?.settings);
  }

  /** Sends nothing more; what is on its way arrives. */
  stop() {
    this.isStopped = true;
    this.items.length = this.next;
    this.tell();
  }

  fill() {
    while (this.running < AT_ONCE && this.next < this.items.length && !this.isStopped) {
      this.send(this.items[this.next++]);
    }
    this.tell();
  }

  async send(item) {
    this.running++;
    item.state = 'sending';
    try {
      const form = new FormData();
      form.append('file', item.file);
      const key = keyOf(item);
      if (key !== '') {
        form.append('key', key);
      }
      form.append('tags', JSON.stringify(item.settings.tags));
      const { created } = await call('POST', '/images', { form });
      item.state = created ? 'added' : 'known';
    } catch (problem) {
      item.state = 'failed';
      item.reason = problem.message === '' ? problem.type : problem.message;
    }
    item.file = item.state === 'failed' ? item.file : null;
    this.counts[item.state]++;
    this.running--;
    this.ended.push(performance.now());
    this.fill();
  }

  tell() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.dispatchEvent(new Event('change'));
    }, TELL_MILLIS);
  }
}

function keyOf({ path, settings }) {
  switch (settings.keyFrom) {
    case 'relative-path':
      return path;
    case 'name':
      return path.split('/').pop();
    default:
      return '';
  }
}

export const uploads = new Uploads();
