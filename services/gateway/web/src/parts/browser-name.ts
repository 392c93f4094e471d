const BROWSERS: readonly [string, RegExp][] = [
  ["Edge", /\bEdg(e|A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Samsung Internet", /SamsungBrowser\//],
  ["Firefox", /(Firefox|FxiOS)\//],
  ["Chrome", /(Chrome|CriOS|Chromium)\//],
  ["Safari", /Safari\//],
];
const SYSTEMS: readonly [string, RegExp][] = [
  ["Android", /Android/],
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Windows", /Windows/],
  ["Mac", /Mac OS X|Macintosh/],
  ["Linux", /Linux|X11/],
];

/** Firefox, Linux: what a browser calls itself, as people call it. Whatever is unknown stays as it is. */
export function browserName(userAgent: string): string {
  const first = (names: readonly [string, RegExp][]) => names.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const found = [first(BROWSERS), first(SYSTEMS)].filter(Boolean);
  return found.join(", ") || userAgent;
}
