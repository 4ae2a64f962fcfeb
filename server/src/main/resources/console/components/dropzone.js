import { h } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../i18n.js';
import { searchFile, searchText } from '../intake.js';
import { photograph } from './camera.js';
import { toast } from './toast.js';

/** A button that opens the system's choice of files. */
export function chooseButton(text, properties, chosen, className = 'button first') {
  const input = h('input', { type: 'file', class: 'unseen', tabindex: '-1', 'aria-hidden': 'true', ...properties });
  input.addEventListener('change', () => {
    if (input.files.length > 0) {
      chosen([...input.files]);
    }
    input.value = '';
  });
  return [input, h('button', { type: 'button', class: className, onclick: () => input.click() }, icon(properties.webkitdirectory ? 'folder' : 'image'), text)];
}

/** The ways to give a picture to search with. */
export function queryButtons(className = 'button first') {
  const snap = async () => {
    const photo = await photograph();
    if (photo !== null) {
      searchFile(photo);
    }
  };
  return [
    chooseButton(t('choose'), { accept: 'image/*', 'data-role': 'query' }, ([file]) => searchFile(file), className),
    h('button', { type: 'button', class: 'button', onclick: snap }, icon('camera'), t('photograph')),
  ];
}

/** The field for the address of a picture. */
export function addressForm() {
  const input = h('input', { type: 'url', placeholder: 'https://…', 'aria-label': t('address'), autocomplete: 'off' });
  const submitted = (event) => {
    event.preventDefault();
    if (!searchText(input.value)) {
      toast(t('address.wrong'), true);
    }
  };
  return h('form', { onsubmit: submitted, novalidate: true }, input, h('button', { class: 'button' }, t('search')));
}

/** The place that says: show me a picture. */
export function hero() {
  return h(
    'section',
    { class: 'hero' },
    icon('image'),
    h('h1', { tabindex: '-1' }, t('hero.title')),
    h('p', {}, t('hero.text')),
    h('div', { class: 'row' }, queryButtons()),
    h('div', { class: 'or' }, t('or')),
    addressForm(),
  );
}
