import { previewBitmap } from '../api.js';

const SIDE = 96;
const KEPT = 700;
const AT_ONCE = 8;

/** Small pictures for a canvas, fetched as they are asked for; those that were not wanted for longest are forgotten. */
export class Thumbnails {
  constructor(arrived) {
    this.arrived = arrived;
    this.bitmaps = new Map();
    this.wanted = [];
    this.running = 0;
    this.stopping = new AbortController();
  }

  /** The picture of that id, or undefined where it is not there yet; null where there is none. */
  get(id) {
    const bitmap = this.bitmaps.get(id);
    if (bitmap !== undefined) {
      this.bitmaps.delete(id);
      this.bitmaps.set(id, bitmap);
    }
    return bitmap;
  }

  /** Fetches these, and gives up what was asked for before and has not begun. */
  want(ids) {
    this.wanted = ids;
    this.next();
  }

  close() {
    this.stopping.abort();
    this.wanted = [];
    this.bitmaps.forEach((bitmap) => bitmap?.close());
    this.bitmaps.clear();
  }

  next() {
    while (this.running < AT_ONCE && this.wanted.length > 0) {
      const id = this.wanted.shift();
      if (!this.bitmaps.has(id)) {
        this.fetch(id);
      }
    }
  }

  async fetch(id) {
    this.running++;
    // Taken as given, so that it is not fetched twice.
    this.bitmaps.set(id, undefined);
    try {
      this.bitmaps.set(id, await previewBitmap(id, SIDE, this.stopping.signal));
    } catch {
      // Deleted since the map was made.
      this.bitmaps.set(id, null);
    }
    this.running--;
    if (!this.stopping.signal.aborted) {
      this.forget();
      this.arrived();
      this.next();
    }
  }

  forget() {
    for (const [id, bitmap] of this.bitmaps) {
      if (this.bitmaps.size <= KEPT) {
        return;
      }
      bitmap?.close();
      this.bitmaps.delete(id);
    }
  }
}
