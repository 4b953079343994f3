/**
 * Data for the server's rendering only. No page runs the framework in the browser, yet the framework would encode everything that a
 * loader returns for it; what is not enumerable it passes by. Use it where the data is large (docs/decisions/0003).
 */
export function renderOnly<Data extends object>(data: Data): Data {
  const hidden = Object.entries(data).map(([name, value]) => [name, { value, enumerable: false }] as const)
  return Object.defineProperties({}, Object.fromEntries(hidden)) as Data
}
