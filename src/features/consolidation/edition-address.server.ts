import { NotFound } from "#platform/errors.ts"

type Params = { round?: string; edition?: string }

/** Which version of the report an address is about; undefined: the present one. */
export function editionOf({ edition }: Params): number | undefined {
  if (edition === undefined) return undefined
  if (!/^[1-9]\d{0,3}$/.test(edition)) throw new NotFound("edition")
  return Number(edition)
}

/** Where the steps and files of that version stand. */
export const issuePath = (params: Params): string =>
  params.edition === undefined
    ? `/tong-hop/${params.round}/ban-hanh`
    : `/tong-hop/${params.round}/ban/${params.edition}`
