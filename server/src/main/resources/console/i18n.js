import { en } from './i18n/en.js';
import { zh } from './i18n/zh.js';

const LANGUAGES = { en, zh };
const KEPT = 'likeness.language';

const chosen = localStorage.getItem(KEPT);
const wanted = [chosen, ...navigator.languages].filter((tag) => tag !== null).map((tag) => tag.slice(0, 2).toLowerCase());
let current = wanted.find((tag) => tag in LANGUAGES) ?? 'en';

/** The language that is shown: "en" or "zh". */
export function language() {
  return current === 'zh' ? 'zh-CN' : 'en';
}

/** Changes the language and keeps the choice. */
export function choose(tag) {
  current = tag;
  localStorage.setItem(KEPT, tag);
  document.documentElement.lang = language();
}

/** The text of that name; `values` go into its gaps. A text that is missing shows its name. */
export function t(name, values) {
  const text = LANGUAGES[current][name] ?? en[name] ?? name;
  return typeof text === 'function' ? text(values) : text;
}

document.documentElement.lang = language();
