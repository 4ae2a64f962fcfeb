/** The one way to the server: every call goes to /v1, with the token, if there is one, in a header. */

const KEPT = 'likeness.token';
let token = sessionStorage.getItem(KEPT) ?? '';
let asking = null;
let askForToken = async () => '';
let base = '/v1';

/** What the server answered instead of what was asked for. */
export class Problem extends Error {
  constructor(status, detail, type = '') {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.type = type;
  }
}

/** What this session may do; read it after `connect`. */
export const access = { write: true, token: false };

/** Makes `ask(isWrong)` the way to a token: it answers what the visitor types. */
export function onTokenNeeded(ask) {
  askForToken = ask;
}

/** Works on the collection of this name from now on. */
export function useCollection(name) {
  base = name === '' || name === 'default' ? '/v1' : '/v1/collections/' + name;
}

/** Finds out what may be done; asks for the token where one is needed. */
export async function connect() {
  let answer = await call('GET', '/v1/access');
  while (answer.access === 'none') {
    await renewToken(false);
    answer = await call('GET', '/v1/access');
  }
  access.write = answer.access === 'all';
  access.token = answer.token;
}

/** Forgets the token. */
export function forget() {
  token = '';
  sessionStorage.removeItem(KEPT);
}

/** Sends a request and answers the parsed JSON, or null where there is none. `options`: json, form, params, signal. */
export async function call(method, path, options = {}) {
  const response = await send(method, path, options);
  return response.status === 204 ? null : response.json();
}

/** Sends a request and answers the bytes of its answer. */
export async function bytesOf(method, path, options = {}) {
  return (await send(method, path, options)).blob();
}

/** Reads events until the server ends them; `each` gets the data of every one. */
export async function events(path, signal, each) {
  const response = await send('GET', path, { signal, headers: { Accept: 'text/event-stream' } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const data = block.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim());
      if (data.length > 0) {
        each(JSON.parse(data.join('\n')));
      }
    }
  }
}

async function send(method, path, options) {
  for (;;) {
    const sent = token;
    const response = await once(method, path, options, sent);
    if (response.ok) {
      return response;
    }
    if (response.status !== 401) {
      throw await problem(response);
    }
    if (sent === token) {
      await renewToken(sent !== '');
    }
  }
}

async function once(method, path, options, withToken) {
  const headers = new Headers(options.headers);
  if (withToken !== '') {
    headers.set('Authorization', 'Bearer ' + withToken);
  }
  let body = options.form;
  if (options.json !== undefined) {
    headers.set('Content-Type', 'application/json');
    body = JSON.stringify(options.json);
  }
  const query = options.params ? '?' + options.params : '';
  const address = (path.startsWith('/v1') ? '' : base) + path + query;
  try {
    return await fetch(address, { method, headers, body, signal: options.signal, credentials: 'omit' });
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new Problem(0, '', 'unreachable');
  }
}

async function problem(response) {
  try {
    const body = await response.json();
    return new Problem(response.status, body.detail ?? '', body.type ?? '');
  } catch {
    return new Problem(response.status, response.statusText);
  }
}

/** Asks once, however many requests wait for the token. */
async function renewToken(isWrong) {
  asking ??= askForToken(isWrong).finally(() => (asking = null));
  token = await asking;
  sessionStorage.setItem(KEPT, token);
}

/** Shows the preview of a picture; with a token it is fetched, because a token has no place in an address. */
export async function showPreview(image, record, signal) {
  if (token === '') {
    image.src = record.preview;
    return;
  }
  const blob = await bytesOf('GET', record.preview, { signal });
  if (signal?.aborted) {
    return;
  }
  const address = URL.createObjectURL(blob);
  image.addEventListener('load', () => URL.revokeObjectURL(address), { once: true });
  image.src = address;
}

/** The middle of a preview as a square that a canvas can draw. */
export async function previewBitmap(id, side, signal) {
  const blob = await bytesOf('GET', '/images/' + id + '/preview', { signal });
  const whole = await createImageBitmap(blob);
  const shorter = Math.min(whole.width, whole.height);
  const left = (whole.width - shorter) / 2;
  const top = (whole.height - shorter) / 2;
  const square = await createImageBitmap(whole, left, top, shorter, shorter, {
    resizeWidth: side,
    resizeHeight: side,
    resizeQuality: 'medium',
  });
  whole.close();
  return square;
}
