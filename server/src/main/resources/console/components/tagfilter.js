import { h, fill } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';

/** The tags in an address: parameters "tag.NAME=VALUE", in order. */
export function tagsOf(params) {
  return [...params].filter(([name]) => name.startsWith('tag.')).map(([name, value]) => [name.slice(4), value]);
}

/** Those tags as a filter of a search: values of one tag are alternatives, different tags must all match. Null where there are none. */
export function filterOf(tags) {
  const values = new Map();
  tags.forEach(([name, value]) => values.set(name, [...(values.get(name) ?? []), value]));
  const parts = [...values].map(([tag, some]) => ({ tag, in: some }));
  return parts.length === 0 ? null : { and: parts };
}

/** The tags of pictures, most frequent first, without those that all of them have. */
export function tagsIn(records, most = 8) {
  const counts = new Map();
  for (const record of records) {
    for (const [name, value] of Object.entries(record.tags)) {
      const both = JSON.stringify([name, value]);
      counts.set(both, (counts.get(both) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count < records.length || counts.size <= 3)
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([both, count]) => ({ tag: JSON.parse(both), count }));
}

/** Chips of the tags that are filtered by and of some that could be, and a field for others. `changed(tags)` gets all that are on. */
export class TagFilter {
  constructor(changed) {
    this.changed = changed;
    this.tags = [];
    this.offered = [];
    this.chips = h('div', { class: 'chips' });
    this.input = h('input', { type: 'text', placeholder: t('tags.placeholder'), 'aria-label': t('tags.filter') });
    const submitted = (event) => {
      event.preventDefault();
      this.addTyped();
    };
    this.element = h(
      'div',
      { class: 'filters' },
      h(
        'div',
        { class: 'filter-field' },
        h('span', { class: 'label' }, t('tags.filter')),
        h('form', { onsubmit: submitted }, this.input, h('button', { class: 'button', 'aria-label': t('tags.add') }, icon('add'))),
      ),
      this.chips,
    );
  }

  /** Shows what is filtered by, and what `records` offer. */
  show(tags, records) {
    this.tags = tags;
    if (records.length > 0) {
      this.offered = tagsIn(records);
    }
    const isOn = ([name, value]) => this.tags.some((tag) => tag[0] === name && tag[1] === value);
    fill(
      this.chips,
      this.tags.map((tag) => this.chip(tag, true)),
      this.offered.filter(({ tag }) => !isOn(tag)).map(({ tag, count }) => this.chip(tag, false, count)),
    );
  }

  addTyped() {
    const [name, ...value] = this.input.value.split(/[=:：]/);
    if (name.trim() !== '' && value.length > 0) {
      this.input.value = '';
      this.changed([...this.tags, [name.trim(), value.join('=').trim()]]);
    } else if (name.trim() !== '') {
      this.input.setCustomValidity(t('tags.form'));
      this.input.reportValidity();
      this.input.addEventListener('input', () => this.input.setCustomValidity(''), { once: true });
    }
  }

  chip([name, value], isOn, count) {
    const others = this.tags.filter((tag) => tag[0] !== name || tag[1] !== value);
    return h(
      'button',
      {
        type: 'button',
        class: isOn ? 'chip on' : 'chip',
        'aria-pressed': String(isOn),
        onclick: () => this.changed(isOn ? others : [...this.tags, [name, value]]),
      },
      name + ': ' + value,
      isOn ? icon('close') : h('span', { class: 'quiet' }, String(count)),
    );
  }
}
