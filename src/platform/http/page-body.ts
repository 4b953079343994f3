/**
 * The text of a rendered page, beside its response. Inside the response it would be copied and encoded again by everything that looks at
 * it; processes/web.ts compresses this text and writes it once.
 */
export const pageBodies = new WeakMap<Response, string>()
