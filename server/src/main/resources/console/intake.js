import { go } from './router.js';
import { remember } from './queries.js';

/** Searches with a file. */
export function searchFile(file) {
  go('search', { q: remember(file) });
}

/** Searches with what a text says: an address of a picture, or a picture in base64. False where it is neither. */
export function searchText(text) {
  const address = text.trim().split(/\s+/)[0] ?? '';
  if (/^https?:\/\/\S+$/i.test(address)) {
    go('search', { url: address });
    return true;
  }
  const data = /^data:(image\/[\w.+-]+);base64,([A-Za-z0-9+/=]+)$/.exec(address);
  if (data === null) {
    return false;
  }
  const bytes = Uint8Array.from(atob(data[2]), (character) => character.charCodeAt(0));
  searchFile(new Blob([bytes], { type: data[1] }));
  return true;
}

/** Whether a drag brings something to search with or to add. */
export function brings(transfer) {
  return ['Files', 'text/uri-list'].some((type) => [...(transfer?.types ?? [])].includes(type));
}

/** Searches with what was dropped or pasted; false where there is nothing to search with. */
export function searchTransfer(transfer) {
  const file = [...transfer.files].find((each) => each.type.startsWith('image/') || each.type === '');
  if (file !== undefined) {
    searchFile(file);
    return true;
  }
  const picture = /<img[^>]+src="([^"]+)"/i.exec(transfer.getData('text/html'));
  const texts = [picture?.[1]?.replaceAll('&amp;', '&') ?? '', transfer.getData('text/uri-list'), transfer.getData('text/plain')];
  return texts.some((text) => text !== '' && searchText(text));
}

/** The files of a drop, folders opened; each with its path within what was dropped. */
export async function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry);
  if (entries.length === 0) {
    return [...transfer.files].map((file) => ({ file, path: file.name }));
  }
  const found = [];
  for (const entry of entries) {
    await collect(entry, found);
  }
  return found;
}

async function collect(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, path: entry.fullPath.replace(/^\//, '') });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // A reader answers a part of a large folder at a time, in the end none.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      return;
    }
    for (const each of some) {
      await collect(each, found);
    }
  }
}
