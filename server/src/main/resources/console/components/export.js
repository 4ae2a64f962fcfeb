const FIELDS = ['id', 'key', 'imgPath', 'width', 'height', 'type', 'digest', 'added', 'original'];

/** Records as CSV (RFC 4180) with a column for every tag. */
export function csv(records) {
  const tags = [...new Set(records.flatMap((record) => Object.keys(record.tags)))].sort();
  const lines = records.map((record) => [...FIELDS.map((field) => record[field] ?? ''), ...tags.map((tag) => record.tags[tag] ?? '')]);
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  return '\ufeff' + [[...FIELDS, ...tags.map((tag) => 'tag.' + tag)], ...lines].map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** A cell that no spreadsheet takes for a formula. */
function cell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\r\n']/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}
