const SPACE = 'http://www.w3.org/2000/svg';

/** Outlines in a square of 24, drawn with lines. */
const PATHS = {
  search: 'M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l4.500 4.500',
  library: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  add: 'M12 5v14M5 12h14',
  overview: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  map: 'M6 7.500a1.500 1.500 0 1 0 .01 0zM17 5a1.500 1.500 0 1 0 .01 0zM10.500 13a1.500 1.500 0 1 0 .01 0zM18 15.500a1.500 1.500 0 1 0 .01 0zM6 18a1.500 1.500 0 1 0 .01 0z',
  duplicates: 'M8 8h12v12H8zM16 8V4H4v12h4',
  close: 'M6 6l12 12M18 6L6 18',
  image: 'M4 5h16v14H4zM8.500 9.500a1 1 0 1 0 .01 0zM5 17l5-5 3.500 3.500L16 13l3.500 4',
  camera: 'M4 8h3.500l1.500-2.500h6L16.500 8H20v11H4zM12 10.200a3.200 3.200 0 1 0 .01 0z',
  link: 'M10 14a4 4 0 0 0 5.700.300l3-3a4 4 0 0 0-5.700-5.700l-1.200 1.200M14 10a4 4 0 0 0-5.700-.300l-3 3a4 4 0 0 0 5.700 5.700l1.200-1.200',
  similar: 'M4 4h11v11H4zM9 18v2h11V9h-2',
  trash: 'M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13M10.500 11v5.500M13.500 11v5.500',
  tag: 'M4 4h8l8 8-8 8-8-8zM8 8h.01',
  download: 'M12 4v11M7.500 11L12 15.500 16.500 11M5 20h14',
  crop: 'M7 3v14h14M3 7h14v14',
  folder: 'M3.500 6h6l2 2.500h9V19h-17z',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  server: 'M4 5h16v6H4zM4 13h16v6H4zM8 8h.01M8 16h.01',
  sparkles: 'M12 4l1.800 5.200L19 11l-5.200 1.800L12 18l-1.800-5.200L5 11l5.200-1.800zM19 4v3M17.500 5.500h3',
  sun: 'M12 8.500a3.500 3.500 0 1 0 .01 0zM12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600L7 7M17 17l1.400 1.400M5.600 18.400L7 17M17 7l1.400-1.400',
  moon: 'M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  retry: 'M5 12a7 7 0 1 1 2 5M5 20v-4h4',
  warning: 'M12 4l9 16H3zM12 10v4.500M12 17.500h.01',
  open: 'M13 4h7v7M20 4l-9 9M18 14v6H4V6h6',
  minus: 'M5 12h14',
  home: 'M4 11l8-7 8 7v9h-6v-6h-4v6H4z',
  back: 'M14 6l-6 6 6 6',
};

/** A picture of a thing; it says nothing to those who listen. */
export function icon(name) {
  const svg = document.createElementNS(SPACE, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SPACE, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
