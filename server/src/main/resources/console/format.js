import { language } from './i18n.js';

/** A number as the language writes it. */
export function number(value, digits = 0) {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value);
}

/** A similarity as it is shown everywhere. */
export function score(value) {
  return value.toFixed(2);
}

/** Bytes in the largest unit that leaves a number of at least 1. */
export function bytes(value) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let amount = value;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return number(amount, amount < 10 && unit > 0 ? 1 : 0) + ' ' + units[unit];
}

/** A point in time. */
export function time(text) {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(text));
}

/** A span of seconds, as "1:02:03" or "2:03". */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? hours + ':' + String(minutes).padStart(2, '0') + ':' + rest : minutes + ':' + rest;
}

/** Milliseconds. */
export function millis(value) {
  return number(value, value < 10 ? 1 : 0) + ' ms';
}

/** A share as a percentage; a little less than all is not all. */
export function percent(share) {
  return number(share < 1 ? Math.min(99, Math.round(share * 100)) : 100) + ' %';
}
