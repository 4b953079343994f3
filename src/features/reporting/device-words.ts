import { doubts } from "./entry-check.ts"

/** Sentences that the script of the page of single tasks may say, beside the faults and doubts that the checks find. */
const words = [
  "stale.empty",
  "steps.clash.title",
  "steps.clash.by",
  "steps.clash.somebody",
  "steps.clash.here",
  "steps.clash.there",
  "steps.clash.mine",
  "steps.clash.theirs",
  "steps.clash.both",
  "steps.line.away",
  "steps.line.awayNothing",
  "steps.line.clash",
  "steps.line.refused",
  "steps.line.sending",
  "steps.line.sent",
  "steps.line.signedOut",
  "steps.line.signIn",
  "steps.proof.drop",
  "steps.proof.waits",
  "steps.state.clash",
  "steps.state.complete",
  "steps.state.incomplete",
  "steps.state.unanswered",
  "steps.state.unsent",
  "steps.status.clash",
  "steps.status.gone",
  "steps.status.here",
  "steps.status.refused",
  "steps.status.sending",
  "steps.status.sent",
] as const

/** Codes of the checks that a device makes by itself: entry.ts, field-value.ts, and what a proof lacks. */
const codes = [
  "answer.noNumber",
  "answer.notAmong",
  "answer.tooLong",
  "entry.doubtUnexplained",
  "entry.evidenceMissing",
  "entry.nextStepMissing",
  "entry.noPrevious",
  "entry.notClaimant",
  "entry.objectionMissing",
  "entry.obstacleMissing",
  "entry.percentMissing",
  "entry.percentRange",
  "entry.productMissing",
  "entry.proposalMissing",
  "entry.reasonMissing",
  "entry.resultMissing",
  "entry.unanswered",
  "evidence.dateMissing",
  "evidence.nothingGiven",
  "evidence.notSecretMissing",
  "field.missing",
  "field.reasonMissing",
  "field.valueWithState",
] as const

type DeviceWord = (typeof words)[number] | `refusal.${(typeof codes)[number]}` | `doubt.${(typeof doubts)[number]}`

/** Every sentence that the device may need without a line, in the language of the page, with its places unfilled. */
export const deviceWords = (say: (word: DeviceWord) => string): Record<string, string> =>
  Object.fromEntries(
    [
      ...words,
      ...codes.map((code) => `refusal.${code}` as const),
      ...doubts.map((doubt) => `doubt.${doubt}` as const),
    ].map((word) => [word, say(word)]),
  )
