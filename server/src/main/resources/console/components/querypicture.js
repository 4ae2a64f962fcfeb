import { h } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { bytesOf, call, showPreview, Problem } from '../api.js';
import { recall } from '../queries.js';
import { preview } from './tile.js';
import { RegionBox } from './regionbox.js';

/** The picture that is searched with, and the box on it. `changed(region)` is called when another part is wanted. */
export class QueryPicture {
  constructor(changed) {
    this.shown = '';
    this.image = h('img', { alt: t('query') });
    this.box = new RegionBox(this.image, changed);
    this.part = h('button', { type: 'button', class: 'button', onclick: () => this.box.showMiddle() }, icon('crop'), t('region.part'));
    this.whole = h('button', { type: 'button', class: 'button', onclick: () => this.box.clear() }, icon('close'), t('region.clear'));
    this.hint = h('p', { class: 'quiet small hint' }, t('region.hint'));
    this.element = h('div', { class: 'stack' }, h('div', { class: 'query' }, this.box.element), this.hint, h('div', { class: 'row' }, this.part, this.whole));
  }

  /** Shows the picture that an address asks for. */
  async show(query, signal) {
    const wanted = JSON.stringify([query.id, query.q, query.url]);
    if (wanted !== this.shown) {
      this.image.removeAttribute('src');
      await this.load(query, signal);
      this.shown = wanted;
    }
    this.box.show(query.region);
    this.whole.hidden = query.region === null;
    this.part.hidden = query.region !== null;
  }

  async load(query, signal) {
    this.record = null;
    if (query.id !== null) {
      const record = await call('GET', '/images/' + encodeURIComponent(query.id), { signal });
      this.image.alt = t('query') + ': ' + record.key;
      await showPreview(this.image, record, signal);
      this.record = record;
    } else if (query.q !== null) {
      const blob = recall(query.q);
      if (blob === undefined) {
        throw new Problem(0, '', 'forgotten');
      }
      this.image.alt = t('query') + (blob.name ? ': ' + blob.name : '');
      await this.showBlob(blob, async () => {
        const form = new FormData();
        form.append('file', blob);
        return bytesOf('POST', '/preview', { form, signal });
      });
    } else {
      this.image.alt = t('query') + ': ' + query.url;
      await this.showBlob(await bytesOf('POST', '/preview', { json: { url: query.url }, signal }));
    }
  }

  /** Shows bytes; those that the browser does not understand, as TIFF, are shown as the server reads them. */
  async showBlob(blob, otherwise) {
    if (this.address) {
      URL.revokeObjectURL(this.address);
    }
    this.address = URL.createObjectURL(blob);
    this.image.src = this.address;
    try {
      await this.image.decode();
    } catch (e) {
      if (otherwise === undefined) {
        throw e;
      }
      await this.showBlob(await otherwise());
    }
  }

  /** The picture once more, for another place. */
  again() {
    return this.record ? preview(this.record, undefined, t('query')) : h('img', { src: this.address, alt: t('query'), draggable: 'false' });
  }

  /** What a search sends. */
  body(query, filter, limit) {
    const rest = { limit };
    if (filter !== null) {
      rest.filter = filter;
    }
    if (query.region !== null) {
      rest.region = query.region;
    }
    if (query.q === null) {
      return { json: { ...(query.id === null ? { url: query.url } : { id: query.id }), ...rest } };
    }
    const form = new FormData();
    form.append('file', recall(query.q));
    Object.entries(rest).forEach(([name, value]) => form.append(name, typeof value === 'object' ? JSON.stringify(value) : value));
    return { form };
  }
}
